using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.CodeFixes;

/// <summary>A file in which a rule is kept again.</summary>
/// <param name="Title">What an editor offers.</param>
/// <param name="Root">The file.</param>
internal sealed record Mend(string Title, SyntaxNode Root)
{
    /// <summary>How each rule is mended that can be, by its id; null where a place has no mechanical mend.</summary>
    public static ImmutableDictionary<string, Func<SyntaxNode, Diagnostic, Mend?>> ById { get; } = new Dictionary<string, Func<SyntaxNode, Diagnostic, Mend?>>
    {
        ["HEED001"] = Partial,
        ["HEED010"] = Replace,
        ["HEED012"] = Replace,
        ["HEED016"] = Replace,
        ["HEED020"] = Replace,
        ["HEED035"] = Remove,
    }.ToImmutableDictionary();

    private static Mend? Partial(SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan) is not TypeDeclarationSyntax type)
            return null;
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);

        // The first token of a declaration carries the comment before it.
        var mended = type.Modifiers.Count > 0
            ? type.AddModifiers(partial)
            : type.WithKeyword(type.Keyword.WithLeadingTrivia()).AddModifiers(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia));
        return new("Make the record partial", root.ReplaceNode(type, mended));
    }

    // The finding says what was meant. Where it stands on an attribute whose argument was left out, there is nothing to replace.
    private static Mend? Replace(SyntaxNode root, Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue("Mend", out var meant) && meant is not null
        && root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax { Parent: AttributeArgumentSyntax } value
        && value.Span == diagnostic.Location.SourceSpan
            ? new($"Change {value} to {meant}", root.ReplaceNode(value, SyntaxFactory.ParseExpression(meant).WithTriviaFrom(value)))
            : null;

    private static Mend? Remove(SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax list } attribute)
            return null;
        SyntaxNode removed = list.Attributes.Count == 1 ? list : attribute;
        return root.RemoveNode(removed, removed == list ? SyntaxRemoveOptions.KeepLeadingTrivia : SyntaxRemoveOptions.KeepNoTrivia) is { } mended
            ? new($"Remove [{attribute.Name}]", mended)
            : null;
    }
}
