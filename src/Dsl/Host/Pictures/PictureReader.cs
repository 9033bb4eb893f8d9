using Heed.Planning;

namespace Heed.Host;

/// <summary>The pictures of a table's column, gathered row by row: the row's own, or those of files whose paths its cells are.</summary>
/// <param name="column">The column.</param>
/// <param name="image">The size that all are brought to.</param>
internal sealed class PictureReader(string column, ImageSpec image)
{
    private readonly List<byte> pixels = [];
    private readonly List<string> names = [];

    /// <summary>What tells the column from others.</summary>
    public string Key => PictureColumn.Key(column, image);

    /// <summary>A row's picture, and what it is called.</summary>
    /// <param name="row">The row.</param>
    /// <param name="table">The table's path: files lie in its folder or below.</param>
    /// <param name="name">What messages call the table.</param>
    /// <exception cref="UserError">There is no such picture, or it is damaged.</exception>
    public (Picture Picture, string Name) Read(Row row, string table, string name)
    {
        if (row.Picture is { } own)
            return (PictureFile.Fit(own, image), $"{name}({row.Line})");
        var cell = row.Text(column);
        try
        {
            var path = Inside(Path.GetDirectoryName(Path.GetFullPath(table))!, cell)
                ?? throw new UserError("expected the path of a file in the table's own folder; this one is outside");
            return (PictureFile.Read(path, image), cell);
        }
        catch (UserError flaw)
        {
            throw new UserError($"{name}({row.Line}): {cell}: {flaw.Message}.");
        }
    }

    /// <summary>Takes a row's picture in.</summary>
    /// <exception cref="UserError">No more fit in memory.</exception>
    public void Add((Picture Picture, string Name) read)
    {
        if (pixels.Count > Array.MaxLength - image.Size)
            throw new UserError(
                $"{read.Name}: expected no more than {Figures.Whole(names.Count)} pictures of {Key[(column.Length + 2)..]} in memory at a time; [Task(…, Window = {names.Count / 2})] reads them on while training goes on.");
        pixels.AddRange(read.Picture.Pixels.Span);
        names.Add(read.Name);
    }

    /// <summary>All that was taken in.</summary>
    public PictureColumn Column() => new(image, [.. pixels], [.. names]);

    /// <summary>The path that a cell names; null where that is outside of the table's folder, be it by a link.</summary>
    public static string? Inside(string folder, string cell)
    {
        if (cell.Contains('\0'))
            return null;
        var path = Path.GetFullPath(Path.Combine(folder, cell));
        var at = path;
        for (var left = Links; left > 0 && Below(at); left--)
        {
            var next = Followed(folder, at);
            if (next == at)
                return path;
            at = next;
        }

        return null;

        bool Below(string one) => one.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    // Links after one another that a path is followed through at the most, as the system does.
    private const int Links = 40;

    // Where a path below a folder leads, each link on its way followed once; what they lead to may have links on its own way.
    private static string Followed(string folder, string path) => Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Aggregate(folder, (at, step) =>
    {
        var next = Path.Combine(at, step);
        FileSystemInfo there = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
        return there.LinkTarget is null ? next : there.ResolveLinkTarget(returnFinalTarget: false)!.FullName;
    });
}
