using Spectre.Console;

namespace Heed.Host;

/// <summary>Results and samples on the terminal.</summary>
public static class Terminal
{
    private const int WithRoom = 200;

    /// <summary>A line that is never broken, so that a path or a command in it can be copied.</summary>
    public static void Say(string line) => Say(AnsiConsole.Console, line);

    /// <inheritdoc cref="Say(string)"/>
    public static void Say(IAnsiConsole console, string line)
    {
        ArgumentNullException.ThrowIfNull(console);
        console.Profile.Out.Writer.WriteLine(Safe(line));
    }

    /// <summary>A table; one that goes to a file or a pipe has room, whatever the width of a terminal that is not there.</summary>
    public static void Write(IAnsiConsole console, Spectre.Console.Table table)
    {
        ArgumentNullException.ThrowIfNull(console);
        var width = console.Profile.Width;
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = Math.Max(width, WithRoom);
        console.Write(table);
        console.Profile.Width = width;
    }

    /// <summary>Tables of results, then what is to be known of them; the best of each row is bold.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<ResultTable> results)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(results);
        foreach (var table in results)
            Write(console, table);
        foreach (var line in results.Select(table => table.Note).Distinct().Concat(results.Select(table => table.Signature)))
            console.WriteLine(Safe(line));
    }

    private static void Write(IAnsiConsole console, ResultTable results)
    {
        var table = new Spectre.Console.Table()
            .Border(TableBorder.Simple)
            .AddColumns([new(Cell(results.Metric)), new(""), Right("Examples"), .. results.Systems.Select(Right)]);
        var task = "";
        foreach (var row in results.Rows)
        {
            table.AddRow([
                Cell(row.Task == task ? "" : row.Task), Cell(row.Subset), Cell(Figures.Whole(row.Examples)),
                .. row.Scores.Select(score => Cell(score.Shown, results.IsBest(row, score))),
            ]);
            task = row.Task;
        }
        console.Write(table);
    }

    /// <summary>What the model made of some examples.</summary>
    public static void Write(IAnsiConsole console, IEnumerable<SampleOutput> samples)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(samples);
        foreach (var sample in samples)
        {
            var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
            grid.AddRow(Cell(sample.Task, bold: true), Cell(sample.Source));
            grid.AddRow(Cell("model"), Cell(sample.Output.Length > 0 ? sample.Output : "(nothing)", bold: true));
            grid.AddRow(Cell("reference"), Cell(sample.Reference));
            if (sample.Nearest is { } nearest)
                grid.AddRow(Cell("nearest"), Cell(nearest + (sample.HasTwin ? " (near-twin)" : "")));
            console.Write(grid);
            console.WriteLine();
        }
    }

    /// <summary>Text that can do nothing to a terminal: control characters become U+FFFD.</summary>
    public static string Safe(string text) => string.Concat((text ?? "").Select(c => char.IsControl(c) && c != '\n' ? '\ufffd' : c));

    private static TableColumn Right(string title) => new TableColumn(Cell(title)).RightAligned();

    private static Text Cell(string text, bool bold = false) =>
        new(Safe(text), bold ? new Style(decoration: Decoration.Bold) : Style.Plain);
}
