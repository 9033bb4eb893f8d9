using Heed.Data;
using Heed.Planning;
using Xunit;

namespace Heed.Tests.Data;

public class BatchingTests
{
    [Theory]
    [InlineData(TaskKind.SequenceToSequence)]
    [InlineData(TaskKind.Classification)]
    [InlineData(TaskKind.CausalLanguageModel)]
    [InlineData(TaskKind.Tagging)]
    public void A_size_told_from_lengths_is_that_of_the_batch(TaskKind kind)
    {
        TokenPair[] pairs = [new([5, 6, 7], [8]), new([5], [8, 9, 5, 6]), new([5, 6], [7, 8])];
        int[] chosen = [1, 2];
        var role = kind == TaskKind.CausalLanguageModel ? ColumnRole.Causal : ColumnRole.Target;
        var column = new ColumnSpec("Said", "said", role) { Label = kind == TaskKind.CausalLanguageModel || kind == TaskKind.SequenceToSequence ? null : new() { EachWord = kind == TaskKind.Tagging } };
        if (kind == TaskKind.CausalLanguageModel)
            pairs = [.. pairs.Select(pair => pair with { Source = [] })];
        if (kind == TaskKind.Tagging)
            pairs = [.. pairs.Select(pair => pair with { Target = [1], Words = [0] })];
        var batch = Batch.Of(new() { Columns = new(column) }, pairs, chosen, start: 2);
        var size = BatchSize.Of(kind, [.. pairs.Select(pair => pair.Length)], chosen);
        Assert.Equal(new(batch.Rows, batch.SourceLength, batch.TargetLength, batch.RealTokens), size);
        Assert.Equal(batch.PaddedTokens, size.PaddedTokens);
    }

    [Law]
    public void Each_epoch_visits_every_example_once_within_the_budget(Seed seed, byte count, byte longest, ushort room, byte epoch)
    {
        var (lengths, budget) = (Lengths(seed, count, longest), 1 + (room % 600));
        var batches = Batching.Epoch(lengths, budget, (ulong)seed.Value, epoch);
        Assert.Equal(Enumerable.Range(0, count), batches.SelectMany(batch => batch).Order());
        Assert.All(batches, batch => Assert.True(
            batch.Length == 1 || batch.Length * (batch.Max(one => lengths[one].Source) + batch.Max(one => lengths[one].Target)) <= budget));
    }

    [Law]
    public void Every_epoch_has_the_same_number_of_batches(Seed seed, byte count, byte longest, byte epoch)
    {
        var lengths = Lengths(seed, count, longest);
        Assert.Equal(
            Batching.Epoch(lengths, 300, (ulong)seed.Value, 0).Length, Batching.Epoch(lengths, 300, (ulong)seed.Value + 1, epoch).Length);
    }

    [Law]
    public void A_sequence_taken_up_at_any_place_goes_on_as_if_never_left(Seed seed, byte count, Seed place)
    {
        var lengths = Lengths(seed, count + 1, 40);
        var through = new BatchSequence(lengths, 120, seed.Value, "ToFrench");
        var taken = new BatchSequence(lengths, 120, seed.Value, "ToFrench");
        var start = place.Value % (3 * through.BatchesPerEpoch);
        int[][] uninterrupted = [.. Enumerable.Range(0, start + 20).Select(at => through.At(at))];
        Assert.Equal(uninterrupted[start..], Enumerable.Range(start, 20).Select(at => taken.At(at)));
    }

    [Law]
    public void Parts_follow_one_another_in_every_epoch_each_whole_and_a_place_alone_tells_its_batch(Seed seed, byte parts, Seed place)
    {
        var random = new SplitMix((ulong)seed.Value);
        PairLength[][] lengths =
        [
            .. Enumerable.Range(0, 1 + (parts % 5)).Select(part => Lengths(new(seed.Value + part), (int)(random.NextUnit() * 12) + (part == 0 ? 1 : 0), 40)),
        ];
        var (through, taken) = (Sequence(), Sequence());
        (long Epoch, int Part, int[] Examples)[] all = [.. Enumerable.Range(0, 3 * Sequence().BatchesPerEpoch).Select(at => through.Find(at))];
        var expected =
            from epoch in Enumerable.Range(0, 3)
            from part in Enumerable.Range(0, lengths.Length)
            from example in Enumerable.Range(0, lengths[part].Length)
            select ((long)epoch, part, example);
        var visited = all.SelectMany(batch => batch.Examples.Select(example => (batch.Epoch, batch.Part, example))).ToList();
        Assert.Equal(expected, visited.Order());
        Assert.Equal(visited.Select(one => (one.Epoch, one.Part)).Order(), visited.Select(one => (one.Epoch, one.Part)));
        var start = place.Value % all.Length;
        Assert.Equal(all[start..].Select(batch => batch.Examples), Enumerable.Range(start, all.Length - start).Select(at => taken.At(at)));

        BatchSequence Sequence() => new(part => part < lengths.Length ? lengths[part] : null, 120, seed.Value, "ToFrench");
    }

