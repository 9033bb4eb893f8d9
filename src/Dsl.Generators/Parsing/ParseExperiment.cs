using Heed.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Generators.Parsing;

/// <summary>[Experiment] on a record → <see cref="ExperimentDeclaration"/>.</summary>
internal static class ParseExperiment
{
    public static ExperimentDeclaration Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancel)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var syntax = (TypeDeclarationSyntax)context.TargetNode;
        var parameters = ParseRecord.Parameters(type);
        var tasks = parameters.Where(parameter => IsTask(parameter, cancel)).ToArray();
        var declared = tasks.Select(parameter => ParseTask.Parse((INamedTypeSymbol)parameter.Type, cancel)).ToArray();
        var shares = Arguments.Of(type, Names.Share, cancel).Select((share, place) => ParseShare.Parse(share.Arguments, share.Data, place)).ToArray();

        var (optimizer, optimizers) = ParseOptimizer.Parse(type, cancel);
        var tokenizer = ParseTokenizer.Parse(type, declared.Length == 0 || declared.Any(task => task.Spec.Image is null), cancel);

        var spec = new ExperimentSpec
        {
            Name = type.Name,
            Namespace = ParseRecord.NamespaceOf(type),
            Tokenizer = tokenizer.Spec,
            Encoder = Arguments.Of(type, Names.Encoder, cancel).Any() ? new() : null,
            Decoder = Arguments.Of(type, Names.Decoder, cancel).Any() ? new() : null,
            Optimizer = optimizer,
            MovingAverage = Arguments.Of(type, Names.MovingAverage, cancel).Any() ? new() : null,
            EarlyStop = Arguments.Of(type, Names.EarlyStop, cancel).Any() ? new() : null,
            Shares = shares.Select(share => share.Spec).ToEquatableArray(),
        };
        var (settled, settingSpots) = ParseSettings.Parse(spec, type, cancel);
        Spot[] spots =
        [
            new("", Place.Of(syntax.Identifier)),
            .. settingSpots,
            .. shares.SelectMany(share => share.Spots),
            .. tasks.Select((parameter, place) => new Spot($"Tasks[{place}]", ParseRecord.TypeOf(parameter, cancel))),
            .. declared.SelectMany(task => task.Spots.Where(spot => spot.Path.StartsWith("Task.", StringComparison.Ordinal))
                .Select(spot => spot with { Path = task.Spec.Name + spot.Path.Substring(4) })),
        ];
        // The record's own emitted members, and the enums that its declaration is written with, which a parameter would hide.
        string[] members =
        [
            "Spec", "Create", nameof(ColumnRole), nameof(Projection), nameof(TokenizerKind), nameof(Trunk),
            .. Choices.Types.Select(choice => choice.Name),
        ];
        var mistakes = ParseRecord.Mistakes(type, syntax, members, cancel)
            .Concat(Bases(type, cancel))
            .Concat(optimizers)
            .Concat(tokenizer.Mistakes)
            .Concat(parameters.Except(tasks, SymbolEqualityComparer.Default).Cast<IParameterSymbol>().Select(parameter => new Located(
                new(Rules.NotATask, parameter.Name, "a record with [Task]", parameter.Type.ToDisplayString()),
                ParseRecord.TypeOf(parameter, cancel))));
        return new(
            settled with { Tasks = declared.Select(task => task.Spec).ToEquatableArray() },
            spots.ToEquatableArray(), mistakes.ToEquatableArray(), declared.All(task => task.Mistakes.Count == 0));
    }

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
