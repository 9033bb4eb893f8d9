using Heed.Allocation;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class RetainedTokensLaws
{
    private const double Rate = 8;

    [Law]
    public void While_budgets_are_learned_the_state_that_receives_the_kth_most_is_multiplied_by_the_kth_retention(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (one, draw) = (LawCase.Draw((ulong)seed.Value), seed.Draw());
        var retentions = Retentions(one, draw);
        var soft = RetainedTokens.Of(one.Sequence, () => one.Received, retentions / Rate, Rate, soft: true);
        Same.Bits(one.Sequence.Sizes, soft.Left.Sizes);
        Same.Bits(one.Sequence.States, soft.Back(one.Sequence.States)); // the way back is no way
        foreach (var row in Enumerable.Range(0, (int)one.Received.size(0)))
        {
            foreach (var (place, rank) in Ranked(one, row).Select((place, rank) => (place, rank)))
                Same.Close(one.Sequence.States[row][place] * retentions[rank], soft.Left.States[row][place], 1e-6);
        }
    }

    [Law]
    public void Then_those_that_receive_most_go_on_exactly_the_budget_and_the_others_come_back_as_they_were(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (one, draw) = (LawCase.Draw((ulong)seed.Value), seed.Draw());
        var retentions = Retentions(one, draw);
        var budget = Math.Max(1, (int)Math.Ceiling(retentions.to(float64).sum().item<double>()));
        var hard = RetainedTokens.Of(one.Sequence, () => one.Received, retentions / Rate, Rate, soft: false);
        Assert.Equal(one.Sequence.Length > budget, RetainedTokens.Asks(one.Sequence, retentions / Rate, Rate, soft: false));
        var back = hard.Back(hard.Left.States * 2);
        foreach (var row in Enumerable.Range(0, (int)one.Received.size(0)))
        {
            int[] expected = [.. Ranked(one, row).Take(budget).Order()];
            Assert.Equal(expected.Length, hard.Left.Counts[row].item<long>());
            Assert.Equal(expected, hard.Left.Places[row].data<long>().Take(expected.Length).Select(place => (int)place));
            foreach (var place in Ranked(one, row))
                Same.Bits(one.Sequence.States[row][place] * (expected.Contains(place) ? 2 : 1), back[row][place]);
        }
    }

    [Law]
    public void Where_all_is_retained_both_stages_are_dense(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var real = one.Sequence.Counts.max().item<long>();
        var whole = full(one.Sequence.Length, 1 / Rate);
        foreach (var left in new[] { Of(whole, false), Of(whole, true), Of(null, false), Of(null, true) })
        {
            Same.Bits(one.Sequence.States.narrow(1, 0, real), left.States.narrow(1, 0, real));
            Same.Bits(one.Sequence.Counts, left.Counts);
        }

        Sequence Of(Tensor? kept, bool soft) => RetainedTokens.Of(one.Sequence, kept is null ? Nobody : () => one.Received, kept, Rate, soft).Left;
    }

    [Law]
    public void Retentions_learn_in_the_soft_stage_and_are_frozen_in_the_hard(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (one, draw) = (LawCase.Draw((ulong)seed.Value), seed.Draw(float64));
        var retentions = (Retentions(one, seed.Draw()) * 0.8) + 0.1; // between the bounds
        Gradients.AgreeWithDifferences(
            draw, inputs => RetainedTokens.Of(one.Sequence with { States = inputs[0] }, () => one.Received, inputs[1], Rate, soft: true).Left.States,
            one.Sequence.States.to(float64), retentions.to(float64) / Rate);

        Tensor[] leaves = [one.Sequence.States.clone().requires_grad_(), one.Received.clone().requires_grad_(), (retentions / Rate).requires_grad_()];
        foreach (var soft in new[] { false, true })
        {
            var retained = RetainedTokens.Of(one.Sequence with { States = leaves[0] }, () => leaves[1], leaves[2], Rate, soft);
            retained.Back(retained.Left.States * 2).sum().backward();
            Same.Finite(leaves[0].grad!);
            Assert.Null(leaves[1].grad);
            Assert.Equal(soft, leaves[2].grad is not null);
        }
    }

    [Fact]
    public void Rows_of_padding_alone_and_of_one_position_run()
    {
        using var scope = NewDisposeScope();
        foreach (var real in new[] { tensor([false, false], [2, 1]), tensor([true, false], [2, 1]), tensor([false, false, false], [1, 3]) })
        {
            var sequence = Sequence.Of(randn([.. real.shape, 2]), real);
            foreach (var soft in new[] { false, true })
                Same.Bits(sequence.Counts, RetainedTokens.Of(sequence, () => ones_like(sequence.Sizes), zeros(3), Rate, soft).Left.Counts);
        }
    }

    [Law]
    public void A_row_is_left_alone_as_it_is_beside_others(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var (first, kept) = (one.First(), Retentions(one, seed.Draw()) / Rate);
        foreach (var soft in new[] { false, true })
        {
            var alone = RetainedTokens.Of(first.Sequence, () => first.Received, kept, Rate, soft).Left;
            var together = RetainedTokens.Of(one.Sequence, () => one.Received, kept, Rate, soft).Left;
            var real = (int)alone.Counts.item<long>();
            Same.Bits(alone.States.narrow(1, 0, real), together.States.narrow(0, 0, 1).narrow(1, 0, real));
            Same.Bits(alone.Counts, together.Counts.narrow(0, 0, 1));
        }
    }

    // Of all the positions there are, and sometimes more: of eighths, which add up without rounding.
    private static Tensor Retentions(LawCase one, Draw draw)
    {
        var (length, most) = ((int)one.Sequence.Length + draw.Below(0, 3), draw.Below(1, 10));
        return tensor([.. Enumerable.Range(0, length).Select(_ => Math.Min(8, draw.Below(0, most)) / 8f)]);
    }

    // Real positions, those that receive most first; of equals the first.
    private static IEnumerable<int> Ranked(LawCase one, int row)
    {
        var received = one.Received[row].data<float>().ToArray();
        return Enumerable.Range(0, (int)one.Sequence.Counts[row].item<long>()).OrderByDescending(place => received[place]);
    }

    private static Tensor Nobody() => throw new InvalidOperationException("nobody weighs it");
}
