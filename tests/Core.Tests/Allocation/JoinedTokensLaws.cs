using Heed.Allocation;
using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class JoinedTokensLaws
{
    [Fact]
    public void Joining_keeps_all_laws() => Assert.Empty(Laws.Of<JoinedTokens>());

    [Law]
    public void Neighbours_become_the_map_of_their_states_after_one_another_and_parts_are_added_at_their_places(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, one) = (seed.Draw(), GridCase.Draw(seed));
        var (x, d, w) = (one.Sequence.States, one.Sequence.States.size(2), (long)one.Side * one.Side);
        var (down, up) = (draw.Linear(w * d, d), draw.Linear(d, w * d));
        var joined = JoinedTokens.Of(one.Sequence, one.Side, down, up, one.Grid);
        var nothing = zeros_like(x.select(1, 0));
        Same.Close(
            one.Each(states => Linear.Apply(cat([.. states.Select(state => state ?? nothing)], -1), down)), joined.Left.States, 1e-4);
        var back = joined.Back(joined.Left.States);
        foreach (var (number, window) in one.Windows().Index())
        {
            var parts = Linear.Apply(joined.Left.States.select(1, number), up);
            foreach (var (place, position) in window.Index().Where(pair => pair.Item >= 0))
                Same.Close(x.select(1, position) + parts.narrow(1, place * d, d), back.select(1, position), 1e-3);
        }

        var alone = JoinedTokens.Of(one.First().Sequence, one.Side, down, up, one.Grid);
        Same.Close(alone.Back(alone.Left.States), back.narrow(0, 0, 1), 1e-3);
    }

    [Law]
    public void Padding_is_read_as_zeros_and_stays_as_it_was_and_gradients_are_finite(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, one) = (seed.Draw(), LawCase.Draw((ulong)seed.Value));
        var (side, d, padding) = ((long)Math.Round(one.Ratio), one.Sequence.States.size(2), one.Sequence.Real.logical_not().unsqueeze(-1));
        var (down, up) = (draw.Linear(side * d, d), draw.Linear(d, side * d));
        var states = one.Sequence.States.masked_fill(padding, 7).requires_grad_();
        var joined = JoinedTokens.Of(one.Sequence with { States = states }, side, down, up);
        var back = joined.Back(joined.Left.States);
        Same.Bits(JoinedTokens.Of(one.Sequence, side, down, up).Left.States, joined.Left.States);
        Same.Zero(joined.Left.States.masked_select(joined.Left.Real.logical_not().unsqueeze(-1)));
        Same.Bits(states.masked_select(padding), back.masked_select(padding));
        Same.Close(one.Sequence.Sizes.sum(1), joined.Left.Sizes.sum(1));
        back.masked_fill(padding, 0).sum().backward();
        Assert.All([states, down.Weight, down.Bias, up.Weight, up.Bias], weight => Same.Finite(weight.grad!));
    }
}
