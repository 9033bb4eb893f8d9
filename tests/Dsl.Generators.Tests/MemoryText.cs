using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Heed.Tests;

/// <summary>An additional file of a build: in memory where it has text, on disk alone where it has none.</summary>
internal sealed class MemoryText(string path, string? text = null) : AdditionalText
{
    public override string Path => path;

    public override SourceText? GetText(CancellationToken cancellationToken = default) => text is null ? null : SourceText.From(text);
}
