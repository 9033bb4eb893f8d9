using Heed.Allocation;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>What each allocation is by its paper; what all keep to, <see cref="Laws"/> tries.</summary>
public class AllocationLaws
{
    public static TheoryData<string> Allocations { get; } =
        [nameof(TopTokens), nameof(FusedTokens), nameof(MergedTokens), nameof(MeanWindows), nameof(MaxWindows)];

    [Theory]
    [MemberData(nameof(Allocations))]
    public void Every_allocation_keeps_all_laws(string name) => Assert.Empty(name switch
    {
        nameof(TopTokens) => Laws.Of<TopTokens>(1_000),
        nameof(FusedTokens) => Laws.Of<FusedTokens>(1_000),
        nameof(MergedTokens) => Laws.Of<MergedTokens>(1_000),
        nameof(MeanWindows) => Laws.Of<MeanWindows>(1_000),
        _ => Laws.Of<MaxWindows>(1_000),
    });

    [Fact]
    public void One_of_a_past_alone_keeps_them_too() => Assert.Empty(Laws.Of<FirstOfAll>(1_000));

    [Theory]
    [MemberData(nameof(Allocations))]
    public void What_is_left_stands_where_the_first_of_its_members_did(string name)
    {
        for (var number = 0; number < 300; number++)
        {
            using var scope = NewDisposeScope();
            var drawn = LawCase.Draw(SplitMix.Key(5, number));
            var one = drawn with { Sequence = drawn.Sequence with { Places = drawn.Received.argsort(-1) } }; // as fused ones leave them
            var reduced = Reduce(name, one);
            var members = reduced.Shares().gt(0); // [b r s]
            var first = one.Sequence.Places.unsqueeze(1).masked_fill(members.logical_not(), long.MaxValue).amin([2]);
            Same.Exactly(first.masked_fill(reduced.Left.Real.logical_not(), 0), reduced.Left.Places.masked_fill(reduced.Left.Real.logical_not(), 0));
        }
    }

    [Law]
    public void Those_that_stay_are_the_ones_that_receive_most_and_the_others_come_back_unchanged(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var reduced = TopTokens.Reduce(one.Sequence, () => one.Received, one.Ratio, HeldWeights.None);
        var back = reduced.Back(reduced.Left.States * 2);
        for (var row = 0; row < one.Sequence.States.size(0); row++)
        {
            var received = one.Received[row].data<float>().ToArray();
            var real = one.Sequence.Real[row].data<bool>().ToArray();
            var expected = Enumerable.Range(0, real.Length).Where(place => real[place]).OrderByDescending(place => received[place])
                .Take((int)Math.Ceiling(real.Count(flag => flag) / one.Ratio)).Order();
            int[] stays = [.. reduced.Left.Places[row].data<long>().Zip(reduced.Left.Real[row].data<bool>()).Where(pair => pair.Second).Select(pair => (int)pair.First)];
            Assert.Equal(expected, stays);
            for (var place = 0; place < real.Length; place++)
                Same.Close(one.Sequence.States[row][place] * (stays.Contains(place) ? 2 : 1), back[row][place], 1e-6);
        }
    }

    [Law]
    public void What_is_left_out_becomes_its_mean_by_the_attention_that_it_received(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var reduced = FusedTokens.Reduce(one.Sequence, () => one.Received, one.Ratio, HeldWeights.None);
        var shares = reduced.Shares();
        Same.Close(shares.bmm(one.Sequence.States), reduced.Left.States * reduced.Left.Real.unsqueeze(-1).to(float32), 1e-5);
        for (var row = 0; row < one.Sequence.States.size(0); row++)
        {
            var count = one.Sequence.Counts[row].item<long>();
            var left = count == 0 ? 0 : FusedTokens.Left(count, one.Ratio);
            if (left < 2 || left == count)
                continue;
            float[] last = shares[row][left - 1].data<float>().ToArray(), received = one.Received[row].data<float>().ToArray();
            int[] fused = [.. Enumerable.Range(0, last.Length).Where(place => last[place] > 0)];
            Assert.Equal(count - left + 1, fused.Length);
            Assert.All(fused, place => Assert.Equal(received[place] / fused.Sum(other => received[other]), last[place], 1e-4));
            Assert.Equal(fused.Sum(place => one.Sequence.Sizes[row][place].item<float>()), reduced.Left.Sizes[row][left - 1].item<float>());
        }
    }

    [Law]
    public void Of_those_that_are_fused_with_others_none_received_more_than_one_that_stays_and_each_comes_back_unchanged(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var reduced = FusedTokens.Reduce(one.Sequence, () => one.Received, one.Ratio, HeldWeights.None);
        var back = reduced.Back(reduced.Left.States * 2);
        for (var row = 0; row < one.Sequence.States.size(0); row++)
        {
            var received = one.Received[row].data<float>().ToArray();
            int count = (int)one.Sequence.Counts[row].item<long>(), left = count == 0 ? 0 : (int)FusedTokens.Left(count, one.Ratio);
            var most = Enumerable.Range(0, count).OrderByDescending(place => received[place]).Take(left < count ? Math.Max(1, left - 1) : left).Order().ToArray();
            Assert.Equal(most, reduced.Left.Places[row].data<long>().Take(most.Length).Select(place => (int)place));
            for (var place = 0; place < one.Sequence.Length; place++)
                Same.Close(one.Sequence.States[row][place] * (most.Contains(place) ? 2 : 1), back[row][place], 1e-6);
        }
    }

