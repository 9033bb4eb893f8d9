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

    private static readonly (string Attribute, ColumnRole Role)[] Roles =
        [(Names.Input, ColumnRole.Input), (Names.Target, ColumnRole.Target), (Names.Masked, ColumnRole.Masked), (Names.Causal, ColumnRole.Causal)];

    public static Column Parse(IParameterSymbol parameter, CancellationToken cancel)
    {
        var contents = new[] { Names.Text, Names.Label, Names.Labels, Names.Tags, Names.Number, Names.Image }
            .Select(kind => (Kind: kind, Written: Find(kind))).Where(content => content.Written is not null).ToArray();
        var roles = Roles.Where(one => Find(one.Attribute) is not null).ToArray();
        var role = roles.Select(one => one.Role).DefaultIfEmpty(ColumnRole.None).First();
        var (kind, written) = contents.FirstOrDefault();
        var name = ParseRecord.PlaceOf(parameter, cancel);
        var spec = new ColumnSpec(parameter.Name, written?.First as string ?? "", role)
        {
            Label = NamesClasses(kind) ? Label(written!, parameter.Type) with { Several = kind == Names.Labels, EachWord = kind == Names.Tags } : null,
            Number = kind == Names.Number ? new() { Pooling = Pooled(written!) } : null,
            Image = kind == Names.Image ? ParseImage.Parse(written!) : null,
            Only = Find(Names.Text)?.Value("Only", "") ?? "",
            Mask = role == ColumnRole.Masked ? new() { Rate = Find(Names.Masked)!.Number("Rate") ?? new MaskSpec().Rate } : null,
        };
        var mistakes = Mistakes().ToArray();
        return new(
            spec,
            [
                new(parameter.Name, written?.FirstPlace ?? name), .. contents.SelectMany(content => content.Kind == Names.Image ? ParseImage.Spots(content.Written!) : content.Written!.Spots("Task")),
                .. Find(Names.Masked)?.Spots("Task") ?? [],
            ],
            mistakes,
            written is not null && role == ColumnRole.None && mistakes.Length == 0
                ? [new(new(Rules.NoColumn, parameter.Name, $"[Input] or [Target] on {parameter.Name}", "neither"), name)]
                : []);

        Arguments? Find(string attribute) => Arguments.Of(parameter, attribute, cancel).FirstOrDefault().Arguments;

        IEnumerable<Located> Mistakes()
        {
            if (written is null)
            {
                yield return Mistake(
                    Rules.NoColumn,
                    $"[Text(\"column\")], [Label(\"column\")], [Labels(\"column\")], [Tags(\"column\")], [Number(\"column\")] or [Image(\"column\")] on {parameter.Name}",
                    "no column");
            }
            else if (contents.Length > 1)
            {
                yield return Mistake(Rules.NoColumn, $"one kind of column on {parameter.Name}", Text.List(contents.Select(content => content.Written!.Name)));
            }
            else if (Expected(kind!, parameter.Type) is { } expected)
            {
                yield return new(
                    new(NamesClasses(kind) ? Rules.LabelType : Rules.NoColumn, parameter.Name, expected, parameter.Type.ToDisplayString()),
                    ParseRecord.TypeOf(parameter, cancel));
            }

            if (Classes(parameter.Type) is { } classes && Hides(classes) && TakenNames.OfTypes.Contains(classes.Name))
                yield return new(new(Rules.NameTaken, parameter.Name, "another name", classes.Name), ParseRecord.TypeOf(parameter, cancel));

            var readable = kind == Names.Text || (kind == Names.Image && role == ColumnRole.Input);
            if (written is not null && !readable && role is ColumnRole.Input or ColumnRole.Masked or ColumnRole.Causal)
                yield return Mistake(Rules.Inputs, role == ColumnRole.Input ? "a text or a picture to go in" : "text for a language model", $"a {written!.Name}");
            if (kind == Names.Image && role == ColumnRole.Target)
                yield return Mistake(Rules.PictureRole, "[Input] on an [Image]", "[Target]");
            if (roles.Length > 1)
            {
                yield return Mistake(
                    Rules.Targets, $"{Text.List(roles.Select(one => $"[{one.Role}]"), "or")} on {parameter.Name}", roles.Length == 2 ? "both" : "all of them");
            }
            if (spec.Only.Length > 0 && role != ColumnRole.Target)
            {
                yield return new(
                    new(Rules.OnlyIdle, parameter.Name, $"Only on the [Target], not on {parameter.Name}", $"\"{spec.Only}\""),
                    Find(Names.Text)!.Spots("").First(spot => spot.Path == ".Only").Place);
            }
        }

        // Emitted code beside the record would take it for the type that it means.
        bool Hides(ITypeSymbol type) => type.ContainingType is null
            && $"{parameter.ContainingType.ContainingNamespace}.".StartsWith(type.ContainingNamespace.IsGlobalNamespace ? "" : $"{type.ContainingNamespace}.", StringComparison.Ordinal);

        Located Mistake(Rule rule, string expected, string received) => new(new(rule, parameter.Name, expected, received), name);
    }

    private static LabelSpec Label(Arguments label, ITypeSymbol type)
    {
        IFieldSymbol[] members = [.. Classes(type)?.GetMembers().OfType<IFieldSymbol>().Where(member => member.HasConstantValue) ?? []];
        long[] numbers = [.. members.Select(member => member.ConstantValue is ulong large ? unchecked((long)large) : Convert.ToInt64(member.ConstantValue, CultureInfo.InvariantCulture))];
        return new()
        {
            Pooling = Pooled(label),
            Separator = label.Value("Separator", new LabelSpec().Separator),
            Classes = members.Select(member => member.Name).ToEquatableArray(),
            Numbers = numbers.Where((number, place) => number != place).Any() ? numbers.ToEquatableArray() : new(),
        };
    }

    // The enum whose members are the classes.
    private static ITypeSymbol? Classes(ITypeSymbol type) =>
        (type is IArrayTypeSymbol array ? array.ElementType : type) is { TypeKind: TypeKind.Enum } named ? named : null;

    private static Pooling Pooled(Arguments column) => (Pooling)column.Value("Pooling", (int)new LabelSpec().Pooling);

    // The types that a column's parameter can have, where it has another one.
    private static string? Expected(string kind, ITypeSymbol type) => kind switch
    {
        Names.Text => type.SpecialType == SpecialType.System_String ? null : "string for [Text]",
        Names.Label => NamesClasses(type) ? null : "an enum, string or int for [Label]",
        Names.Labels or Names.Tags => type is IArrayTypeSymbol { Rank: 1 } array && NamesClasses(array.ElementType)
            ? null
            : $"an array of an enum, string or int for [{(kind == Names.Tags ? "Tags" : "Labels")}]",
        Names.Image => type.ToDisplayString() == Names.Picture ? null : "Picture for [Image]",
        _ => type.SpecialType is SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Int32
            ? null
            : "double, float or int for [Number]",
    };

    private static bool NamesClasses(string? kind) => kind is Names.Label or Names.Labels or Names.Tags;

    private static bool NamesClasses(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_String or SpecialType.System_Int32;
}
