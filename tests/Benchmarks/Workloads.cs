using Heed.Data;
using Heed.Host;

namespace Heed.Benchmarks;

/// <summary>The workloads: equal lengths, lengths as they are in the data that experiments read, and pictures.</summary>
public static class Workloads
{
    // Batches of the shipped texts that a measurement goes through.
    private const int Some = 8;

    /// <summary>All of them, training and looking.</summary>
    /// <param name="experiments">The folder of the experiments, whose data are read.</param>
    public static IEnumerable<Workload> All(string experiments)
    {
        PairLength[] dense = [.. Enumerable.Repeat(new PairLength(64, 64), 32)];
        PairLength[] pictures = [.. Enumerable.Repeat(new PairLength(49, 1), 128)];
        var (sorted, unsorted) = Shipped(experiments);
        foreach (var training in new[] { true, false })
        {
            var verb = training ? "training" : "inference";
            yield return new($"{verb}, 32 × (64 + 64) tokens", training, false, [dense], [dense], 8);
            yield return new($"{verb}, help pages as they are", training, false, sorted, unsorted, 1);
            yield return new($"{verb}, 128 pictures of 49 patches", training, true, [pictures], [pictures], 8);
        }

        foreach (var rows in new[] { 1, 32 })
        {
            PairLength[] asked = [.. Enumerable.Repeat(new PairLength(64, 64), rows)];
            yield return new($"decoding, {rows} × 64 tokens", false, false, [asked], [asked], 8, Decodes: true);
        }
    }

    // The same examples twice: in batches as training reads them, and as they come, as many to a batch of 32.
    private static (IReadOnlyList<PairLength[]> Sorted, IReadOnlyList<PairLength[]> Unsorted) Shipped(string experiments)
    {
        var data = PreparedData.Of(
            new HostedExperiment(Text.Spec, Text.Create, Path.Combine(experiments, "benchmark.cs")), Text.Spec);
        var lengths = data.Tasks[0].Training.Select(pair => pair.Length).ToArray();
        var batches = new BatchSequence(lengths, Text.Spec.BatchTokens, Text.Spec.Seed, "Write");
        PairLength[][] sorted = [.. Enumerable.Range(0, Some).Select(place => batches.At(place).Select(example => lengths[example]).ToArray())];
        PairLength[] mixed = [.. sorted.SelectMany(batch => batch)];
        new Random(17).Shuffle(mixed);
        return (sorted, [.. mixed.Chunk(32)]);
    }
}
