using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Heed.Benchmarks;

/// <summary>Results for people, and as JSON.</summary>
internal static class Comparison
{
    public static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static void Show(Workload work, IReadOnlyList<Result> results)
    {
        var table = new Table { Title = new($"{work.Name} ({Number(100 * work.RealShare)} % of Heed's tokens are real)") };
        table.AddColumn("form");
        foreach (var column in new[] { "ms a step", "tokens/s", $"× {Form.Of(work)[0].Name}", "GFLOP/s", "of its ceiling", "peak MiB", "managed kB a step" })
            table.AddColumn(new TableColumn(column).RightAligned());
        var basis = results.FirstOrDefault(result => result.Form == Form.Of(work)[0].Name);
        foreach (var result in results)
        {
            table.AddRow(
                result.Form, $"{Number(result.Milliseconds)} ({Number(result.Least)}–{Number(result.Most)})", Number(result.TokensPerSecond),
                basis is null ? "" : Number(result.TokensPerSecond / basis.TokensPerSecond, "0.00"), Number(result.Gflops),
                result.OfCeiling is { } share ? $"{Number(100 * share)} %" : "", Number(result.PeakMiB),
                result.ManagedBytes is { } bytes ? Number(bytes / 1000) : "");
        }

        // Where there is no terminal, nothing wraps.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 160;
        AnsiConsole.Write(table);
    }

    public static void Write(string file, IReadOnlyList<Result> results) =>
        File.WriteAllText(file, JsonSerializer.Serialize(results, Readable) + "\n");

    private static string Number(double value, string format = "#,0") => value.ToString(format, CultureInfo.InvariantCulture);
}
