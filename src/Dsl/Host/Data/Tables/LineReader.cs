namespace Heed.Host;

/// <summary>
/// Lines as the characters that a parser wants. It hands out one line at a time, so that what was read last is what the parser is at,
/// and its number and flaw are those of the parser's row.
/// </summary>
/// <param name="lines">The lines.</param>
internal sealed class LineReader(IEnumerable<TextLine> lines) : TextReader
{
    private readonly IEnumerator<TextLine> lines = lines.GetEnumerator();
    private string text = "";
    private int at;
    private UserError? flaw;

    /// <summary>The line that was handed out last; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>What is wrong with a line since it was last asked.</summary>
    public UserError? TakeFlaw()
    {
        var taken = flaw;
        flaw = null;
        return taken;
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count)
    {
        if (at == text.Length && !Next())
            return 0;
        var taken = Math.Min(count, text.Length - at);
        text.CopyTo(at, buffer, index, taken);
        at += taken;
        return taken;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        lines.Dispose();
        base.Dispose(disposing);
    }

    private bool Next()
    {
        if (!lines.MoveNext())
            return false;
        (Number, flaw) = (lines.Current.Number, flaw ?? lines.Current.Flaw);
        (text, at) = (lines.Current.Text + "\n", 0);
        return true;
    }
}
