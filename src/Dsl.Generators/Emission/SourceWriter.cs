using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Heed.Generators.Emission;

/// <summary>Writes source as raw blocks of lines, each indented by the depth it stands at.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Writes the lines of a block.</summary>
    public SourceWriter Lines(string block)
    {
        foreach (var line in block.Replace("\r\n", "\n").Split('\n'))
            text.Append(line.Length == 0 ? "" : new string(' ', 4 * depth)).Append(line).Append('\n');
        return this;
    }

    /// <summary>Writes a block for each item.</summary>
    public SourceWriter Each<T>(IEnumerable<T> items, Func<T, string> block) => Lines(items.Select(block));

    /// <summary>Writes blocks one after another.</summary>
    public SourceWriter Lines(IEnumerable<string> blocks)
    {
        foreach (var block in blocks)
            Lines(block);
        return this;
    }

    /// <summary>An empty line.</summary>
    public SourceWriter Line() => Lines("");

    /// <summary>A head, and its body in braces.</summary>
    public SourceWriter Braces(string head, Action<SourceWriter> body, string end = "}")
    {
        Lines(head).Lines("{");
        depth++;
        body(this);
        depth--;
        return Lines(end);
    }

    /// <summary>The source written so far.</summary>
    public SourceText ToSource() => SourceText.From(text.ToString(), Encoding.UTF8);
}
