using Heed.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Generators.Parsing;

/// <summary>[Task] on a record → <see cref="TaskDeclaration"/>.</summary>
internal static class ParseTask
{
    public static TaskDeclaration Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancel)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declared = Parse(type, cancel);
        return declared with
        {
            Mistakes = ParseRecord.Mistakes(type, (TypeDeclarationSyntax)context.TargetNode, [], cancel)
                .Concat(declared.Mistakes).ToEquatableArray(),
        };
    }

    /// <summary>The task of a record; its own mistakes are reported where the record is declared, once.</summary>
    public static TaskDeclaration Parse(INamedTypeSymbol type, CancellationToken cancel)
    {
        var (task, _) = Arguments.Of(type, Names.Task, cancel).First();
        var columns = ParseRecord.Parameters(type).Select(parameter => ParseColumn.Parse(parameter, cancel)).ToArray();
        var roles = columns.Select(column => column.Spec.Role).ToArray();
        var spec = new TaskSpec
        {
            Name = type.Name,
            File = task.First as string ?? "",
            Test = task.Value("Test", ""),
            Sample = task.Value("Sample", ""),
            Weight = task.Number("Weight") ?? new TaskSpec().Weight,
            Window = task.Value("Window", new TaskSpec().Window),
            SkipBadRows = task.Value("SkipBadRows", new TaskSpec().SkipBadRows),
            Columns = columns.Select(column => column.Spec).ToEquatableArray(),
        };
        Spot[] spots = [new("Task.File", task.FirstPlace), .. task.Spots("Task"), .. columns.SelectMany(column => column.Spots)];
        var name = Place.Of(((TypeDeclarationSyntax)type.DeclaringSyntaxReferences[0].GetSyntax(cancel)).Identifier);
        var mistakes = columns.SelectMany(column => column.Mistakes).Concat(spec.Kind.IsLanguageModel()
            ? Alone(spec, name)
            : (roles.Contains(ColumnRole.Input) && roles.Contains(ColumnRole.Target) ? columns.SelectMany(column => column.Idle) : [])
                .Concat(Exactly(spec, ColumnRole.Input, Rules.Inputs, name))
                .Concat(Exactly(spec, ColumnRole.Target, Rules.Targets, name)));
        return new(spec, ParseRecord.NamespaceOf(type), spots.ToEquatableArray(), mistakes.ToEquatableArray());
    }

    private static IEnumerable<Located> Alone(TaskSpec spec, Place name)
    {
        var role = spec.Columns.First(column => column.Role is ColumnRole.Masked or ColumnRole.Causal).Role;
        if (spec.Columns.Count > 1)
        {
            yield return new(
                new(Rules.LanguageModel, spec.Name, $"one parameter, with [{role}]", Text.List(spec.Columns.Select(column => column.Parameter))), name);
        }
    }

    private static IEnumerable<Located> Exactly(TaskSpec spec, ColumnRole role, Rule rule, Place name)
    {
        var received = spec.Columns.Where(column => column.Role == role).Select(column => column.Parameter).ToArray();
        if (received.Length != 1)
            yield return new(new(rule, spec.Name, $"exactly one parameter with [{role}]", received.Length == 0 ? "none" : Text.List(received)), name);
    }
}