    [Fact]
    public void A_part_is_not_asked_for_before_its_place_comes()
    {
        var asked = new List<int>();
        var sequence = new BatchSequence(
            part =>
            {
                asked.Add(part);
                return Lengths(new(part), 30, 40);
            },
            120, 1, "ToFrench");
        Assert.All(Enumerable.Range(0, sequence.BatchesOfFirst), at => Assert.Equal(0, sequence.Find(at).Part));
        Assert.Equal([0], asked);
        Assert.Equal(1, sequence.Find(sequence.BatchesOfFirst).Part);
        Assert.Equal([0, 1], asked);
    }

    [Fact]
    public void Order_differs_between_epochs_seeds_and_tasks_and_so_does_who_meets_whom()
    {
        PairLength[] lengths = [.. Enumerable.Range(0, 400).Select(one => new PairLength(1 + (one % 23), 1 + (one % 19)))];
        var sequence = new BatchSequence(lengths, 200, 17, "ToFrench");
        var first = Epoch(sequence, 0);
        Assert.NotEqual(first, Epoch(sequence, 1));
        Assert.NotEqual(first, Epoch(new(lengths, 200, 18, "ToFrench"), 0));
        Assert.NotEqual(first, Epoch(new(lengths, 200, 17, "ToEnglish"), 0));
        Assert.NotEqual(Company(first), Company(Epoch(sequence, 1)));

        static IEnumerable<string> Company(int[][] batches) => batches.Select(batch => string.Join(' ', batch.Order())).Order(StringComparer.Ordinal);

        static int[][] Epoch(BatchSequence sequence, int epoch) =>
            [.. Enumerable.Range(epoch * sequence.BatchesPerEpoch, sequence.BatchesPerEpoch).Select(place => sequence.At(place))];
    }

    [Fact]
    public void Examples_of_all_lengths_give_batches_of_little_padding()
    {
        // Lengths as in running text: log-normal, half of them below 24.
        var random = new SplitMix(1);
        PairLength[] lengths = [.. Enumerable.Range(0, 20_000).Select(_ =>
        {
            var length = Math.Clamp((int)Math.Exp(3.2 + (0.7 * random.NextNormal())), 1, 128);
            return new PairLength(length, Math.Clamp((int)(length * (1.1 + (0.15 * random.NextNormal()))), 1, 128));
        })];
        var batches = Batching.Epoch(lengths, 4_096, 1, 0);
        var padded = batches.Sum(batch => batch.Length * (batch.Max(one => lengths[one].Source) + batch.Max(one => lengths[one].Target)));
        Assert.InRange(lengths.Sum(one => one.Source + one.Target) / (double)padded, 0.85, 1);
    }

    [Theory]
    [InlineData(TaskKind.Tagging)]
    [InlineData(TaskKind.MaskedLanguageModel)]
    [InlineData(TaskKind.Classification)]
    public void Texts_of_one_length_are_not_padded(TaskKind kind)
    {
        var size = BatchSize.Of(kind, [new(19, 3), new(19, 2)], [0, 1]);
        Assert.Equal(size.RealTokens, size.PaddedTokens);
    }

    [Fact]
    public void Examples_stand_side_by_side_with_start_end_and_padding()
    {
        var batch = Batch.Collate([new([9], []), new([11, 12, 13], [21]), new([14], [22, 23])], [1, 2], start: 3);
        Assert.Equal((2, 3, 3), (batch.Rows, batch.SourceLength, batch.TargetLength));
        Assert.Equal([11, 12, 13, 14, 0, 0], batch.Source);
        Assert.Equal([3, 21, 0, 3, 22, 23], batch.Decoder);
        Assert.Equal([21, 1, 0, 22, 23, 1], batch.Labels);
        Assert.Equal([1, 2], batch.Examples);
        Assert.Equal((9, 12), (batch.RealTokens, batch.PaddedTokens));
    }

    [Fact]
    public void A_batch_of_empty_texts_still_has_a_place_to_look_at()
    {
        var batch = Batch.Collate([new([], [])], [0], start: 2);
        Assert.Equal((1, 1), (batch.SourceLength, batch.TargetLength));
    }

    [Theory]
    [InlineData(3, 3, 3, 2)]
    [InlineData(2, 3, 2, 2)]
    [InlineData(3, 2, 3, 1)]
    [InlineData(9, 9, 3, 2)]
    public void A_pair_is_cut_to_its_longest_and_keeps_room_for_the_end(int source, int target, int sourceLeft, int targetLeft)
    {
        var pair = new TokenPair(new int[3], new int[2]);
        var cut = pair.Truncate(new(source, target));
        Assert.Equal((sourceLeft, targetLeft), (cut.Source.Length, cut.Target.Length));
        Assert.Equal(sourceLeft == 3 && targetLeft == 2, ReferenceEquals(pair, cut));
    }

    private static PairLength[] Lengths(Seed seed, int count, int longest)
    {
        var random = new SplitMix((ulong)seed.Value);
        return [.. Enumerable.Range(0, count).Select(_ => new PairLength(Draw(), 1 + Draw()))];

        int Draw() => (int)(random.NextUnit() * (longest + 1));
    }
}
