using Heed.Allocation;
using Heed.Layers;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

public class ProjectedWindowsLaws
{
    [Fact]
    public void A_projection_that_begins_as_means_keeps_all_laws() => Assert.Empty(Laws.Of<ProjectedWindows>());

    [Fact]
    public void A_drawn_projection_keeps_all_laws() => Assert.Empty(Laws.Of<Drawn>());

    [Law]
    public void At_first_states_are_the_means_of_whole_windows_and_at_ratio_1_all_that_was_there(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, side) = (seed.Draw(), seed.Draw().Below(1, 5));
        var sequence = Sequence.Of(draw.Normal(2, side * draw.Below(1, 6), 3));
        var projected = ProjectedWindows.Of(sequence, side, First((int)sequence.Length + draw.Below(0, 5), side));
        Same.Close(MeanWindows.Of(sequence, side).Left.States, projected.Left.States, 1e-6);
        Same.Close(MeanWindows.Of(sequence, side).Shares(), projected.Shares(), 1e-6);
        if (side == 1)
            Same.Exactly(sequence.States, projected.Left.States);
    }

    [Law]
    public void A_state_is_the_sum_of_real_positions_each_times_its_number(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, one) = (seed.Draw(), LawCase.Draw((ulong)seed.Value));
        var (states, ratio) = (one.Sequence.States, one.Ratio);
        var longest = states.size(1) + draw.Below(0, 4);
        var map = draw.Matrix(ProjectedWindows.Left(longest, ratio), longest);
        var projected = ProjectedWindows.Of(one.Sequence, ratio, map);
        var shares = projected.Shares();
        foreach (var (row, count) in one.Sequence.Counts.data<long>().ToArray().Index())
        {
            Assert.Equal(count == 0 ? 0 : ProjectedWindows.Left(count, ratio), projected.Left.Counts[row].item<long>());
            for (var key = 0; key < projected.Left.Length; key++)
            {
                var (sum, size) = (zeros_like(states[row][0]), 0f);
                for (var place = 0; place < count; place++)
                    (sum, size) = (sum + (states[row][place] * map[key][place].item<float>()), size + Math.Abs(map[key][place].item<float>()));
                var real = projected.Left.Real[row][key].item<bool>();
                Same.Close(real ? sum : zeros_like(sum), projected.Left.States[row][key], 1e-4);
                for (var place = 0; place < states.size(1); place++)
                    Assert.Equal(real && place < count ? Math.Abs(map[key][place].item<float>()) / size : 0, shares[row][key][place].item<float>(), 1e-4);
            }
        }

        Same.Close(one.Sequence.Sizes.sum(1), projected.Left.Sizes.sum(1));
        projected.Left.States.sum().backward();
        Same.Finite(map.grad!);
    }

    [Law]
    public void What_stands_at_padding_changes_nothing(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var map = seed.Draw().Matrix(ProjectedWindows.Left(one.Sequence.Length, one.Ratio), one.Sequence.Length);
        var other = one.Sequence with { States = one.Sequence.States.masked_fill(one.Sequence.Real.logical_not().unsqueeze(-1), double.NaN) };
        Same.Bits(ProjectedWindows.Of(one.Sequence, one.Ratio, map).Left.States, ProjectedWindows.Of(other, one.Ratio, map).Left.States);
    }

    private static Parameter First(int longest, double ratio)
    {
        var module = new Owner();
        var side = Math.Max(1, (int)Math.Round(ratio));
        return new WeightStore(module, 0).Projection("map", (int)ProjectedWindows.Left(longest, ratio), longest, side);
    }

    private sealed class Drawn : IAllocation
    {
        public static long Left(long length, double ratio) => ProjectedWindows.Left(length, ratio);

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) =>
            ratio == 1 ? Reduction.Whole(sequence) : ProjectedWindows.Of(sequence, ratio, new Draw(7).Matrix(ProjectedWindows.Left(20, ratio), 20));
    }
}
