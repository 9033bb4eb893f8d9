using Microsoft.CodeAnalysis;

namespace Heed.Generators.Parsing;

/// <summary>The attributes that declare an experiment: those on its record or, of a variant, those on its own over those of its base.</summary>
/// <param name="all">The attributes, each with its tokens.</param>
internal sealed class AttributesInForce(IReadOnlyList<(Arguments Arguments, AttributeData Data)> all)
{
    /// <summary>Those of a class, without their type parameters.</summary>
    public IEnumerable<(Arguments Arguments, AttributeData Data)> Of(string attribute) => all.Where(one => Arguments.NameOf(one.Data) == attribute);

    /// <summary>Those on a record.</summary>
    public static AttributesInForce On(INamedTypeSymbol type, CancellationToken cancel) =>
        new([.. type.GetAttributes().Where(data => Arguments.NameOf(data) is not null).Select(data => (new Arguments(data, cancel), data))]);

    /// <summary>
    /// Those on a variant, then the base's, less those left out and those of a kind that the variant writes itself. An attribute's kind is
    /// its class right below Attribute, so every share is of one kind, and every optimizer; so is every tokenizer.
    /// </summary>
    /// <param name="variant">The variant's record.</param>
    /// <param name="name">Its name's token.</param>
    /// <param name="experiment">The base's record.</param>
    /// <param name="without">What is left out.</param>
    /// <param name="cancel">Stops the work.</param>
    public static AttributesInForce Of(
        INamedTypeSymbol variant, Place name, INamedTypeSymbol experiment, IReadOnlyList<ITypeSymbol> without, CancellationToken cancel)
    {
        var own = variant.GetAttributes().Where(data => Arguments.NameOf(data) is not null).ToArray();
        var kinds = new HashSet<string>(own.Select(Kind));
        var inherited = experiment.GetAttributes()
            .Where(data => Arguments.NameOf(data) is not null && !kinds.Contains(Kind(data)) && !without.Any(left => IsA(data, left)));
        return new(
        [
            .. own.Select(data => (new Arguments(data, cancel), data)),
            .. inherited.Select(data => (new Arguments(data, cancel, name), data)),
        ]);
    }

    /// <summary>Whether an attribute is of a class or of one derived from it.</summary>
    public static bool IsA(AttributeData data, ITypeSymbol type) =>
        Classes(data.AttributeClass).Any(one => SymbolEqualityComparer.Default.Equals(one, type));

    private static string Kind(AttributeData data) => ParseTokenizer.Reads(Arguments.NameOf(data)!)
        ? "tokenizer"
        : Classes(data.AttributeClass).TakeWhile(type => type.ToDisplayString() != "System.Attribute").Last().ToDisplayString();

    private static IEnumerable<INamedTypeSymbol> Classes(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            yield return type;
    }
}
