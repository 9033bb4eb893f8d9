using Heed.Generators.Diagnostics;
using Heed.Generators.Emission;
using Heed.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Generators;

/// <summary>
/// The pipeline, and nothing else: declarations are parsed to specs, specs are planned and emitted, and what is wrong is reported
/// on its token. Emission sees specs alone, so an edit that changes no declaration emits nothing again.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ExperimentGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var experiments = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Experiment, IsType, ParseExperiment.Parse)
            .WithTrackingName(TrackingNames.Experiments);
        var tasks = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Task, IsType, ParseTask.Parse)
            .WithTrackingName(TrackingNames.Tasks);
        var data = context.AdditionalTextsProvider
            .Where(DataFile.IsData)
            .Select(DataFile.Parse)
            .Collect()
            .Select((files, _) => files.ToEquatableArray())
            .WithTrackingName(TrackingNames.Data);

        context.RegisterSourceOutput(
            experiments.Select((declared, _) => declared.Findings()).WithTrackingName(TrackingNames.Findings), ReportFindings.All);
        context.RegisterSourceOutput(
            tasks.Combine(data).Select((pair, _) => CheckData.Findings(pair.Left, pair.Right)).WithTrackingName(TrackingNames.Findings),
            ReportFindings.All);

        context.RegisterSourceOutput(
            experiments.SelectMany((declared, _) => declared.Emittable()).WithTrackingName(TrackingNames.Plans), EmitExperiment.Emit);
        context.RegisterSourceOutput(
            tasks.SelectMany((declared, _) => declared.Emittable()).WithTrackingName(TrackingNames.TaskSpecs), EmitTask.Emit);

        context.RegisterSourceOutput(
            experiments.SelectMany((declared, _) => declared.Refused()).WithTrackingName(TrackingNames.Refused), EmitRefused.Experiment);
        context.RegisterSourceOutput(
            tasks.SelectMany((declared, _) => declared.Refused()).WithTrackingName(TrackingNames.Refused), EmitRefused.Task);
    }

    private static bool IsType(SyntaxNode node, CancellationToken cancel) => node is TypeDeclarationSyntax;
}
