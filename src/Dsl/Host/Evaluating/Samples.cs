using Heed.Measuring;
using Heed.Planning;

namespace Heed.Host;

/// <summary>Chooses test examples to be looked at.</summary>
public static class Samples
{
    /// <summary>How many are shown of a task.</summary>
    public const int PerTask = 6;

    private const int Quarters = 4;

    /// <summary>
    /// What the model made of each test example of a task: a text is as good as it is like its reference, words as many as are right, a class
    /// right or wrong, a number as it is near.
    /// </summary>
    public static IReadOnlyList<SampleOutput> Of(TaskAnswers answers, TaskKind kind) =>
    [
        .. answers.Examples.Zip(answers.Outputs, (example, output) => new SampleOutput(
            answers.Task, example.Text.Source, Shown(kind, example, example.Text.Target), Told(kind, example, output), kind == TaskKind.Tagging ? null : example.Nearest, example.HasTwin,
            kind == TaskKind.SequenceToSequence ? Chrf.Sentence(output, example.Text.Target).Score : null)
        {
            Picture = example.Tokens.Picture,
            RightWords = kind == TaskKind.Tagging ? TaggedWords.Right(example.Text.Target, output) : null,
            Error = kind == TaskKind.Regression ? Math.Abs(NumberScores.Number(output) - NumberScores.Number(example.Text.Target)) : null,
        }),
    ];

    /// <summary>Samples spread evenly over the test part, good and bad, the same ones for every task of one length.</summary>
    public static IEnumerable<T> Spread<T>(IReadOnlyList<T> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var wanted = Math.Min(samples.Count, PerTask);
        return Enumerable.Range(0, wanted).Select(sample => samples[(int)((long)sample * samples.Count / wanted)]);
    }

    /// <summary>The texts least like their references, worst first, of equal ones the first; the first classes that are wrong; the numbers that are farthest off.</summary>
    public static IEnumerable<SampleOutput> Worst(IReadOnlyList<SampleOutput> samples) => samples
        .Where(sample => sample.Chrf is not null || sample.Output != sample.Reference).OrderBy(sample => sample.Chrf ?? sample.RightWords ?? -sample.Error).Take(PerTask);

    /// <summary>The longest sources of a task that the model did badly on, longest first: texts below the mean, classes that are wrong.</summary>
    public static IEnumerable<SampleOutput> LongErrors(IReadOnlyList<SampleOutput> samples)
    {
        if (samples.Any(HasNoLength))
            return [];
        var mean = samples.Average(Goodness);
        return samples.Where(sample => Goodness(sample) < (sample.Chrf is null ? 100 : mean))
            .OrderByDescending(sample => sample.Source.Length).Take(PerTask / 2);
    }

    /// <summary>How good the answers of a task are, in four parts of its examples from the shortest sources to the longest.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="samples">The same, judged.</param>
    public static IEnumerable<LengthScore> ByLength(TaskAnswers answers, IReadOnlyList<SampleOutput> samples) => samples.Any(HasNoLength) ? [] : answers.Examples
        .Zip(samples, (example, sample) => (example.Tokens.Source.Length, Sample: sample))
        .OrderBy(one => one.Length)
        .Chunk(Math.Max(1, (samples.Count + Quarters - 1) / Quarters))
        .Select(part => new LengthScore(
            answers.Task, part[0].Length, part[^1].Length, part.Length,
            part[0].Sample switch { { Chrf: not null } => "mean chrF", { RightWords: not null } => "mean accuracy of words", _ => "accuracy" }, part.Average(one => Goodness(one.Sample))));

    // Tags mean nothing without their words.
    private static string Shown(TaskKind kind, TestExample example, string said) =>
        kind == TaskKind.Tagging ? TaggedWords.Beside(example.Text.Source, said) : said;

    // A number is told to more digits than say anything.
    private static string Told(TaskKind kind, TestExample example, string output) =>
        kind == TaskKind.Regression ? NumberColumn.Shown(output) : Shown(kind, example, output);

    // A picture is as long as any other, and a number is not right or wrong.
    private static bool HasNoLength(SampleOutput sample) => sample.Picture is not null || sample.Error is not null;

    private static double Goodness(SampleOutput sample) => sample.Chrf ?? sample.RightWords ?? (sample.Output == sample.Reference ? 100 : 0);
}
