using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Generators.Parsing;

/// <summary>An attribute as it was written: its values, and the token of each.</summary>
/// <param name="data">The attribute.</param>
/// <param name="cancel">Stops the work.</param>
/// <param name="heir">The name of the variant that has it from its base: there is what is wrong with it shown; null where it is its record's own.</param>
internal sealed class Arguments(AttributeData data, CancellationToken cancel, Place? heir = null)
{
    private readonly AttributeSyntax syntax = (AttributeSyntax)data.ApplicationSyntaxReference!.GetSyntax(cancel);

    /// <summary>The attribute's name.</summary>
    public Place Place => heir ?? Place.Of(syntax.Name);

    /// <summary>The attribute as its author calls it.</summary>
    public string Name => $"[{syntax.Name}]";

    /// <summary>A property's value, or the default where it is not written.</summary>
    public T Value<T>(string property, T otherwise) =>
        data.NamedArguments.FirstOrDefault(argument => argument.Key == property).Value.Value is { } value ? (T)value : otherwise;

    /// <summary>A property's value as a number, or null where it is not written.</summary>
    public double? Number(string property) =>
        data.NamedArguments.FirstOrDefault(argument => argument.Key == property).Value.Value is { } value
            ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
            : null;

    /// <summary>The first positional argument.</summary>
    public object? First => data.ConstructorArguments.Length > 0 ? data.ConstructorArguments[0].Value : null;

    /// <summary>The value's token of every written property.</summary>
    public IEnumerable<Spot> Spots(string path) =>
        from argument in syntax.ArgumentList?.Arguments ?? default
        where argument.NameEquals is not null && heir is null
        select new Spot($"{path}.{argument.NameEquals!.Name.Identifier.ValueText}", Place.Of(argument.Expression));

    /// <summary>The token of the first positional argument, or the attribute's name.</summary>
    public Place FirstPlace =>
        heir is null && syntax.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is null) is { } first
            ? Place.Of(first.Expression)
            : Place;

    /// <summary>The tokens of a generic attribute's type arguments.</summary>
    public IReadOnlyList<Place> TypePlaces => heir is not null ? [] :
        syntax.DescendantNodes().OfType<TypeArgumentListSyntax>().FirstOrDefault()?.Arguments.Select(type => Place.Of(type)).ToArray() ?? [];

    /// <summary>The attributes of a class on a symbol, without their type parameters.</summary>
    public static IEnumerable<(Arguments Arguments, AttributeData Data)> Of(ISymbol symbol, string attribute, CancellationToken cancel) =>
        from data in symbol.GetAttributes()
        where NameOf(data) == attribute
        select (new Arguments(data, cancel), data);

    /// <summary>The full name of an attribute's class, without its type parameters; null where it was not written in this compilation.</summary>
    public static string? NameOf(AttributeData data) => data is { AttributeClass: { } type, ApplicationSyntaxReference: not null }
        ? $"{type.ContainingNamespace.ToDisplayString()}.{type.Name}"
        : null;
}
