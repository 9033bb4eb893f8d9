using Heed.Learning;
using Xunit;

namespace Heed.Tests;

public class ScheduleLaws
{
    [Law]
    public void Factors_rise_in_a_line_to_one_and_then_never_rise_again(Seed seed, Decay decay)
    {
        var (warmup, steps) = Run(seed);
        double Factor(long step) => Schedule.Factor(decay, step, warmup, steps);
        for (var step = 1; step <= warmup && decay != Decay.OneCycle; step++)
            Assert.Equal((double)step / warmup, Factor(step), 1e-12);
        if (warmup > 0)
            Assert.Equal(1, Factor(warmup), 1e-12);
        for (var step = Math.Max(1, warmup); step < steps + 5; step++)
            Assert.InRange(Factor(step + 1), 0, Factor(step));
    }

    [Law]
    public void Every_decay_follows_its_formula(Seed seed)
    {
        var (warmup, steps) = Run(seed);
        for (var step = warmup + 1; step <= steps; step++)
        {
            var part = (double)(step - warmup) / (steps - warmup);
            Assert.Equal(1, Schedule.Factor(Decay.None, step, warmup, steps), 1e-12);
            Assert.Equal(1 - part, Schedule.Factor(Decay.Linear, step, warmup, steps), 1e-12);
            Assert.Equal(0.5 + (0.5 * Math.Cos(Math.PI * part)), Schedule.Factor(Decay.Cosine, step, warmup, steps), 1e-12);
        }
    }

    // Vaswani et al. 2017, equation 3, whose highest value is warmup^-0.5.
    [Law]
    public void The_inverse_square_root_is_the_papers_as_a_share_of_its_highest_value(Seed seed)
    {
        var (warmup, steps) = Run(seed);
        warmup = Math.Max(1, warmup);
        for (var step = 1; step <= steps; step++)
        {
            var paper = Math.Min(1 / Math.Sqrt(step), step * Math.Pow(warmup, -1.5));
            Assert.Equal(paper * Math.Sqrt(warmup), Schedule.Factor(Decay.InverseSquareRoot, step, warmup, steps), 1e-12);
        }
    }

    [Theory]
    [InlineData(Decay.Cosine)]
    [InlineData(Decay.Linear)]
    public void Decays_that_end_reach_zero_at_the_last_step_and_stay(Decay decay)
    {
        Assert.Equal(0, Schedule.Factor(decay, 100, 10, 100), 1e-12);
        Assert.Equal(0, Schedule.Factor(decay, 101, 10, 100), 1e-12);
        Assert.Equal(0, Schedule.Factor(decay, 11, 10, 5), 1e-12);
    }

    [Theory]
    [InlineData("none", Decay.None)]
    [InlineData("inverse", Decay.InverseSquareRoot)]
    [InlineData("cosine", Decay.Cosine)]
    [InlineData("linear", Decay.Linear)]
    [InlineData("onecycle", Decay.OneCycle)]
    public void Every_step_agrees_with_PyTorchs_schedulers(string part, Decay decay)
    {
        var golden = PyTorchGolden.Read("schedules", "training");
        var (warmup, steps) = ((int)golden.Number("warmup"), (int)golden.Number("steps"));
        var expected = golden.GetProperty(part).EnumerateArray().Select(factor => factor.GetDouble()).ToArray();
        Assert.Equal(steps, expected.Length);
        for (var step = 1; step <= steps; step++)
            Assert.Equal(expected[step - 1], Schedule.Factor(decay, step, warmup, steps), 1e-6);
    }

    private static (int Warmup, int Steps) Run(Seed seed)
    {
        var draw = seed.Draw();
        var warmup = draw.Below(0, 20);
        return (warmup, warmup + draw.Below(0, 30));
    }
}
