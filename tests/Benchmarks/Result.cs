namespace Heed.Benchmarks;

/// <summary>What rounds of measurements of one form on one workload came to.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Form">The form.</param>
/// <param name="Milliseconds">A step, the median of rounds, whose figures are medians of passes.</param>
/// <param name="Least">The fastest round's.</param>
/// <param name="Most">The slowest round's.</param>
/// <param name="TokensPerSecond">Real tokens.</param>
/// <param name="Gflops">Operations over real tokens in a second, in milliards.</param>
/// <param name="PeakMiB">Memory, the greatest of the rounds.</param>
/// <param name="ManagedBytes">Allocated by .NET in a step.</param>
/// <param name="RealShare">The part of the tokens of Heed's batches that is no padding.</param>
public sealed record Result(
    string Workload, string Form, double Milliseconds, double Least, double Most, double TokensPerSecond, double Gflops, double PeakMiB, double? ManagedBytes, double RealShare)
{
    /// <summary>The time of the matrix products alone over that of this form; null where they were not measured.</summary>
    public double? OfCeiling { get; init; }

    /// <summary>The results, each form of Heed's beside its ceiling.</summary>
    public static IReadOnlyList<Result> BesideCeilings(IReadOnlyList<Result> results) =>
    [
        .. from result in results
           let ceiling = results.FirstOrDefault(other => other.Form != result.Form && other.Form == result.Form.Replace("heed", "products", StringComparison.Ordinal))
           select result with { OfCeiling = ceiling?.Milliseconds / result.Milliseconds },
    ];

    /// <summary>Sums up the rounds.</summary>
    public static Result Of(Workload work, Form form, IReadOnlyList<Measurement> rounds)
    {
        var passes = rounds.Select(round => Median(round.Milliseconds)).ToArray();
        double pass = Median(passes), steps = rounds[0].Batches ?? work.Batches.Count;
        return new(
            work.Name, form.Name, pass / steps, passes.Min() / steps, passes.Max() / steps, 1000 * work.RealTokens / pass,
            work.Flops / pass / 1e6, rounds.Max(round => round.PeakMiB), rounds[0].ManagedBytes, work.RealShare);
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
