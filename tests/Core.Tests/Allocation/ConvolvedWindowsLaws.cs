using Heed.Allocation;
using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class ConvolvedWindowsLaws
{
    [Fact]
    public void A_convolution_whose_stride_is_its_kernel_keeps_all_laws() => Assert.Empty(Laws.Of<ConvolvedWindows>());

    [Law]
    public void Where_windows_are_whole_states_are_those_of_libtorchs_convolution(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, one) = (seed.Draw(), GridCase.Whole(seed));
        var (side, grid, states, d) = (one.Side, one.Grid, one.Sequence.States, one.Sequence.States.size(2));
        var (map, norm) = (draw.Linear(side * side * d, d), draw.Norm(d));
        var patches = states.narrow(1, grid.Before, grid.Rows * grid.Columns);
        var picture = patches.unflatten(1, grid.Rows, grid.Columns).permute(0, 3, 1, 2);
        var square = nn.functional.conv2d(picture, map.Weight.view(d, side, side, d).permute(0, 3, 1, 2), map.Bias, [side, side]);
        var left = ConvolvedWindows.Of(one.Sequence, side, map, norm, grid).Left.States;
        Same.Close(Norm.Layer(square.flatten(2).transpose(1, 2), norm), left.narrow(1, grid.Before, left.size(1) - grid.Before), 1e-3);

        var line = draw.Linear(side * d, d);
        var stretch = nn.functional.conv1d(patches.transpose(1, 2), line.Weight.view(d, side, d).transpose(1, 2), line.Bias, side);
        Same.Close(Norm.Layer(stretch.transpose(1, 2), norm), ConvolvedWindows.Of(Sequence.Of(patches), side, line, norm).Left.States, 1e-3);
    }

    [Law]
    public void A_window_at_an_edge_and_a_position_before_the_patches_have_zeros_in_their_other_places(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, one) = (seed.Draw(), GridCase.Draw(seed));
        var d = one.Sequence.States.size(2);
        var (map, norm) = (draw.Linear(one.Side * one.Side * d, d), draw.Norm(d));
        var left = ConvolvedWindows.Of(one.Sequence, one.Side, map, norm, one.Grid).Left.States;
        Tensor Become(Tensor?[] states)
        {
            var sum = map.Bias.expand(one.Sequence.States.size(0), d);
            foreach (var (place, state) in states.Index())
                sum = state is null ? sum : sum + state.matmul(map.Weight.narrow(1, place * d, d).t());
            return Norm.Layer(sum, norm);
        }

        Same.Close(one.Side == 1 ? one.Sequence.States : one.Each(Become), left, 1e-3);
        var first = one.First();
        Same.Close(ConvolvedWindows.Of(first.Sequence, one.Side, map, norm, one.Grid).Left.States, left.narrow(0, 0, 1), 1e-3);
    }

    [Law]
    public void Padding_is_read_as_zeros_and_gradients_are_finite_even_of_rows_of_padding(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, one) = (seed.Draw(), LawCase.Draw((ulong)seed.Value));
        var (side, d, real) = ((long)one.Ratio, one.Sequence.States.size(2), one.Sequence.Real.unsqueeze(-1));
        var (map, norm) = (draw.Linear(side * d, d), draw.Norm(d));
        var states = where(real, one.Sequence.States, tensor(double.NaN, float32)).requires_grad_();
        var left = ConvolvedWindows.Of(one.Sequence with { States = states }, side, map, norm).Left;
        if (side == 1)
            return;
        Same.Bits(ConvolvedWindows.Of(one.Sequence, side, map, norm).Left.States, left.States);
        Same.Zero(left.States.masked_select(left.Real.logical_not().unsqueeze(-1)));
        left.States.sum().backward();
        Assert.All([states, map.Weight, map.Bias, norm.Scale, norm.Shift], weight => Same.Finite(weight.grad!));
    }
}