    [Law]
    public void Those_that_merge_are_the_likest_of_the_pairs_that_every_other_position_finds(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var shares = MergedTokens.Reduce(one.Sequence, () => one.Received, one.Ratio, HeldWeights.None).Shares();
        for (var row = 0; row < one.Sequence.States.size(0); row++)
        {
            var count = (int)one.Sequence.Counts[row].item<long>();
            var unit = nn.functional.normalize(one.Sequence.States[row], dim: -1);
            var alike = unit.matmul(unit.t()).data<float>().ToArray();
            float Likeness(int from, int to) => alike[(from * (int)one.Sequence.Length) + to];
            var pairs = Enumerable.Range(0, count).Where(place => place % 2 == 0 && count > 1)
                .Select(from => (From: from, To: Enumerable.Range(0, count).Where(place => place % 2 == 1).MaxBy(to => Likeness(from, to))))
                .OrderByDescending(pair => Likeness(pair.From, pair.To)).ToList();
            var expected = pairs.Take(count - (int)(count == 0 ? 0 : MergedTokens.Left(count, one.Ratio))).ToLookup(pair => pair.To, pair => pair.From);
            var members = Enumerable.Range(0, (int)shares.size(1))
                .Select(place => shares[row][place].data<float>().ToArray().Index().Where(share => share.Item > 0).Select(share => share.Index).ToArray());
            Assert.Equal(
                expected.Select(found => string.Join(' ', found.Append(found.Key).Order())).Order(StringComparer.Ordinal),
                members.Where(those => those.Length > 1).Select(those => string.Join(' ', those)).Order(StringComparer.Ordinal));
        }
    }

    [Law]
    public void Merging_and_pooling_conserve_the_mean_by_sizes(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        foreach (var left in new[] { MergedTokens.Reduce(one.Sequence, () => one.Received, one.Ratio, HeldWeights.None).Left, MeanWindows.Reduce(one.Sequence, () => one.Received, one.Ratio, HeldWeights.None).Left })
        {
            Same.Close(one.Sequence.Sizes.sum(1), left.Sizes.sum(1));
            Same.Close(Sum(one.Sequence), Sum(left), 1e-4);
        }

        static Tensor Sum(Sequence sequence) => (sequence.States * sequence.Sizes.unsqueeze(-1)).sum(1);
    }

    [Law]
    public void A_channel_is_the_greatest_of_its_window(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var reduced = MaxWindows.Reduce(one.Sequence, () => one.Received, one.Ratio, HeldWeights.None);
        var own = reduced.Shares().gt(0).unsqueeze(-1); // [b r s 1]
        var greatest = one.Sequence.States.unsqueeze(1).masked_fill(own.logical_not(), -1e30).amax([2]);
        var real = reduced.Left.Real.unsqueeze(-1);
        Same.Close(greatest * real, reduced.Left.States * real, 1e-6);
    }

    [Fact]
    public void The_likest_pair_is_merged_first()
    {
        using var scope = NewDisposeScope();
        var states = tensor(new[] { 1, 0, 0, 1, 0.9, 0.1, -1, 0, 0, -1, 0.1, 1 }, [1, 6, 2]);
        var reduced = MergedTokens.Reduce(Sequence.Of(states), () => ones(1, 6), 6 / 5.0, HeldWeights.None);

        // 0, 2 and 4 look for the likest of 1, 3 and 5: of the three pairs, 2 and 5 are the likest.
        Assert.Equal(new long[] { 0, 1, 3, 4, 2 }, reduced.Left.Places[0].data<long>().ToArray());
        Same.Close(tensor(new float[] { 1, 1, 1, 1, 2 }), reduced.Left.Sizes[0]);
        Same.Close(tensor(new[] { 0.5, 0.55 }), reduced.Left.States[0][4], 1e-6);
    }

    private static Reduction Reduce(string name, LawCase one) => name switch
    {
        nameof(TopTokens) => TopTokens.Reduce(one.Sequence, () => one.Received, one.Ratio, HeldWeights.None),
        nameof(FusedTokens) => FusedTokens.Reduce(one.Sequence, () => one.Received, one.Ratio, HeldWeights.None),
        nameof(MergedTokens) => MergedTokens.Reduce(one.Sequence, () => one.Received, one.Ratio, HeldWeights.None),
        nameof(MeanWindows) => MeanWindows.Of(one.Sequence, one.Ratio),
        _ => MaxWindows.Of(one.Sequence, one.Ratio),
    };
}
