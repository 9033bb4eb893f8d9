using Heed.Allocation;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>Allocations that break one law each: it is the one that is told.</summary>
public class BrokenAllocations
{
    [Fact]
    public void One_that_keeps_everything_breaks_its_budget() => Breaks<KeepsAll>("as many are left as Left says");

    [Fact]
    public void One_that_reads_padding_is_told() => Breaks<ReadsPadding>("real positions alone");

    [Fact]
    public void One_that_changes_what_it_leaves_is_told_at_ratio_1() => Breaks<Doubles>("At ratio 1");

    [Fact]
    public void One_that_turns_a_row_around_is_told_though_everything_comes_back() => Breaks<TurnsAround>("At ratio 1");

    [Fact]
    public void One_that_forgets_where_states_stood_is_told() => Breaks<Counts>("stands where one");

    [Fact]
    public void One_that_looks_at_other_rows_is_told() => Breaks<LooksAside>("alone and beside others");

    [Fact]
    public void One_that_forgets_the_way_back_is_told() => Breaks<NoWayBack>("gets a finite state back");

    [Fact]
    public void One_that_throws_is_told_what_it_threw() =>
        Assert.Contains(Laws.Of<Throws>(20), broken => broken.Found.Contains("NotSupportedException: no", StringComparison.Ordinal));

    [Fact]
    public void One_that_never_reads_a_weight_is_told_which() => Assert.Contains(
        Laws.Of<NeverReads>(20), broken => broken.Law.Contains("is read", StringComparison.Ordinal) && broken.Found == "no gradient of idle.weight but 0");

    [Fact]
    public void One_that_looks_at_other_rows_by_a_weight_that_is_0_at_first_is_told() => Breaks<LooksAsideOnceItLearned>("alone and beside others");

    [Fact]
    public void One_that_reads_a_weight_on_some_sequences_alone_keeps_all_laws() => Assert.Empty(Laws.Of<KnowsLongRows>());

    [Fact]
    public void One_that_has_a_weight_for_each_position_of_a_window_keeps_all_laws() => Assert.Empty(Laws.Of<WeighsPlaces>());

    [Fact]
    public void One_that_asks_for_a_weight_that_it_does_not_tell_of_is_told_which_there_are() => Assert.Contains(
        Laws.Of<AsksForAnother>(20), broken => broken.Found == "AllocationError: An allocation asks for the Linear 'gate' among its weights: expected the Vector 'gate'.");

    [Fact]
    public void One_that_a_decoder_may_attend_to_and_that_asks_for_attention_is_told() =>
        Assert.Contains(Laws.Of<AsksTooEarly>(20), broken => broken.Found.Contains("no attention was received yet", StringComparison.Ordinal));

    private static void Breaks<TAllocation>(string law)
        where TAllocation : IAllocation => Assert.Contains(Laws.Of<TAllocation>(100), broken => broken.Law.Contains(law, StringComparison.Ordinal));

    private sealed class AsksTooEarly : ICrossPlace
    {
        public static long Left(long length, double ratio) => TopTokens.Left(length, ratio);

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => TopTokens.Reduce(sequence, received, ratio, weights);
    }

    private sealed class NeverReads : IAllocation
    {
        public static long Left(long length, double ratio) => MeanWindows.Left(length, ratio);

