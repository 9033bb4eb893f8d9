using Heed.Planning;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Parsing;

/// <summary>A parameter of a task's record → <see cref="ColumnSpec"/>.</summary>
internal static class ParseColumn
{
    /// <summary>A column as it was declared.</summary>
    /// <param name="Spec">The spec.</param>
    /// <param name="Spots">Where it stands.</param>
    /// <param name="Mistakes">What is wrong with it.</param>
    /// <param name="Idle">What is wrong with it where the task has its input and target: nothing would read it.</param>
    public sealed record Column(ColumnSpec Spec, IReadOnlyList<Spot> Spots, IReadOnlyList<Located> Mistakes, IReadOnlyList<Located> Idle);

    public static Column Parse(IParameterSymbol parameter, CancellationToken cancel)
    {
        var text = Arguments.Of(parameter, Names.Text, cancel).FirstOrDefault().Arguments;
        var label = Arguments.Of(parameter, Names.Label, cancel).FirstOrDefault().Arguments;
        var (input, target) = (Has(Names.Input), Has(Names.Target));
        var role = input ? ColumnRole.Input : target ? ColumnRole.Target : ColumnRole.None;
        var written = label ?? text;
        var name = ParseRecord.PlaceOf(parameter, cancel);
        var spec = new ColumnSpec(parameter.Name, written?.First as string ?? "", role)
        {
            Label = label is null ? null : Label(label, parameter.Type),
            Only = text?.Value("Only", "") ?? "",
        };
        return new(
            spec,
            [new(parameter.Name, written?.FirstPlace ?? name), .. label?.Spots("Task") ?? []],
            [.. Mistakes()],
            written is not null && role == ColumnRole.None && !Mistakes().Any()
                ? [new(new(Rules.NoColumn, parameter.Name, $"[Input] or [Target] on {parameter.Name}", "neither"), name)]
                : []);

        bool Has(string attribute) => Arguments.Of(parameter, attribute, cancel).Any();

        IEnumerable<Located> Mistakes()
        {
            var type = parameter.Type.ToDisplayString();
            if (written is null)
                yield return new(new(Rules.NoColumn, parameter.Name, $"[Text(\"column\")] or [Label(\"column\")] on {parameter.Name}", "no column"), name);
            else if (text is not null && label is not null)
                yield return new(new(Rules.NoColumn, parameter.Name, $"[Text] or [Label] on {parameter.Name}", "both"), name);
            else if (text is not null && parameter.Type.SpecialType != SpecialType.System_String)
                yield return new(new(Rules.NoColumn, parameter.Name, "string for [Text]", type), ParseRecord.TypeOf(parameter, cancel));
            else if (label is not null && !NamesClasses(parameter.Type))
                yield return new(new(Rules.LabelType, parameter.Name, "an enum, string or int for [Label]", type), ParseRecord.TypeOf(parameter, cancel));
            if (label is not null && input)
                yield return new(new(Rules.Inputs, parameter.Name, "text to go in", "a [Label]"), name);
            if (spec.Only.Length > 0 && !target)
            {
                yield return new(
                    new(Rules.OnlyIdle, parameter.Name, $"Only on the [Target], not on {parameter.Name}", $"\"{spec.Only}\""),
                    text!.Spots("").First(spot => spot.Path == ".Only").Place);
            }

            if (input && target)
                yield return new(new(Rules.Targets, parameter.Name, $"[Input] or [Target] on {parameter.Name}", "both"), name);
        }
    }

    private static LabelSpec Label(Arguments label, ITypeSymbol type) => new()
    {
        Pooling = (Pooling)label.Value("Pooling", (int)new LabelSpec().Pooling),
        Classes = type.TypeKind == TypeKind.Enum
            ? type.GetMembers().OfType<IFieldSymbol>().Where(member => member.HasConstantValue).Select(member => member.Name).ToEquatableArray()
            : new(),
    };

    private static bool NamesClasses(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_String or SpecialType.System_Int32;
}
