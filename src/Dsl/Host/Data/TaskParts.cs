using Heed.Data;

namespace Heed.Host;

/// <summary>
/// The training examples of a task in the parts that they come in: those of the file's first window, which stay in memory, then window
/// after window. Of these at most two are held: the one last asked for, and the next, which is read meanwhile. Asked by one at a time.
/// </summary>
/// <param name="head">The examples of the first window.</param>
/// <param name="reader">Reads those after it; null where there are none.</param>
/// <param name="index">What is known of them.</param>
internal sealed class TaskParts(TokenPair[] head, WindowReader? reader, WindowIndex? index)
{
    private readonly PairLength[] first = [.. head.Select(pair => pair.Length)];
    private readonly Lock turn = new();
    private (int Part, WindowCount Count)? latest;
    private int expected;
    private (int Part, Task<(WindowCount Count, TokenPair[] Pairs)> Read)? now, ahead;

    /// <summary>The tokens of each example of a part, from 0; null beyond the last.</summary>
    public IReadOnlyList<PairLength>? Lengths(int part) => part == 0 ? first : Count(part)?.Lengths;

    /// <summary>What a window counts, from 1; null beyond the last.</summary>
    public WindowCount? Count(int window)
    {
        if (reader is null)
            return null;
        if (latest?.Part != window)
            latest = (window, index!.Find(window) ?? Window(window).Count);
        return latest!.Value.Count is { Rows: > 0 } count ? count : null;
    }

    /// <summary>The examples of a part, from 0, that there is; the next part is read meanwhile.</summary>
    public TokenPair[] Pairs(int part)
    {
        var pairs = part == 0 ? head : Window(part).Pairs;
        if (reader is not null && expected != part + 1)
        {
            expected = part + 1;
            if (index!.Find(expected) is not { Rows: 0 })
                ahead = (expected, Start(expected));
        }

        return pairs;
    }

    private (WindowCount Count, TokenPair[] Pairs) Window(int window)
    {
        if (now?.Part != window)
            (now, ahead, expected) = (ahead is { } made && made.Part == window ? made : (window, Start(window)), null, 0);
        return now!.Value.Read.GetAwaiter().GetResult();
    }

    // A failure is told to who asks for the window.
    private Task<(WindowCount Count, TokenPair[] Pairs)> Start(int window) => GivingWay.Run(() =>
    {
        lock (turn)
        {
            var read = reader!.Read(window);
            index!.Keep(window, read.Count);
            return read;
        }
    });
}
