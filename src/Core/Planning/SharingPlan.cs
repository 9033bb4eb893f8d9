namespace Heed.Planning;

/// <summary>Who holds what: the answer to which tasks a weight belongs to. Weights of one holder and one place are one weight.</summary>
/// <param name="Tasks">Names of all tasks.</param>
/// <param name="Shares">What they declared to share.</param>
public sealed record SharingPlan(EquatableArray<string> Tasks, EquatableArray<ShareSpec> Shares)
{
    /// <summary>The holder of what every task shares.</summary>
    public const string Everyone = "shared";

    /// <summary>The tasks that hold a projection of one layer together with a task, itself included, in the experiment's order.</summary>
    public IReadOnlyList<string> Holders(Projection projection, Trunk trunk, int layer, string task)
    {
        var groups = Shares
            .Where(share => (share.Projections & projection) != 0 && share.Reaches(trunk, layer))
            .Select(share => share.Tasks.Count == 0 ? Tasks : share.Tasks)
            .ToArray();
        var together = new HashSet<string> { task };
        while (groups.Any(group => group.Any(together.Contains) && !group.All(together.Contains)))
            together.UnionWith(groups.Where(group => group.Any(together.Contains)).SelectMany(group => group));
        return [.. Tasks.Where(together.Contains)];
    }

    /// <summary>The first word of a weight's name: <c>shared</c>, a task, or tasks joined by a plus.</summary>
    public string Holder(Projection projection, Trunk trunk, int layer, string task)
    {
        var holders = Holders(projection, trunk, layer, task);
        return holders.Count == Tasks.Count && Tasks.Count > 1 ? Everyone : string.Join("+", holders);
    }

    /// <summary>The layers from which on something else is shared than in the layer before, in ascending order; the first is 0.</summary>
    public IReadOnlyList<int> Bounds(Projection projection, Trunk trunk) =>
    [
        .. Shares
            .Where(share => (share.Projections & projection) != 0 && (share.In & trunk) != 0)
            .SelectMany(share => share.ToLayer < 0 ? [share.FromLayer] : new[] { share.FromLayer, share.ToLayer + 1 })
            .Append(0).Distinct().OrderBy(layer => layer),
    ];
}
