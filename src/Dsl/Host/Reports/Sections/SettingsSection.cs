using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>Every setting of the run, as resolved.</summary>
internal static class SettingsSection
{
    /// <summary>The section, if there are settings.</summary>
    public static Section? Of(RunConfig config) => config.Settings.Count == 0 ? null : new("settings", "Settings", Html.Of($"""
        <details class="card"><summary>{config.Settings.Count} settings, as resolved; --set changes those that are numbers</summary>
        {HtmlTable.Of([Heading("Setting"), Heading("Value")], config.Settings.Select(setting => Row(Typed(setting.Key), Typed(setting.Value))))}
        </details>
        """));
}
