using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Tests;

/// <summary>What the generator made of a declaration.</summary>
/// <param name="Result">What the compiler's driver reports.</param>
/// <param name="Declared">The compilation that it ran over.</param>
internal sealed record Run(GeneratorDriverRunResult Result, Compilation Declared)
{
    /// <summary>Everything that is compiled: what was declared and what was emitted.</summary>
    public Compilation Whole => Declared.AddSyntaxTrees(Result.GeneratedTrees);

    /// <summary>The emitted file of a name, such as <c>Pair.Model</c>.</summary>
    public string Source(string file) => Tree(file).ToString();

    /// <summary>Names of the emitted files, in order.</summary>
    public IEnumerable<string> Files => Result.GeneratedTrees.Select(tree => Path.GetFileName(tree.FilePath)).Order(StringComparer.Ordinal);

    /// <summary>The comment on top of an emitted file.</summary>
    public string Head(string file) =>
        string.Join('\n', Source(file).Split('\n').TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal)));

    /// <summary>A member of an emitted type, or the whole type, at the margin.</summary>
    public string Piece(string file, string type, string? member = null)
    {
        var declared = Tree(file).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Single(one => one.Identifier.ValueText == type);
        var lines = (member is null ? declared : declared.Members.Single(one => Name(one) == member)).ToFullString().Trim('\n').Split('\n');
        var margin = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length == 0 ? "" : line[margin..])).TrimEnd();
    }

    /// <summary>Asserts that nothing but the generator itself has an error or a warning to report.</summary>
    public void AssertCompiles() => Assert.Empty(Complaints);

    /// <summary>Errors and warnings of the compiler about the whole, less that a declared record lacks documentation.</summary>
    public IEnumerable<Diagnostic> Complaints => Whole.GetDiagnostics()
        .Where(found => found.Severity >= DiagnosticSeverity.Warning)
        .Where(found => found.Id != "CS1591" || !Line(found).StartsWith("partial ", StringComparison.Ordinal));

    /// <summary>Loads what was declared and emitted.</summary>
    public Assembly Load()
    {
        using var bytes = new MemoryStream();
        Assert.True(Whole.Emit(bytes).Success);
        return Assembly.Load(bytes.ToArray());
    }

    private SyntaxTree Tree(string file) => Result.GeneratedTrees.Single(tree => Path.GetFileName(tree.FilePath) == file + ".g.cs");

    private static string Line(Diagnostic found) =>
        found.Location.SourceTree!.GetText().Lines[found.Location.GetLineSpan().StartLinePosition.Line].ToString();

    private static string? Name(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        ConstructorDeclarationSyntax => ".ctor",
        _ => null,
    };
}