        public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) => [new LearnedWeight.Vector("idle", width)];

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => MeanWindows.Reduce(sequence, received, ratio, weights);
    }

    private sealed class LooksAsideOnceItLearned : IAllocation
    {
        public static long Left(long length, double ratio) => MeanWindows.Left(length, ratio);

        public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) => [new LearnedWeight.Vector("gate", width)];

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => ratio == 1
            ? Reduction.Whole(sequence)
            : MeanWindows.Of(sequence with { States = sequence.States.Plus(weights.Vector("gate") * sequence.States.mean([0], keepdim: true)) }, ratio);
    }

    private sealed class KnowsLongRows : IAllocation
    {
        public static long Left(long length, double ratio) => MeanWindows.Left(length, ratio);

        public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) => [new LearnedWeight.Vector("far", width)];

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => ratio == 1
            ? Reduction.Whole(sequence)
            : MeanWindows.Of(sequence.Length < 6 ? sequence : sequence with { States = sequence.States.Plus(weights.Vector("far") * sequence.Places.gt(Constant.Of(5)).unsqueeze(-1).to(float32)) }, ratio);
    }

    private sealed class WeighsPlaces : IAllocation
    {
        public static long Left(long length, double ratio) => MeanWindows.Left(length, ratio);

        public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) =>
            [.. Enumerable.Range(0, (int)Remaining.Width(ratio)).Select(place => new LearnedWeight.Vector($"place{place}", 1))];

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights)
        {
            if (ratio == 1)
                return Reduction.Whole(sequence);
            var width = (int)Remaining.Width(ratio);
            var each = cat([.. Enumerable.Range(0, (int)sequence.Length).Select(place => weights.Vector($"place{place % width}"))]).view(1, -1, 1);
            return MeanWindows.Of(sequence with { States = sequence.States * each }, ratio);
        }
    }

    private sealed class AsksForAnother : IAllocation
    {
        public static long Left(long length, double ratio) => MeanWindows.Left(length, ratio);

        public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) => [new LearnedWeight.Vector("gate", width)];

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => ratio == 1
            ? Reduction.Whole(sequence)
            : MeanWindows.Reduce(sequence with { States = Linear.Apply(sequence.States, weights.Linear("gate")) }, received, ratio, weights);
    }

    private sealed class KeepsAll : IAllocation
    {
        public static long Left(long length, double ratio) => TopTokens.Left(length, ratio);

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => TopTokens.Reduce(sequence, received, 1, weights);
    }

    private sealed class ReadsPadding : IAllocation
    {
        public static long Left(long length, double ratio) => MeanWindows.Left(length, ratio);

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights)
        {
            var whole = MeanWindows.Reduce(sequence with { Sizes = ones_like(sequence.Sizes) }, received, ratio, weights);
            return whole with { Left = whole.Left with { Sizes = MeanWindows.Reduce(sequence, received, ratio, weights).Left.Sizes } };
        }
    }

    private sealed class Doubles : IAllocation
    {
        public static long Left(long length, double ratio) => TopTokens.Left(length, ratio);

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) =>
            TopTokens.Reduce(sequence with { States = sequence.States * Constant.Of(2) }, received, ratio, weights);
    }

    // A row without padding last position first, and back again.
    private sealed class TurnsAround : IAllocation
    {
        public static long Left(long length, double ratio) => length;

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => sequence.Real.all().item<bool>()
            ? new(
                new(sequence.States.flip(1), sequence.Sizes.flip(1), sequence.Places.flip(1)),
                () => eye(sequence.Length).flip(0).expand(sequence.States.size(0), -1, -1),
                states => states.flip(1))
            : Reduction.Whole(sequence);
    }

    private sealed class Counts : IAllocation
    {
        public static long Left(long length, double ratio) => TopTokens.Left(length, ratio);

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights)
        {
            var reduced = TopTokens.Reduce(sequence, received, ratio, weights);
            return reduced with { Left = reduced.Left with { Places = ones_like(reduced.Left.Places).cumsum(1).sub(1) } };
        }
    }

    private sealed class LooksAside : IAllocation
    {
        public static long Left(long length, double ratio) => TopTokens.Left(length, ratio);

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) =>
            TopTokens.Reduce(sequence with { States = sequence.States.Plus(sequence.States.mean([0], keepdim: true)) }, received, ratio, weights);
    }

    private sealed class NoWayBack : IAllocation
    {
        public static long Left(long length, double ratio) => TopTokens.Left(length, ratio);

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) =>
            TopTokens.Reduce(sequence, received, ratio, weights) with { Back = states => states };
    }

    private sealed class Throws : IAllocation
    {
        public static long Left(long length, double ratio) => 1;

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => throw new NotSupportedException("no");
    }
}
