using Heed.Data;

namespace Heed.Host;

/// <summary>
/// The examples of a task window by window. Each window begins where the last one ended; one that lies before it is read from the start of
/// the file again, because a zipped file can be read in no other way.
/// </summary>
/// <param name="task">The task.</param>
/// <param name="prepared">Its first window.</param>
/// <param name="file">The file.</param>
/// <param name="tokenization">What makes tokens of text.</param>
/// <param name="longest">Tokens of an example at the most.</param>
/// <param name="start">The task's start token.</param>
internal sealed class WindowReader(
    TaskColumns task, PreparedTask prepared, WindowedFile file, Tokenization tokenization, PairLength longest, int start)
{
    private readonly TaskFile own = TaskFile.Of([task])[0].After(file.Head);
    private IEnumerator<GoodRow>? rows;
    private int next, skipped;

    /// <summary>Reads a window, from 1: what it counts, and its examples; of one beyond the file's end there are no rows.</summary>
    /// <exception cref="UserError">The file changed, is damaged, or has a bad row there.</exception>
    public (WindowCount Count, TokenPair[] Pairs) Read(int window)
    {
        file.Expect();
        if (rows is null || window < next)
        {
            rows?.Dispose();
            (rows, next) = (file.Rows(_ => skipped++).GetEnumerator(), 0);
        }

        try
        {
            for (; next < window; next++)
                Each(_ => { });
            next++;
            return Read();
        }
        catch
        {
            rows.Dispose();
            rows = null;
            throw;
        }
    }

    private (WindowCount Count, TokenPair[] Pairs) Read()
    {
        skipped = 0;
        var kept = new DataTableBuilder(own);
        var read = Each(row =>
        {
            if (!file.Resembles(row))
                kept.Add(row);
        });
        int[] all = [.. Enumerable.Range(0, kept.Rows)];
        var table = TokenizedTable.Of(own, kept.Table(skipped), new(all, [], []), tokenization);
        var (pairs, truncated) = PreparedTask.Examples(task, prepared.Spec, table, table.Split.Training, longest, start);
        return (new(read, table.Skipped, read - kept.Rows, truncated, [.. pairs.Select(pair => pair.Length)]), pairs);
    }

    // The rows of the window that comes next, and how many they are.
    private int Each(Action<GoodRow> take)
    {
        var read = 0;
        for (; read < file.Window && rows!.MoveNext(); read++)
            take(rows.Current);
        return read;
    }
}
