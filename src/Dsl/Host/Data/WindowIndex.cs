using System.Collections.Concurrent;
using System.Globalization;
using Heed.Data;

namespace Heed.Host;

/// <summary>A window of a file as a task reads it.</summary>
/// <param name="Rows">Rows that could be read; 0 beyond the end of the file.</param>
/// <param name="Skipped">Bad rows that were left out.</param>
/// <param name="LeftOut">Rows that were left out because they are near-duplicates of rows that are held out.</param>
/// <param name="Truncated">Examples that were cut.</param>
/// <param name="Lengths">Each example's tokens: from them follows which batches there are.</param>
internal sealed record WindowCount(int Rows, int Skipped, int LeftOut, int Truncated, PairLength[] Lengths)
{
    public void Write(BinaryWriter writer)
    {
        TokenizedTable.Write(writer, [Rows, Skipped, LeftOut, Truncated]);
        TokenizedTable.Write(writer, [.. Lengths.SelectMany(length => new[] { length.Source, length.Target })]);
    }

    public static WindowCount Read(BinaryReader reader) => TokenizedTable.Whole(reader) is [var rows, var skipped, var leftOut, var truncated]
        ? new(rows, skipped, leftOut, truncated, [.. TokenizedTable.Whole(reader).Chunk(2).Select(pair => new PairLength(pair[0], pair[1]))])
        : throw new FormatException();
}

/// <summary>
/// What is known of the windows of a file that were read once: enough to tell every batch's examples without reading them again. A help
/// and no more: a window that is not known is read.
/// </summary>
/// <param name="file">What messages call the file.</param>
/// <param name="folder">Where it is kept, made when needed; null where it is known as long as this is, and no longer.</param>
internal sealed class WindowIndex(string file, string? folder)
{
    private readonly ConcurrentDictionary<int, WindowCount> found = [];

    /// <summary>A window, from 1; null where it is not known.</summary>
    public WindowCount? Find(int window) => folder is null ? found.GetValueOrDefault(window) : KeptFile.Load(PathOf(folder, window), WindowCount.Read);

    /// <summary>Keeps what was found of a window.</summary>
    /// <exception cref="UserError">It was found to hold other rows before: the pictures of the file changed.</exception>
    public void Keep(int window, WindowCount count)
    {
        if (folder is not null)
            KeptFile.Save(PathOf(folder, window), count.Write);
        else if (found.GetOrAdd(window, count).Lengths.Length != count.Lengths.Length)
            throw new UserError($"{file}: expected the pictures of window {window} as they were when it was read first; some can no longer be read, or can now.");
    }

    private static string PathOf(string folder, int window) => Path.Combine(folder, window.ToString(CultureInfo.InvariantCulture));
}
