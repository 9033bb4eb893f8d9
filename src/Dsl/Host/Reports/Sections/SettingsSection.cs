namespace Heed.Host;

/// <summary>Every setting of the run, as resolved.</summary>
internal static class SettingsSection
{
    /// <summary>The section, if there are settings.</summary>
    public static Section? Of(RunConfig config) => config.Settings.Count == 0 ? null : new("settings", "Settings", Html.Of($"""
        <details class="card"><summary>{config.Settings.Count} settings, under the names that --set takes</summary><div class="scroll"><table>
        <tr><th scope="col">Setting</th><th scope="col">Value</th></tr>
        {Html.Each(config.Settings, setting => Html.Of($"""
            <tr><th scope="row" class="mono">{setting.Key}</th><td class="mono">{setting.Value}</td></tr>

            """))}
        </table></div></details>
        """));
}
