using System.Globalization;
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
        var image = Arguments.Of(parameter, Names.Image, cancel).FirstOrDefault().Arguments;
        var (input, target) = (Has(Names.Input), Has(Names.Target));
        var role = input ? ColumnRole.Input : target ? ColumnRole.Target : ColumnRole.None;
        var written = label ?? image ?? text;
        var name = ParseRecord.PlaceOf(parameter, cancel);
        var spec = new ColumnSpec(parameter.Name, written?.First as string ?? "", role)
        {
            Label = label is null ? null : Label(label, parameter.Type),
            Image = image is null ? null : ParseImage.Parse(image),
        };
        return new(
            spec,
            [new(parameter.Name, written?.FirstPlace ?? name), .. label?.Spots("Task") ?? [], .. image is null ? [] : ParseImage.Spots(image)],
            [.. Mistakes()],
            written is not null && role == ColumnRole.None && !Mistakes().Any()
                ? [new(new(Rules.NoColumn, parameter.Name, $"[Input] or [Target] on {parameter.Name}", "neither"), name)]
                : []);

        bool Has(string attribute) => Arguments.Of(parameter, attribute, cancel).Any();

        IEnumerable<Located> Mistakes()
        {
            var type = parameter.Type.ToDisplayString();
            if (written is null)
                yield return new(new(Rules.NoColumn, parameter.Name, $"[Text(\"column\")], [Label(\"column\")] or [Image(\"column\")] on {parameter.Name}", "no column"), name);
            else if (new[] { text, label, image }.Count(one => one is not null) > 1)
                yield return new(new(Rules.NoColumn, parameter.Name, $"[Text], [Label] or [Image] on {parameter.Name}", "more than one"), name);
            else if (text is not null && parameter.Type.SpecialType != SpecialType.System_String)
                yield return new(new(Rules.NoColumn, parameter.Name, "string for [Text]", type), ParseRecord.TypeOf(parameter, cancel));
            else if (label is not null && !NamesClasses(parameter.Type))
                yield return new(new(Rules.LabelType, parameter.Name, "an enum, string or int for [Label]", type), ParseRecord.TypeOf(parameter, cancel));
            else if (image is not null && type != "Heed.Picture")
                yield return new(new(Rules.NoColumn, parameter.Name, "Picture for [Image]", type), ParseRecord.TypeOf(parameter, cancel));
            if (image is not null && target)
                yield return new(new(Rules.PictureRole, parameter.Name, "[Input] on an [Image]", "[Target]"), name);
            if (label is not null && input)
                yield return new(new(Rules.Inputs, parameter.Name, "a text or a picture to go in", "a [Label]"), name);
            if (input && target)
                yield return new(new(Rules.Targets, parameter.Name, $"[Input] or [Target] on {parameter.Name}", "both"), name);
        }
    }

    private static LabelSpec Label(Arguments label, ITypeSymbol type)
    {
        IFieldSymbol[] members = type.TypeKind == TypeKind.Enum ? [.. type.GetMembers().OfType<IFieldSymbol>().Where(member => member.HasConstantValue)] : [];
        long[] numbers = [.. members.Select(member => Convert.ToInt64(member.ConstantValue, CultureInfo.InvariantCulture))];
        return new()
        {
            Pooling = (Pooling)label.Value("Pooling", (int)new LabelSpec().Pooling),
            Classes = members.Select(member => member.Name).ToEquatableArray(),
            Numbers = numbers.Where((number, place) => number != place).Any() ? numbers.ToEquatableArray() : new(),
        };
    }

    private static bool NamesClasses(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_String or SpecialType.System_Int32;
}
