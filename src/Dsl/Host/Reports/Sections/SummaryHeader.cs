using System.Globalization;

namespace Heed.Host;

/// <summary>The top of the page: what was run, and its few figures.</summary>
internal static class SummaryHeader
{
    /// <summary>The header.</summary>
    public static Html Of(ReportContent content)
    {
        var (summary, config) = (content.Summary, content.Config);
        (string Name, string Value)[] figures =
        [
            ("Steps", Figures.Whole(summary.Steps)),
            ("Training time", Figures.Span(summary.Took)),
            ("Parameters", Figures.Rounded(summary.Parameters)),
            ("Seed", summary.Seed.ToString(CultureInfo.InvariantCulture)),
            ("Device", summary.Device),
            ("Begun", config.Begun.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
        ];
        return Html.Of($"""
            <header>
            <p class="brand">Heed · training report</p>
            <h1>{config.Experiment}</h1>
            <p class="lead">{summary.Description}</p>
            <dl class="figures">{figures.Select(figure => Html.Of($"<div><dt>{figure.Name}</dt><dd>{figure.Value}</dd></div>"))}</dl>
            </header>
            """);
    }
}
