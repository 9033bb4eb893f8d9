using Heed.Allocation;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class PrunedTokensLaws
{
    // A power of two, by which numbers are multiplied without rounding.
    private const long Longest = 8;

    [Law]
    public void Real_positions_at_or_above_the_threshold_go_on_and_the_others_come_back_as_they_were(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (one, draw) = (LawCase.Draw((ulong)seed.Value), seed.Draw());
        var threshold = Threshold(one, draw);
        var pruned = PrunedTokens.Hard(one.Sequence, () => one.Received, threshold, Longest);
        var back = pruned.Back(pruned.Left.States * 2);
        for (var row = 0; row < one.Received.size(0); row++)
        {
            var expected = Stay(one, row, threshold.item<float>());
            Assert.Equal(expected, pruned.Left.Places[row].data<long>().Take(expected.Length).Select(place => (int)place));
            Assert.Equal(expected.Length, pruned.Left.Counts[row].item<long>());
            foreach (var place in Enumerable.Range(0, (int)one.Sequence.Length))
                Same.Bits(one.Sequence.States[row][place] * (expected.Contains(place) ? 2 : 1), back[row][place]);
        }

        Same.Zero(pruned.Shares() * one.Sequence.Real.logical_not().unsqueeze(1));
    }

    [Law]
    public void Below_every_importance_a_threshold_prunes_nothing(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var real = one.Sequence.Counts.max().item<long>();
        foreach (var left in new[] { PrunedTokens.Hard(one.Sequence, () => one.Received, tensor([0f]), Longest).Left, PrunedTokens.Hard(one.Sequence, Nobody, null, Longest).Left })
        {
            Same.Bits(one.Sequence.States.narrow(1, 0, real), left.States.narrow(1, 0, real));
            Same.Bits(one.Sequence.Counts, left.Counts);
        }

        Same.Close(ones_like(one.Received), PrunedTokens.Soft(one.Received, tensor([-40f]), Longest, 1), 1e-6);
    }

    [Law]
    public void A_row_is_pruned_alone_as_it_is_beside_others(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var (first, threshold) = (one.First(), Threshold(one, seed.Draw()));
        var alone = PrunedTokens.Hard(first.Sequence, () => first.Received, threshold, Longest).Left;
        var together = PrunedTokens.Hard(one.Sequence, () => one.Received, threshold, Longest).Left;
        Same.Bits(alone.States, together.States.narrow(0, 0, 1).narrow(1, 0, alone.Length));
        Same.Bits(alone.Counts, together.Counts.narrow(0, 0, 1));
    }

    [Law]
    public void The_soft_mask_is_the_sigmoid_of_how_far_importance_is_above_the_threshold(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (one, draw) = (LawCase.Draw((ulong)seed.Value), seed.Draw());
        var (threshold, temperature) = (Threshold(one, draw), new[] { 0.01, 0.1, 1, 3 }[draw.Below(0, 4)]);
        var expected = one.Received.data<float>().ToArray().Select(received => 1 / (1 + Math.Exp(-((received * Longest) - threshold.item<float>()) / temperature)));
        Same.Close(tensor([.. expected]).view(one.Received.shape), PrunedTokens.Soft(one.Received, threshold, Longest, temperature), 1e-4);
    }

    [Law]
    public void As_the_temperature_falls_the_soft_mask_becomes_the_hard_choice(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (one, draw) = (LawCase.Draw((ulong)seed.Value), seed.Draw());
        var threshold = tensor([(float)(draw.Below(0, 1_000) * Longest / 1_000.0) + 3e-5f]);
        var distance = ((one.Received * Longest) - threshold).abs().min().item<float>();
        var mask = PrunedTokens.Soft(one.Received, threshold, Longest, distance / 40);
        foreach (var row in Enumerable.Range(0, (int)one.Received.size(0)).Where(row => Most(one, row) >= threshold.item<float>()))
        {
            var stay = Stay(one, row, threshold.item<float>());
            Same.Close(
                tensor([.. Enumerable.Range(0, (int)one.Sequence.Counts[row].item<long>()).Select(place => stay.Contains(place) ? 1f : 0)]),
                mask[row].narrow(0, 0, one.Sequence.Counts[row].item<long>()), 1e-6);
        }
    }

    [Law]
    public void Thresholds_learn_in_the_soft_stage_and_are_frozen_in_the_hard(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (one, draw) = (LawCase.Draw((ulong)seed.Value), seed.Draw(float64));
        var (received, states) = (one.Received.to(float64), one.Sequence.States.to(float64));
        Gradients.AgreeWithDifferences(
            draw, inputs => inputs[0] * PrunedTokens.Soft(inputs[1], inputs[2], Longest, 0.5).unsqueeze(-1), states, received, Threshold(one, draw).to(float64));

        Tensor[] leaves = [one.Sequence.States.clone().requires_grad_(), one.Received.clone().requires_grad_(), Threshold(one, draw).requires_grad_()];
        var pruned = PrunedTokens.Hard(one.Sequence with { States = leaves[0] }, () => leaves[1], leaves[2], Longest);
        pruned.Back(pruned.Left.States * 2).sum().backward();
        Same.Finite(leaves[0].grad!);
        Assert.Null(leaves[1].grad);
        Assert.Null(leaves[2].grad);
    }

    [Fact]
    public void Rows_of_padding_alone_and_of_one_position_run()
    {
        using var scope = NewDisposeScope();
        foreach (var real in new[] { tensor([false, false], [2, 1]), tensor([true, false], [2, 1]), tensor([false, false, false], [1, 3]) })
        {
            var sequence = Sequence.Of(randn([.. real.shape, 2]), real);
            var pruned = PrunedTokens.Hard(sequence, () => ones_like(sequence.Sizes), tensor([100f]), Longest);
            Same.Bits(sequence.Counts, pruned.Left.Counts);
            Same.Bits(sequence.States * (real.unsqueeze(-1).to(float32) + 1), pruned.Back(pruned.Left.States * 2));
        }
    }

    [Law]
    public void What_is_put_back_goes_on_beside_what_does_anyway(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (one, draw) = (LawCase.Draw((ulong)seed.Value), seed.Draw());
        var (place, threshold) = (draw.Below(0, (int)one.Sequence.Length), Threshold(one, draw));
        using var back = PutBack.At(place);
        var left = PrunedTokens.Hard(one.Sequence, () => one.Received, threshold, Longest).Left;
        foreach (var row in Enumerable.Range(0, (int)one.Received.size(0)))
        {
            var real = place < one.Sequence.Counts[row].item<long>();
            int[] expected = [.. Stay(one, row, threshold.item<float>()).Union(real ? [place] : []).Order()];
            Assert.Equal(expected, left.Places[row].data<long>().Take((int)left.Counts[row].item<long>()).Select(stays => (int)stays));
        }

        using var every = PutBack.Every();
        Same.Bits(one.Sequence.Counts, PrunedTokens.Hard(one.Sequence, () => one.Received, threshold, Longest).Left.Counts);
    }

    // As often as not the importance of some position, which is then at the threshold; or one above all.
    private static Tensor Threshold(LawCase one, Draw draw)
    {
        var received = one.Received.data<float>().ToArray();
        return tensor([draw.Below(0, 4) switch { 0 => 9f, 1 => draw.Below(0, 80) / 10f, _ => received[draw.Below(0, received.Length)] * Longest }]);
    }

    private static int[] Stay(LawCase one, int row, float threshold)
    {
        var (count, received) = ((int)one.Sequence.Counts[row].item<long>(), one.Received[row].data<float>().ToArray());
        return [.. Enumerable.Range(0, count).Where(place => received[place] * Longest >= threshold || place == Array.IndexOf(received, received.Take(count).Max()))];
    }

    private static float Most(LawCase one, int row) =>
        one.Received[row].data<float>().Take((int)one.Sequence.Counts[row].item<long>()).Append(0).Max() * Longest;

    private static Tensor Nobody() => throw new InvalidOperationException("nobody weighs it");
}
