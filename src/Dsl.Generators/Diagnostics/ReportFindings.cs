using System.Collections.Immutable;
using Heed.Generators.Parsing;
using Heed.Planning;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Diagnostics;

/// <summary>Findings → compiler diagnostics.</summary>
internal static class ReportFindings
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Descriptors = Rules.All.ToDictionary(rule => rule.Id, Describe);

    public static void All(SourceProductionContext context, EquatableArray<Located> findings)
    {
        foreach (var (finding, place) in findings)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors[finding.Rule.Id], place.ToLocation(), Mend(finding), finding.Message));
    }

    // For the code fix, which sees nothing of the finding but this.
    private static ImmutableDictionary<string, string?> Mend(Finding finding) => finding.Mend is { } mend
        ? ImmutableDictionary<string, string?>.Empty.Add(nameof(Finding.Mend), mend)
        : ImmutableDictionary<string, string?>.Empty;

#pragma warning disable RS2008 // Rules.cs is the one list of ids.
    private static DiagnosticDescriptor Describe(Rule rule) => new(
        rule.Id, rule.Title, "{0}", "Heed", rule.Warns ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: RulesPage.LinkOf(rule));
#pragma warning restore RS2008
}
