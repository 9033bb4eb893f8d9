using Heed.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Generators.Parsing;

/// <summary>[Experiment] on a record → <see cref="ExperimentDeclaration"/>.</summary>
internal static class ParseExperiment
{
    // The record's own emitted members, and the types that its declaration is written with, which a parameter would hide.
    private static readonly string[] Members =
    [
        "Spec", "Create", "Variants", "Reduction", "Variation", nameof(ColumnRole), nameof(Projection), nameof(TokenizerKind), nameof(Trunk),
        .. Choices.Types.Select(choice => choice.Name),
    ];

    /// <summary>The experiment that a record declares; null of a variant, whose own parser says that it cannot be both.</summary>
    public static ExperimentDeclaration? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancel) =>
        Arguments.Of(context.TargetSymbol, Names.Variant, cancel).Any()
            ? null
            : Parse((INamedTypeSymbol)context.TargetSymbol, (TypeDeclarationSyntax)context.TargetNode, cancel);

    /// <summary>The experiment that a record declares; of its syntax, the part that bears [Experiment].</summary>
    public static ExperimentDeclaration Parse(INamedTypeSymbol type, TypeDeclarationSyntax syntax, CancellationToken cancel)
    {
        var parameters = ParseRecord.Parameters(type);
        var tasks = parameters.Where(parameter => IsTask(parameter, cancel)).ToArray();
        var declared = tasks.Select(parameter => ParseTask.Parse((INamedTypeSymbol)parameter.Type, cancel)).ToArray();
        var read = Read(type, declared.Select(task => task.Spec).ToEquatableArray(), AttributesInForce.On(type, cancel));
        Spot[] spots =
        [
            new("", Place.Of(syntax.Identifier)),
            .. read.Spots,
            .. tasks.Select((parameter, place) => new Spot($"Tasks[{place}]", ParseRecord.TypeOf(parameter, cancel))),
            .. declared.SelectMany(task => task.Spots.Where(spot => spot.Path.StartsWith("Task.", StringComparison.Ordinal))
                .Select(spot => spot with { Path = task.Spec.Name + spot.Path.Substring(4) })),
        ];
        var mistakes = OfRecord(type, syntax, cancel)
            .Concat(read.Mistakes)
            .Concat(ParseVariant.Stray(type, cancel))
            .Concat(parameters.Except(tasks, SymbolEqualityComparer.Default).Cast<IParameterSymbol>().Select(parameter => new Located(
                new(Rules.NotATask, parameter.Name, "a record with [Task]", parameter.Type.ToDisplayString()),
                ParseRecord.TypeOf(parameter, cancel))));
        return new(
            read.Spec,
            spots.ToEquatableArray(), mistakes.ToEquatableArray(), declared.All(task => task.Mistakes.Count == 0));
    }

    /// <summary>What attributes declare of tasks: the spec, where its parts stand, and what is wrong with them.</summary>
    public static (ExperimentSpec Spec, IEnumerable<Spot> Spots, IEnumerable<Located> Mistakes) Read(
        INamedTypeSymbol type, EquatableArray<TaskSpec> tasks, AttributesInForce attributes)
    {
        var shares = attributes.Of(Names.Share).Select((share, place) => ParseShare.Parse(share.Arguments, share.Data, place)).ToArray();
        var (optimizer, optimizers) = ParseOptimizer.Parse(attributes);
        var (reductions, reducing, misnamed) = ParseAllocations.Parse(attributes);
        var (decoding, decodings) = ParseDecoding.Parse(attributes, tasks);
        var tokenizer = ParseTokenizer.Parse(attributes, tasks.Count == 0 || tasks.Any(task => task.Image is null));
        var spec = new ExperimentSpec
        {
            Name = type.Name,
            Namespace = ParseRecord.NamespaceOf(type),
            Tasks = tasks,
            Tokenizer = tokenizer.Spec,
            Encoder = attributes.Of(Names.Encoder).Any() ? new() : null,
            Decoder = attributes.Of(Names.Decoder).Any() ? new() : null,
            Optimizer = optimizer,
            Decoding = decoding,
            SpatialPooling = attributes.Of(Names.SpatialPooling).Any() ? new() : null,
            TemporalPooling = attributes.Of(Names.TemporalPooling).Any() ? new() : null,
            Routing = attributes.Of(Names.Routing).Any() ? new() : null,
            Latents = attributes.Of(Names.Latents).Any() ? new() : null,
            AdaptiveSpan = attributes.Of(Names.AdaptiveSpan).Any() ? new() : null,
            TokenPruning = attributes.Of(Names.TokenPruning).Any() ? new() : null,
            TokenRetention = attributes.Of(Names.TokenRetention).Any() ? new() : null,
            Reductions = reductions,
            AllocateMemory = ParseAllocations.Memory(attributes),
            AllocatePast = ParseAllocations.Past(attributes),
            MovingAverage = attributes.Of(Names.MovingAverage).Any() ? new() : null,
            EarlyStop = attributes.Of(Names.EarlyStop).Any() ? new() : null,
            Shares = shares.Select(share => share.Spec).ToEquatableArray(),
            CacheEviction = attributes.Of(Names.CacheEviction).Any() ? new() : null,
        };
        var (settled, spots, idle) = ParseSettings.Parse(spec, attributes);
        return (
            settled, spots.Concat(shares.SelectMany(share => share.Spots)).Concat(reducing), optimizers.Concat(misnamed).Concat(decodings).Concat(tokenizer.Mistakes).Concat(idle));
    }

    /// <summary>What is wrong with the record of an experiment or of a variant, as such.</summary>
    public static IEnumerable<Located> OfRecord(INamedTypeSymbol type, TypeDeclarationSyntax syntax, CancellationToken cancel) =>
        ParseRecord.Mistakes(type, syntax, Members, cancel).Concat(Bases(type, cancel));

    private static bool IsTask(IParameterSymbol parameter, CancellationToken cancel) =>
        parameter.Type is INamedTypeSymbol type && Arguments.Of(type, Names.Task, cancel).Any();

    private static IEnumerable<Located> Bases(INamedTypeSymbol type, CancellationToken cancel)
    {
        var written = type.DeclaringSyntaxReferences.Select(part => ((TypeDeclarationSyntax)part.GetSyntax(cancel)).BaseList);
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } derived
            && written.FirstOrDefault(list => list is not null) is { } bases)
        {
            yield return new(
                new(
                    Rules.Derives, "", "an experiment that stands for itself (a derived record would run its base's model)",
                    $"a record derived from {derived.Name}"),
                Place.Of(bases.Types[0].Type));
        }
    }
}
