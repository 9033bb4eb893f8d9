using Heed.Allocation;
using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class LatentTokensLaws
{
    [Fact]
    public void Latents_keep_all_laws() => Assert.Empty(Laws.Of<Perceived>());

    [Law]
    public void Each_latent_asks_every_real_position_and_each_of_these_is_told_by_every_latent(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var (sequence, heads, w) = Draw(seed, one);
        var reduced = LatentTokens.Of(sequence, heads, w);
        var become = reduced.Left.States * 2;
        var back = reduced.Back(become);
        for (var row = 0; row < sequence.States.size(0); row++)
        {
            var real = sequence.Counts[row].item<long>();
            var count = Math.Min(real, w.Latents.size(0));
            Assert.Equal(count, reduced.Left.Counts[row].item<long>());
            if (count == 0)
                continue;
            Tensor states = sequence.States[row].narrow(0, 0, real), latents = w.Latents.narrow(0, 0, count);
            var (asked, weights) = Cross(latents, Normal(states), w.Ask, heads);
            Same.Close(latents + asked, reduced.Left.States[row].narrow(0, 0, count), 1e-4);
            Same.Close(weights, reduced.Shares()[row].narrow(0, 0, count).narrow(1, 0, real), 1e-5);
            var (told, _) = Cross(Normal(states), Normal(become[row].narrow(0, 0, count)), w.Tell, heads);
            Same.Close(states + told, back[row].narrow(0, 0, real), 1e-4);
            Same.Bits(sequence.States[row].narrow(0, real, sequence.Length - real), back[row].narrow(0, real, sequence.Length - real));
            Assert.Equal(Enumerable.Range(0, (int)count).Select(latent => latent * real / count), reduced.Left.Places[row].data<long>().Take((int)count));
        }
    }

    [Law]
    public void Every_weight_that_is_held_has_a_finite_gradient(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var (sequence, heads, w) = Draw(seed, one);
        var reduced = LatentTokens.Of(sequence, heads, w);
        var back = reduced.Back(reduced.Left.States);
        (back * back).sum().backward();
        foreach (var cross in new[] { w.Ask, w.Tell })
            Assert.All([cross.Query.Weight, cross.Key.Weight, cross.Value.Weight, cross.Output.Weight, w.Latents], weight => Same.Finite(weight.grad!));
    }

    // What every position comes to, head by head and by itself.
    private static (Tensor Output, Tensor Weights) Cross(Tensor asks, Tensor asked, CrossWeights w, int heads)
    {
        var (q, k, v) = (Linear.Apply(asks, w.Query), Linear.Apply(asked, w.Key), Linear.Apply(asked, w.Value));
        var width = q.size(1) / heads;
        var each = Enumerable.Range(0, heads).Select(head =>
        {
            Tensor Own(Tensor x) => x.narrow(1, head * width, width);
            var weights = (Own(q).matmul(Own(k).t()) / Math.Sqrt(width)).softmax(-1);
            return (Output: weights.matmul(Own(v)), Weights: weights);
        }).ToArray();
        return (Linear.Apply(cat([.. each.Select(head => head.Output)], 1), w.Output), stack(each.Select(head => head.Weights)).mean([0]));
    }

    private static Tensor Normal(Tensor x) => (x - x.mean([-1], keepdim: true)) / (x.var([-1], unbiased: false, keepdim: true) + 1e-5).sqrt();

    private static (Sequence Sequence, int Heads, LatentWeights Weights) Draw(Seed seed, LawCase one)
    {
        var draw = seed.Draw();
        var (d, count) = (one.Sequence.States.size(2), 1 + (seed.Value & 3));
        return (one.Sequence, d % 2 == 0 ? 2 : 1, Weights(draw, count, d));
    }

    private static LatentWeights Weights(Draw draw, long count, long d)
    {
        return new(new(draw.Normal(count, d)), Cross(), Cross());

        CrossWeights Cross() => new(draw.Linear(d, d), draw.Linear(d, d), draw.Linear(d, d), draw.Linear(d, d));
    }

    private sealed class Perceived : IAllocation
    {
        public static long Left(long length, double ratio) => ratio == 1 ? length : Math.Min(length, 3);

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) =>
            LatentTokens.Of(sequence, 1, ratio == 1 ? null : Weights(new Draw(7), 3, sequence.States.size(2)));
    }
}
