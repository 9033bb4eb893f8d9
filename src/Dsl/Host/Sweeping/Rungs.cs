namespace Heed.Host;

/// <summary>A rung of a search: how many trials train up to it, and to which step.</summary>
/// <param name="Trials">The trials that come so far.</param>
/// <param name="Steps">The step to which they train.</param>
public sealed record Rung(int Trials, int Steps)
{
    /// <summary>One rung: every trial trains to the last step.</summary>
    public static IReadOnlyList<Rung> Alone(int trials, int steps) => [new(trials, steps)];

    /// <summary>
    /// Successive halving (Jamieson and Talwalkar 2016, algorithm 1): each rung has a factor fewer trials and a factor more steps than the one
    /// before, so that all rungs cost about the same; those at the last train to the last step.
    /// </summary>
    /// <param name="trials">Trials at the first rung.</param>
    /// <param name="steps">The last step.</param>
    /// <param name="factor">The best of so many goes on: 2 or more.</param>
    public static IReadOnlyList<Rung> Halving(int trials, int steps, int factor)
    {
        var counts = new List<int> { trials };
        while (counts[^1] >= factor)
            counts.Add(counts[^1] / factor);
        return [.. counts.Index().Select(rung => new Rung(rung.Item, (int)(steps / Math.Pow(factor, counts.Count - 1 - rung.Index))))];
    }
}
