using System.Text;
using Microsoft.CodeAnalysis;

namespace Heed.Tests;

/// <summary>Source in which [| and |] stand around the tokens that are to be complained of, in order.</summary>
internal sealed class Marked
{
    public Marked(string source)
    {
        var (text, spans) = (new StringBuilder(), new List<(int, int)>());
        foreach (var piece in source.Split("[|"))
        {
            var parts = piece.Split("|]");
            if (parts.Length > 1)
                spans.Add((text.Length, text.Length + parts[0].Length));
            text.AppendJoin("", parts);
        }

        (Source, Spans) = (text.ToString(), spans);
    }

    /// <summary>The source, its marks taken out.</summary>
    public string Source { get; }

    private List<(int Start, int End)> Spans { get; }

    /// <summary>Asserts that exactly these complaints are made, each on its marked token.</summary>
    /// <param name="run">What the generator made of <see cref="Source"/>.</param>
    /// <param name="expected">Id and message for each mark, in order.</param>
    public void Expect(Run run, params (string Id, string Message)[] expected)
    {
        var received = run.Result.Diagnostics
            .OrderBy(found => found.Location.SourceSpan.Start).ThenBy(found => found.Id, StringComparer.Ordinal);
        Assert.Equal(
            expected.Zip(Spans, (one, span) => $"{one.Id} '{Source[span.Start..span.End]}' at {span.Start}: {one.Message}"),
            received.Select(found => $"{found.Id} '{Token(found)}' at {found.Location.SourceSpan.Start}: {found.GetMessage()}"));
        Assert.All(run.Result.Diagnostics, found => Assert.Equal(Harness.File, found.Location.GetLineSpan().Path));
        Assert.All(run.Result.Diagnostics, found => Assert.Equal(Lines(found), found.Location.GetLineSpan().Span));
        Assert.All(run.Result.Diagnostics, found => Assert.EndsWith($"/RULES.md#{found.Id.ToLowerInvariant()}", found.Descriptor.HelpLinkUri, StringComparison.Ordinal));
    }

    private string Token(Diagnostic found) => Source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length);

    private Microsoft.CodeAnalysis.Text.LinePositionSpan Lines(Diagnostic found) =>
        Microsoft.CodeAnalysis.Text.SourceText.From(Source).Lines.GetLinePositionSpan(found.Location.SourceSpan);
}
