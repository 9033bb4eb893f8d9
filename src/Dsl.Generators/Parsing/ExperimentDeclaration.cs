using Heed.Planning;

namespace Heed.Generators.Parsing;

/// <summary>An experiment as it was declared: its spec, where its parts stand, and what is wrong with it.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Spots">Where the parts stand.</param>
/// <param name="Mistakes">What parsing found wrong.</param>
/// <param name="TasksAreSound">Whether nothing is wrong with the records of the tasks (and of the base, of a variant), which report for themselves.</param>
public sealed record ExperimentDeclaration(
    ExperimentSpec Spec, EquatableArray<Spot> Spots, EquatableArray<Located> Mistakes, bool TasksAreSound)
{
    /// <summary>Findings that are told elsewhere: those of the base, of a variant.</summary>
    public EquatableArray<Finding> Told { get; init; } = new();

    /// <summary>All that is wrong: what parsing found and what planning finds, each on its token.</summary>
    public EquatableArray<Located> Findings() => Mistakes
        .Concat(PlanChecks.Of(Spec)
            .Where(finding => !Told.Contains(finding))
            // A parameter that is no task was reported as such.
            .Where(finding => finding.Rule != Rules.NoTask || Mistakes.All(mistake => mistake.Finding.Rule != Rules.NotATask))
            .Select(finding => new Located(finding, Find(finding.At))))
        .ToEquatableArray();

    /// <summary>The plan to emit, where nothing is wrong.</summary>
    public IEnumerable<ExperimentPlan> Emittable() =>
        Mistakes.Count > 0 || !TasksAreSound ? [] : ExperimentPlan.Of(Spec).Match<IEnumerable<ExperimentPlan>>(plan => [plan], _ => []);

    /// <summary>The experiment's record to leave empty, where something is.</summary>
    public IEnumerable<RefusedRecord> Refused() => Emittable().Any() ? [] : RefusedRecord.Of(Spec.Name, Spec.Namespace, Mistakes);

    // The token of a part, or of the nearest part around it that was written.
    private Place Find(string path)
    {
        while (Spots.All(spot => spot.Path != path))
            path = path.Contains('.') ? path.Substring(0, path.LastIndexOf('.')) : "";
        return Spots.First(spot => spot.Path == path).Place;
    }
}
