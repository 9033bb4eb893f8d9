using Heed.Learning;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

public class MovingAverageLaws
{
    [Law]
    public void The_average_is_the_sum_of_all_weights_each_by_what_later_steps_left_of_it(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var decay = draw.Below(0, 10) / 10.0;
        var parameter = new Parameter(draw.Normal(3, 2));
        using var average = new MovingAverage([("weight", parameter)], decay);
        Tensor[] weights = [parameter.detach().clone(), .. Enumerable.Range(0, 4).Select(_ => draw.Normal(3, 2))];
        using (no_grad())
        {
            for (var step = 1; step < weights.Length; step++)
            {
                parameter.copy_(weights[step]);
                average.Update(step);
            }
        }

        double Left(int step) => Math.Min(decay, (1.0 + step) / (10 + step));
        var expected = weights.Select((own, at) => own * ((at == 0 ? 1 : 1 - Left(at)) * Enumerable.Range(at + 1, 4 - at).Aggregate(1.0, (all, step) => all * Left(step))));
        Same.Close(expected.Aggregate((sum, next) => sum + next), average.State.Single().Value);
        Assert.Equal("weight.average", average.State.Single().Name);
        average.Swap();
        Same.Bits(weights[^1], average.State.Single().Value);
        average.Swap();
        Same.Bits(weights[^1], parameter);
    }
}
