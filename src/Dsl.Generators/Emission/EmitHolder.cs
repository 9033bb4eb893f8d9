using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>
/// The first word of a weight's name, as code: <c>shared</c> where all tasks hold it, <c>{task}</c> where each has its own, and a
/// condition where that depends on the layer or on which tasks share.
/// </summary>
internal static class EmitHolder
{
    /// <summary>A weight's name as a string in code, where <c>task</c> and <c>layer</c> are in scope.</summary>
    /// <param name="sharing">Who holds what.</param>
    /// <param name="projection">What the weight is shared as.</param>
    /// <param name="trunk">The stack it stands in.</param>
    /// <param name="rest">What follows the holder.</param>
    /// <param name="layer">The layer, as code.</param>
    public static string Name(SharingPlan sharing, Projection projection, Trunk trunk, string rest, string layer = "layer")
    {
        var name = $"{Of(sharing, projection, trunk, layer)}.{rest}";
        return $"{(name.Contains('{') ? "$" : "")}\"{name}\"";
    }

    private static string Of(SharingPlan sharing, Projection projection, Trunk trunk, string layer)
    {
        var bounds = sharing.Bounds(projection, trunk);
        var holders = bounds.Select(bound => Among(sharing, projection, trunk, bound)).ToArray();
        if (holders.Distinct().Count() == 1)
            return holders[0] switch { "task" => "{task}", "\"" + SharingPlan.Everyone + "\"" => SharingPlan.Everyone, var other => $"{{({other})}}" };

        var cases = bounds.Skip(1).Zip(holders, (bound, before) => $"{layer} < {bound} ? {Nested(before)} : ");
        return $"{{({string.Concat(cases)}{Nested(holders[holders.Length - 1])})}}";
    }

    // The holder in one layer, as an expression over the task's name.
    private static string Among(SharingPlan sharing, Projection projection, Trunk trunk, int layer)
    {
        var groups = sharing.Tasks
            .Select(task => sharing.Holders(projection, trunk, layer, task))
            .Where(group => group.Count > 1)
            .GroupBy(group => string.Join("+", group))
            .Select(group => group.First())
            .ToArray();
        if (groups.Any(group => group.Count == sharing.Tasks.Count))
            return SourceFile.Quote(SharingPlan.Everyone);
        var cases = groups.Select(group =>
            $"task is {string.Join(" or ", group.Select(SourceFile.Quote))} ? {SourceFile.Quote(string.Join("+", group))} : ");
        return string.Concat(cases) + "task";
    }

    private static string Nested(string expression) => expression.Contains('?') ? $"({expression})" : expression;
}
