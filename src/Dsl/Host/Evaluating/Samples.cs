using Heed.Measuring;

namespace Heed.Host;

/// <summary>Chooses test examples to be looked at.</summary>
public static class Samples
{
    /// <summary>How many are shown of a task.</summary>
    public const int PerTask = 6;

    /// <summary>What the model made of each test example of a task.</summary>
    public static IReadOnlyList<SampleOutput> Of(string task, IReadOnlyList<TestExample> examples, IReadOnlyList<string> outputs) =>
    [
        .. examples.Zip(outputs, (example, output) => new SampleOutput(
            task, example.Text.Source, example.Text.Target, output, example.Nearest, example.HasTwin,
            Chrf.Sentence(output, example.Text.Target).Score)),
    ];

    /// <summary>Samples spread evenly over the test part, good and bad, the same ones for every task of one length.</summary>
    public static IEnumerable<SampleOutput> Spread(IReadOnlyList<SampleOutput> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var wanted = Math.Min(samples.Count, PerTask);
        return Enumerable.Range(0, wanted).Select(sample => samples[(int)((long)sample * samples.Count / wanted)]);
    }

    /// <summary>The samples least like their references, worst first; of equal ones the first.</summary>
    public static IEnumerable<SampleOutput> Worst(IReadOnlyList<SampleOutput> samples) => samples.OrderBy(sample => sample.Chrf).Take(PerTask);
}
