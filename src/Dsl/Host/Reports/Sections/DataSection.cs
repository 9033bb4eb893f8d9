using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>What the run read: examples of each task, and what was left out or cut.</summary>
internal static class DataSection
{
    private static readonly string[] Counts = ["Training", "Validation", "Test", "Cut short", "Bad rows skipped"];

    /// <summary>The section, if it is known what was read.</summary>
    public static Section? Of(IReadOnlyList<DataCounts> data) => data.Count == 0 ? null : new("data", "Data", HtmlTable.Of(
        [Heading("Task"), .. Counts.Select(FigureHeading)], data.Select(Row)));

    private static Html Row(DataCounts task)
    {
        int[] counts = [task.Training, task.Validation, task.Test, task.Truncated, task.Skipped];
        return HtmlTable.Row([Name(task.Task), .. counts.Select(count => Figure(Figures.Whole(count)))]);
    }
}
