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
        var columns = ParseRecord.Parameters(type).Select(parameter => ParseColumn(parameter, cancel)).ToArray();
        var roles = columns.Select(column => column.Spec.Role).ToArray();
        var spec = new TaskSpec
        {
            Name = type.Name,
            File = task.First as string ?? "",
            Weight = task.Number("Weight") ?? new TaskSpec().Weight,
            SkipBadRows = task.Value("SkipBadRows", new TaskSpec().SkipBadRows),
            Columns = columns.Select(column => column.Spec).ToEquatableArray(),
        };
        Spot[] spots = [new("Task.File", task.FirstPlace), .. task.Spots("Task"), .. columns.Select(column => column.Spot)];
        var name = Place.Of(((TypeDeclarationSyntax)type.DeclaringSyntaxReferences[0].GetSyntax(cancel)).Identifier);
        var mistakes = columns.SelectMany(column => column.Mistakes)
            .Concat(roles.Contains(ColumnRole.Input) && roles.Contains(ColumnRole.Target) ? columns.SelectMany(column => column.Idle) : [])
            .Concat(Exactly(spec, ColumnRole.Input, Rules.Inputs, name))
            .Concat(Exactly(spec, ColumnRole.Target, Rules.Targets, name));
        return new(spec, ParseRecord.NamespaceOf(type), spots.ToEquatableArray(), mistakes.ToEquatableArray());
    }

    private static IEnumerable<Located> Exactly(TaskSpec spec, ColumnRole role, Rule rule, Place name)
    {
        var received = spec.Columns.Where(column => column.Role == role).Select(column => column.Parameter).ToArray();
        if (received.Length != 1)
            yield return new(new(rule, spec.Name, $"exactly one parameter with [{role}]", received.Length == 0 ? "none" : Text.List(received)), name);
    }

    private static (ColumnSpec Spec, Spot Spot, IEnumerable<Located> Mistakes, IEnumerable<Located> Idle) ParseColumn(
        IParameterSymbol parameter, CancellationToken cancel)
    {
        var text = Arguments.Of(parameter, Names.Text, cancel).FirstOrDefault().Arguments;
        var role = Has(parameter, Names.Input) ? ColumnRole.Input : Has(parameter, Names.Target) ? ColumnRole.Target : ColumnRole.None;
        var spot = new Spot(parameter.Name, text?.FirstPlace ?? ParseRecord.PlaceOf(parameter, cancel));
        return (new(parameter.Name, text?.First as string ?? "", role), spot, Mistakes(), Idle());

        // A column that nothing reads.
        IEnumerable<Located> Idle()
        {
            if (text is not null && role == ColumnRole.None && parameter.Type.SpecialType == SpecialType.System_String)
            {
                yield return new(
                    new(Rules.NoColumn, parameter.Name, $"[Input] or [Target] on {parameter.Name}", "neither"),
                    ParseRecord.PlaceOf(parameter, cancel));
            }
        }

        IEnumerable<Located> Mistakes()
        {
            if (text is null)
            {
                yield return new(
                    new(Rules.NoColumn, parameter.Name, $"[Text(\"column\")] on {parameter.Name}", "no column"),
                    ParseRecord.PlaceOf(parameter, cancel));
            }
            else if (parameter.Type.SpecialType != SpecialType.System_String)
            {
                yield return new(
                    new(Rules.NoColumn, parameter.Name, "string for [Text]", parameter.Type.ToDisplayString()),
                    ParseRecord.TypeOf(parameter, cancel));
            }

            if (Has(parameter, Names.Input) && Has(parameter, Names.Target))
            {
                yield return new(
                    new(Rules.Targets, parameter.Name, $"[Input] or [Target] on {parameter.Name}", "both"),
                    ParseRecord.PlaceOf(parameter, cancel));
            }
        }

        bool Has(ISymbol symbol, string attribute) => Arguments.Of(symbol, attribute, cancel).Any();
    }
}
