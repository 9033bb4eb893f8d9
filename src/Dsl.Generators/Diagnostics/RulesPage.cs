using System.Reflection;
using Heed.Planning;

namespace Heed.Generators.Diagnostics;

/// <summary>The page that says what breaks each rule, and how it is mended: RULES.md in the clone that the generator was built in.</summary>
public static class RulesPage
{
    private static readonly string? Path = typeof(RulesPage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(data => data.Key == "Rules")?.Value;

    /// <summary>Where the page speaks of a rule; null for a generator that was built without it.</summary>
    public static string? LinkOf(Rule rule) => Path is null ? null : $"{new Uri(Path).AbsoluteUri}#{rule.Id.ToLowerInvariant()}";
}
