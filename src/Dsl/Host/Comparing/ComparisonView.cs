using Spectre.Console;

namespace Heed.Host;

/// <summary>A comparison on the terminal.</summary>
internal static class ComparisonView
{
    /// <summary>What is to be known of every figure.</summary>
    public static string Note(Comparison comparison) =>
        $"Mean ± sample standard deviation over {Planning.Text.Count(comparison.Seeds.Count, "seed")}; no test of significance. " +
        "A seed parts the data, too, so the spread holds that of the test part." +
        (comparison.Config.Quick ? " Quick: runs were ended by the clock long before they were done, so this claims no quality." : "");

    /// <summary>What was measured by clock and system.</summary>
    public static string Measured(Comparison comparison) =>
        "FLOPs are those of matrix products in the batches that were read, forward and backward" +
        string.Concat(comparison.Contenders.Where(one => one.Assumed.Length > 0).GroupBy(one => one.Assumed)
            .Select(same => $"; those of {Planning.Text.List(same.Select(one => one.Name))} {same.Key}")) +
        ". Time is that of training, with its validations" +
        RunOutcome.AtOnce(comparison.Contenders.SelectMany(one => one.Outcomes)) + ". " +
        "Memory is the process's resident memory at its highest while it trained: code, data, tensors and libtorch.";

    public static void Write(IAnsiConsole console, Comparison comparison)
    {
        var tables = comparison.Tables();
        foreach (var table in tables)
            Quality(console, table, comparison.Seeds.Count);
        Cost(console, comparison);
        foreach (var line in tables.Select(table => table.Note).Distinct().Concat(tables.Select(table => table.Signature)))
            Terminal.Say(console, line);
        Terminal.Say(console, Note(comparison));
        Terminal.Say(console, Measured(comparison));
    }

    private static void Quality(IAnsiConsole console, ComparedTable table, int seeds)
    {
        var view = new Table().Border(TableBorder.Simple)
            .AddColumns([new(Cell(table.Metric)), new(""), .. table.Rows[0].Scores.Select(score => new TableColumn(Cell(score.System)).RightAligned())]);
        var task = "";
        foreach (var row in table.Rows)
        {
            view.AddRow([
                Cell(row.Task == task ? "" : row.Task), Cell(row.Subset),
                .. row.Scores.Select(score => Cell(SpreadText.Of(score.Spread, SpreadText.Score, seeds))),
            ]);
            task = row.Task;
        }

        Terminal.Write(console, view);
    }

    private static void Cost(IAnsiConsole console, Comparison comparison)
    {
        var view = new Table().Border(TableBorder.Simple)
            .AddColumns([new(""), .. Headings.Select(heading => new TableColumn(Cell(heading)).RightAligned())]);
        foreach (var one in comparison.Contenders)
            view.AddRow([Cell(one.Name), .. Costs(one).Select(Cell)]);
        Terminal.Write(console, view);
    }

    /// <summary>The columns of costs.</summary>
    public static IReadOnlyList<string> Headings { get; } = ["Parameters", "Steps", "FLOPs", "Training time", "Peak memory"];

    /// <summary>What a contender cost, a cell for each heading.</summary>
    public static IReadOnlyList<string> Costs(Contender one)
    {
        var seeds = one.Outcomes.Count;
        return
        [
            SpreadText.Whole(one.Parameters, seeds), SpreadText.Whole(one.Steps, seeds) + (one.Diverged > 0 ? $" ({one.Diverged} diverged)" : ""),
            SpreadText.Of(one.Flops, SpreadText.Flops, seeds), SpreadText.Of(one.Seconds, SpreadText.Seconds, seeds),
            SpreadText.Of(one.PeakBytes, SpreadText.Bytes, seeds),
        ];
    }

    private static Text Cell(string text) => new(Terminal.Safe(text));
}
