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
        var experiments = Declared(Names.Experiment, ParseExperiment.Parse).WithTrackingName(TrackingNames.Experiments);
        var variants = Declared(Names.Variant + "`1", ParseVariant.Parse).WithTrackingName(TrackingNames.Variants);
        var tasks = Declared(Names.Task, ParseTask.Parse).WithTrackingName(TrackingNames.Tasks);
        var data = context.AdditionalTextsProvider
            .Where(DataFile.IsData)
            .Select(DataFile.Parse)
            .Collect()
            .Select((files, _) => files.ToEquatableArray())
            .WithTrackingName(TrackingNames.Data);

        Emit(experiments);
        Emit(variants.Select((variant, _) => variant.Experiment));
        context.RegisterSourceOutput(
            variants.Collect().SelectMany((all, _) => VariantList.Of(all)).WithTrackingName(TrackingNames.VariantLists), EmitVariants.Emit);

        context.RegisterSourceOutput(
            tasks.Combine(data).Select((pair, _) => CheckData.Findings(pair.Left, pair.Right)).WithTrackingName(TrackingNames.Findings),
            ReportFindings.All);
        context.RegisterSourceOutput(
            tasks.SelectMany((declared, _) => declared.Emittable()).WithTrackingName(TrackingNames.TaskSpecs), EmitTask.Emit);
        context.RegisterSourceOutput(
            tasks.SelectMany((declared, _) => declared.Refused()).WithTrackingName(TrackingNames.Refused), EmitRefused.Task);

        IncrementalValuesProvider<T> Declared<T>(string attribute, Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> parse)
            where T : class => context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    attribute, (node, _) => node is TypeDeclarationSyntax, (declared, cancel) => ParseRecord.IsFirst(declared) ? parse(declared, cancel) : null)
                .SelectMany((declared, _) => declared is null ? [] : new[] { declared });

        void Emit(IncrementalValuesProvider<ExperimentDeclaration> declarations)
        {
            context.RegisterSourceOutput(
                declarations.Select((declared, _) => declared.Findings()).WithTrackingName(TrackingNames.Findings), ReportFindings.All);
            context.RegisterSourceOutput(
                declarations.SelectMany((declared, _) => declared.Emittable()).WithTrackingName(TrackingNames.Plans), EmitExperiment.Emit);
            context.RegisterSourceOutput(
                declarations.SelectMany((declared, _) => declared.Refused()).WithTrackingName(TrackingNames.Refused), EmitRefused.Experiment);
        }
    }
}
