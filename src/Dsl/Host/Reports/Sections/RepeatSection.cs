namespace Heed.Host;

/// <summary>How to have the same run again.</summary>
internal static class RepeatSection
{
    /// <summary>The section.</summary>
    public static Section Of(RunConfig config) => new("repeat", "Repeat this run", Html.Of($"""
        <pre class="card"><code>{config.Command}</code></pre>
        <p class="note">On the same machine, the same seed, data and number of threads give the same weights, bit for bit.</p>
        """));
}
