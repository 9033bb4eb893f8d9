using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Generators.Parsing;

/// <summary>An attribute as it was written: its values, and the token of each.</summary>
internal sealed class Arguments(AttributeData data, CancellationToken cancel)
{
    private readonly AttributeSyntax syntax = (AttributeSyntax)data.ApplicationSyntaxReference!.GetSyntax(cancel);

    /// <summary>The attribute's name.</summary>
    public Place Place => Place.Of(syntax.Name);

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
        where argument.NameEquals is not null
        select new Spot($"{path}.{argument.NameEquals!.Name.Identifier.ValueText}", Place.Of(argument.Expression));

    /// <summary>The token of the first positional argument, or the attribute's name.</summary>
    public Place FirstPlace =>
        syntax.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is null) is { } first
            ? Place.Of(first.Expression)
            : Place;

    /// <summary>The tokens of a generic attribute's type arguments.</summary>
    public IReadOnlyList<Place> TypePlaces =>
        syntax.DescendantNodes().OfType<TypeArgumentListSyntax>().FirstOrDefault()?.Arguments.Select(type => Place.Of(type)).ToArray() ?? [];

    /// <summary>The attributes of a class on a symbol, without their type parameters.</summary>
    public static IEnumerable<(Arguments Arguments, AttributeData Data)> Of(ISymbol symbol, string attribute, CancellationToken cancel) =>
        from data in symbol.GetAttributes()
        where data.AttributeClass is { } type && data.ApplicationSyntaxReference is not null &&
            $"{type.ContainingNamespace.ToDisplayString()}.{type.Name}" == attribute
        select (new Arguments(data, cancel), data);
}
