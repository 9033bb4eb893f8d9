using Heed.Data;

namespace Heed.Tests.Emitted;

/// <summary>Batches of tiny examples.</summary>
internal static class Batches
{
    /// <summary>The least id that is neither special nor a start.</summary>
    public const int FirstToken = 8;

    /// <summary>Examples side by side, padded to the longest and by so many tokens more.</summary>
    public static Batch Of(int task, IReadOnlyList<TokenPair> examples, int moreSource = 0, int moreTarget = 0)
    {
        var source = examples.Max(example => example.Source.Length) + moreSource;
        var target = examples.Max(example => example.Target.Length) + 1 + moreTarget;
        int[] Rows(int length, Func<TokenPair, int[]> row) =>
            [.. examples.SelectMany(example => row(example).Concat(Enumerable.Repeat(Vocabulary.Padding, length)).Take(length))];
        return new(
            examples.Count, source, target,
            Rows(source, example => example.Source),
            Rows(target, example => [Vocabulary.Start(task), .. example.Target]),
            Rows(target, example => [.. example.Target, Vocabulary.End]),
            [.. Enumerable.Range(0, examples.Count)]);
    }

    /// <summary>Random examples of lengths from <paramref name="shortest"/> to <paramref name="longest"/>.</summary>
    public static IReadOnlyList<TokenPair> Examples(this Draw draw, int rows, int shortest = 1, int longest = 6, int tokens = 280)
    {
        int[] Sentence() => [.. Enumerable.Range(0, draw.Below(shortest, longest + 1)).Select(_ => FirstToken + draw.Below(0, tokens))];
        return [.. Enumerable.Range(0, rows).Select(_ => new TokenPair(Sentence(), Sentence()))];
    }

    /// <summary>A batch of random examples for each task.</summary>
    public static Batch[] PerTask(this Draw draw, int tasks, int rows = 2, int shortest = 1, int longest = 6) =>
        [.. Enumerable.Range(0, tasks).Select(task => Of(task, draw.Examples(rows, shortest, longest)))];
}
