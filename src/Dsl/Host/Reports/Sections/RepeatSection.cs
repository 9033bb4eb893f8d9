using System.Globalization;
using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>How to have the same run again.</summary>
internal static class RepeatSection
{
    /// <summary>The section.</summary>
    public static Section Of(ReportContent content) => new("repeat", "Repeat this run", Html.Of($"""
        <pre class="card"><code>{content.Config.Command}</code></pre>
        <div class="card facts">
        {HtmlTable.Of([], Facts(content).Select(fact => Row(Name(fact.Name), Html.Of($"<td>{fact.Value}</td>"))))}
        </div>
        <p class="note">On the same machine's CPU, the same seed, data and number of threads give the same weights, bit for bit. The run's folder holds
        every setting (<code>config.json</code>) and the emitted code (<code>code</code>).</p>
        """));

    private static IEnumerable<(string Name, string Value)> Facts(ReportContent content) =>
    [
        ("Seed", content.Summary.Seed.ToString(CultureInfo.InvariantCulture)),
        .. content.Config.Origin is { } origin ? Facts(origin) : [],
        .. content.Files.SelectMany(file => file.Prints).Distinct().Select(file => ($"SHA-256 of {file.Name}", file.Sha256)),
    ];

    private static IEnumerable<(string Name, string Value)> Facts(RunOrigin origin) =>
    [
        ("Threads", $"{origin.Threads} (OMP_NUM_THREADS={origin.Threads})"),
        ("Device", origin.Device),
        ("Processor", origin.Processor),
        ("System", origin.System),
        ("Versions", string.Join(", ", origin.Versions.Select(library => $"{library.Key} {library.Value}"))),
        .. origin.Commit is { } commit ? new[] { ("Git commit", commit) } : [],
    ];
}
