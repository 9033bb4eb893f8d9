using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Heed.Generators.Emission;

/// <summary>Writes source as raw blocks of lines, each indented by the depth it stands at; shape comments of neighbours stand in one column.</summary>
internal sealed class SourceWriter
{
    private readonly List<string> lines = [];
    private int depth;

    /// <summary>Writes the lines of a block.</summary>
    public SourceWriter Lines(string block)
    {
        foreach (var line in block.Replace("\r\n", "\n").Split('\n'))
            lines.Add(line.Length == 0 ? "" : new string(' ', 4 * depth) + line);
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
    public SourceText ToSource() =>
        SourceText.From(string.Concat(Aligned().Select(line => line + "\n")), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    private IEnumerable<string> Aligned()
    {
        for (var first = 0; first < lines.Count;)
        {
            var run = lines.Skip(first).TakeWhile(line => Column(line) >= 0).ToArray();
            foreach (var line in run)
                yield return line.Insert(Column(line), new string(' ', 2 + run.Max(Column) - Column(line)));
            if (run.Length == 0)
                yield return lines[first];
            first += Math.Max(1, run.Length);
        }
    }

    private static int Column(string line) => line.IndexOf(" // [", StringComparison.Ordinal);
}
