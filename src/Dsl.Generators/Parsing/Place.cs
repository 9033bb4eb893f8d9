using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Heed.Generators.Parsing;

/// <summary>Where a token stands, as values alone: a path and spans, never a tree.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Span">Characters from the file's start.</param>
/// <param name="Lines">The same as lines and columns.</param>
public sealed record Place(string File, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>Where a piece of syntax stands.</summary>
    public static Place Of(SyntaxNodeOrToken syntax)
    {
        var location = syntax.GetLocation()!;
        return new(location.SourceTree!.FilePath, location.SourceSpan, location.GetLineSpan().Span);
    }

    /// <summary>The place as the compiler reports it.</summary>
    public Location ToLocation() => Location.Create(File, Span, Lines);
}
