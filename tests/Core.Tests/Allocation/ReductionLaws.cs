using Heed.Allocation;
using Heed.Attention;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>What is left from layer to layer, and the way back.</summary>
public class ReductionLaws
{
    [Law]
    public void One_reduction_after_another_leaves_and_brings_back_what_both_do(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var first = MeanWindows.Reduce(one.Sequence, () => one.Received, 2, HeldWeights.None);
        var second = TopTokens.Reduce(first.Left, () => first.Left.Sizes, one.Ratio, HeldWeights.None);
        var both = Reduction.Whole(one.Sequence).Then(first).Then(second);
        var changed = second.Left.States * 2;
        Same.Bits(second.Left.States, both.Left.States);
        Same.Bits(first.Back(second.Back(changed)), both.Back(changed));
        Same.Close(second.Shares().bmm(first.Shares()), both.Shares(), 1e-6);
    }

    [Law]
    public void At_ratio_1_states_are_all_that_changes(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var stream = Reduction.Whole(one.Sequence).By<TopTokens>(one.Sequence.States * 3, () => throw new InvalidOperationException("nobody weighs it"), 1);
        Same.Bits(one.Sequence.States * 3, stream.Left.States);
        Same.Bits(stream.Left.States, stream.Back(stream.Left.States));
        Same.Bits(one.Sequence.Sizes, stream.Left.Sizes);
    }

    [Fact]
    public void An_allocation_asks_for_attention_received_in_the_layers_where_it_reduces_unless_it_may_stand_where_none_was_received()
    {
        var declared = new Planning.ReductionSpec { Ratio = 2, FromLayer = 1, Layers = 2 };
        Assert.Equal([false, true, true, false], Enumerable.Range(0, 4).Select(Reduction.Spec<TopTokens>(declared).AsksAt));
        Assert.False(Reduction.Spec<TopTokens>(declared with { Ratio = 1 }).AsksAt(1));
        Assert.False(Reduction.Spec<MeanWindows>(declared).AsksAt(1));
    }

    [Law]
    public void A_map_is_told_of_the_positions_that_were_read(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var stream = Reduction.Whole(one.Sequence).By<TopTokens>(one.Sequence.States, () => one.Received, one.Ratio);
        var (left, length) = (stream.Left, one.Sequence.Length);
        var q = left.States.unsqueeze(1);
        using var recorder = new AttentionRecorder();
        var (_, received) = stream.Attend(recorder, 0, q, q, q, left.Mask);
        var map = Assert.Single(recorder.Maps).Weights.squeeze(1);
        Assert.Equal([left.States.size(0), length, length], map.shape);
        var stays = stream.Shares().sum(1); // [b s], 1 where a position is still there
        Same.Close(stays, map.sum(-1), 1e-5);
        Same.Zero(map * (stays.unsqueeze(1) - 1));
        Same.Close(map.sum(1) / stays.sum(1, keepdim: true).clamp_min(1), received().unsqueeze(1).bmm(stream.Shares()).squeeze(1), 1e-5);
    }
}
