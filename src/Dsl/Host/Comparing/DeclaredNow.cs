namespace Heed.Host;

/// <summary>All that an experiment declares, so that many runs are not gone on with under another declaration.</summary>
internal static class DeclaredNow
{
    /// <summary>Every setting, and what is shared.</summary>
    public static IReadOnlyDictionary<string, string> Of(HostedExperiment experiment) =>
        Overrides.Settings(experiment.Spec).Append(new("Shares", experiment.Spec.Shares.ToString())).ToDictionary();

    /// <summary>What differs, in words.</summary>
    public static IEnumerable<string> Differences(IReadOnlyDictionary<string, string> there, IReadOnlyDictionary<string, string> here) =>
        from name in there.Keys.Union(here.Keys)
        let before = there.GetValueOrDefault(name, "nothing")
        let now = here.GetValueOrDefault(name, "nothing")
        where before != now
        select $"{name}: {before} there, {now} here";
}
