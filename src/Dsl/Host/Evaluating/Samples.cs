using Heed.Measuring;
using Heed.Planning;

namespace Heed.Host;

/// <summary>Chooses test examples to be looked at.</summary>
public static class Samples
{
    /// <summary>How many are shown of a task.</summary>
    public const int PerTask = 6;

    /// <summary>What the model made of each test example of a task: a text is as good as it is like its reference, a class right or wrong.</summary>
    public static IReadOnlyList<SampleOutput> Of(TaskAnswers answers, TaskKind kind) =>
    [
        .. answers.Examples.Zip(answers.Outputs, (example, output) => new SampleOutput(
            answers.Task, example.Text.Source, example.Text.Target, output, example.Nearest, example.HasTwin,
            kind == TaskKind.SequenceToSequence ? Chrf.Sentence(output, example.Text.Target).Score : null)
        {
            Picture = example.Tokens.Picture,
        }),
    ];

    /// <summary>Samples spread evenly over the test part, good and bad, the same ones for every task of one length.</summary>
    public static IEnumerable<SampleOutput> Spread(IReadOnlyList<SampleOutput> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var wanted = Math.Min(samples.Count, PerTask);
        return Enumerable.Range(0, wanted).Select(sample => samples[(int)((long)sample * samples.Count / wanted)]);
    }

    /// <summary>The texts least like their references, worst first, of equal ones the first; the first classes that are wrong.</summary>
    public static IEnumerable<SampleOutput> Worst(IReadOnlyList<SampleOutput> samples) => samples
        .Where(sample => sample.Chrf is not null || sample.Output != sample.Reference).OrderBy(sample => sample.Chrf).Take(PerTask);
}
