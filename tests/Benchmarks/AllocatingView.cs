using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Heed.Benchmarks;

/// <summary>What allocations save, for people, and as JSON.</summary>
internal static class AllocatingView
{
    public static void Show(IReadOnlyList<Allocating> measured)
    {
        foreach (var same in measured.GroupBy(one => (one.Length, one.Pass)))
        {
            var table = new Table { Title = new($"{same.Key.Pass switch { AllocatedPass.Training => "a training step", AllocatedPass.Inference => "inference", _ => "writing" }}, {same.Key.Length} positions") };
            table.AddColumn("strategy");
            foreach (var column in new[] { "ms", "dense ms", "× dense", "FLOPs of dense", "time follows FLOPs" })
                table.AddColumn(new TableColumn(column).RightAligned());
            foreach (var one in same)
            {
                table.AddRow(
                    one.Strategy, Number(one.Milliseconds, "#,0"), Number(one.Dense, "#,0"), Number(one.Faster, "0.00"), Number(100 * one.Flops, "0") + " %",
                    one.Follows is { } follows ? Number(follows, "0.00") : "–");
            }

            if (Console.IsOutputRedirected)
                AnsiConsole.Profile.Width = 160;
            AnsiConsole.Write(table);
        }
    }

    public static void Write(string file, IReadOnlyList<Allocating> measured) =>
        File.WriteAllText(file, JsonSerializer.Serialize(measured, Comparison.Readable) + "\n");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
