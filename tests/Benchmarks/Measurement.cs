using System.Diagnostics;
using System.Text.Json;
using Heed.Host;

namespace Heed.Benchmarks;

/// <summary>What one process measured of one form.</summary>
/// <param name="Milliseconds">Of each pass over the batches.</param>
/// <param name="ManagedBytes">Allocated by .NET in a step; null where there is no .NET.</param>
/// <param name="PeakMiB">Memory that the process held at the most.</param>
public sealed record Measurement(double[] Milliseconds, double? ManagedBytes, double PeakMiB)
{
    /// <summary>Batches of a pass; null where they are the workload's.</summary>
    public int? Batches { get; init; }

    // What .NET compiles again, once it is seen to be called often, is compiled by then.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    /// <summary>Measures a form in this process, after it went through the batches for a while.</summary>
    public static Measurement Of(IForm form, int passes)
    {
        Of(Pass, WarmUp, 0);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var times = Of(Pass, TimeSpan.Zero, passes);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        return new(times, (double)allocated / (passes * form.Batches), (PeakMemory.Bytes ?? 0) / (1024.0 * 1024)) { Batches = form.Batches };

        void Pass()
        {
            for (var batch = 0; batch < form.Batches; batch++)
                form.Step(batch);
        }
    }

    /// <summary>Milliseconds of something that is done often, after it was done for a while.</summary>
    public static double[] Of(Action pass, TimeSpan warmUp, int passes)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < warmUp;)
            pass();
        return [.. Enumerable.Range(0, passes).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            pass();
            return clock.Elapsed.TotalMilliseconds;
        })];
    }

    /// <summary>Reads what a process printed.</summary>
    public static Measurement Parse(string line) => JsonSerializer.Deserialize<Measurement>(line)!;

    /// <inheritdoc/>
    public override string ToString() => JsonSerializer.Serialize(this);
}

/// <summary>A way to compute a workload.</summary>
public interface IForm
{
    /// <summary>Batches that it goes through.</summary>
    int Batches { get; }

    /// <summary>Trains on a batch, or looks at it.</summary>
    void Step(int batch);
}
