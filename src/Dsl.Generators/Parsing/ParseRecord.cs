using Heed.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Generators.Parsing;

/// <summary>What holds for every declaring record: partial, plain, and with a primary constructor.</summary>
internal static class ParseRecord
{
    /// <summary>
    /// Whether this is the first place where the record bears the attribute. Two records of one name are one to the compiler, which says what
    /// is wrong with that; code is emitted once.
    /// </summary>
    public static bool IsFirst(GeneratorAttributeSyntaxContext context)
    {
        var (here, name) = (context.Attributes[0].ApplicationSyntaxReference!, Arguments.NameOf(context.Attributes[0]));
        var first = context.TargetSymbol.GetAttributes().First(data => Arguments.NameOf(data) == name).ApplicationSyntaxReference!;
        return first.SyntaxTree == here.SyntaxTree && first.Span == here.Span;
    }

    /// <summary>What is wrong with a record as such.</summary>
    /// <param name="type">The record.</param>
    /// <param name="syntax">Where its attribute stands.</param>
    /// <param name="members">The members that its emitted half will have.</param>
    /// <param name="cancel">Stops the work.</param>
    public static IEnumerable<Located> Mistakes(
        INamedTypeSymbol type, TypeDeclarationSyntax syntax, IReadOnlyList<string> members, CancellationToken cancel)
    {
        if (!syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            yield return new(
                new(Rules.NotPartial, "", $"partial record {type.Name}", $"{syntax.Keyword.ValueText} {type.Name}"),
                Place.Of(syntax.Identifier));
        }

        var received = (type.IsRecord, type.IsReferenceType, type.ContainingType, type.IsGenericType, type.IsFileLocal, type.IsAbstract) switch
        {
            (false, _, _, _, _, _) or (_, false, _, _, _, _) => syntax.Keyword.ValueText == "record" ? "a record struct" : $"a {syntax.Keyword.ValueText}",
            (_, _, { } outer, _, _, _) => $"a record inside {outer.Name}",
            (_, _, _, true, _, _) => "a generic record",
            (_, _, _, _, true, _) => "a record of one file alone",
            (_, _, _, _, _, true) => "an abstract record",
            _ => null,
        };
        if (received is not null)
            yield return new(new(Rules.NotPlain, "", "a top-level record class without type parameters", received), Place.Of(syntax.Identifier));

        if (TakenNames.All.Contains(type.Name) || members.Contains(type.Name) || SyntaxFacts.GetKeywordKind(type.Name) != SyntaxKind.None)
            yield return Taken(type.Name, Place.Of(syntax.Identifier));
        foreach (var parameter in Parameters(type).Where(parameter => members.Contains(parameter.Name)))
            yield return Taken(parameter.Name, PlaceOf(parameter, cancel));
    }

    private static Located Taken(string name, Place place) => new(new(Rules.NameTaken, "", "another name", name), place);

    /// <summary>The parameters of a record's primary constructor.</summary>
    public static IReadOnlyList<IParameterSymbol> Parameters(INamedTypeSymbol type) =>
        type.InstanceConstructors.FirstOrDefault(constructor =>
            constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax))
            ?.Parameters ?? [];

    /// <summary>Where a parameter's name stands.</summary>
    public static Place PlaceOf(IParameterSymbol parameter, CancellationToken cancel) =>
        Place.Of(((ParameterSyntax)parameter.DeclaringSyntaxReferences[0].GetSyntax(cancel)).Identifier);

    /// <summary>Where a parameter's type stands.</summary>
    public static Place TypeOf(IParameterSymbol parameter, CancellationToken cancel) =>
        Place.Of(((ParameterSyntax)parameter.DeclaringSyntaxReferences[0].GetSyntax(cancel)).Type!);

    /// <summary>A type's namespace; empty where it has none.</summary>
    public static string NamespaceOf(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
}
