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
                $"{read.Name}: expected no more than {Figures.Whole(names.Count)} pictures of {image.Width} × {image.Height} × {image.Channels} in memory at a time; [Task(…, Window = {names.Count / 2})] reads them on while training goes on.");
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
        return Below(path, folder) && Below(Followed(path), Followed(folder)) ? path : null;

        static bool Below(string? one, string? folder) => one is not null && one.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    // Links on a way that are followed at the most: beyond them the system opens nothing.
    private const int Links = 40;

    // Where a path leads, step by step as the system goes: what a link leads to may hold links, and steps back, again. Null for a circle.
    private static string? Followed(string path)
    {
        var (at, root, left) = (Path.GetPathRoot(path)!, Path.GetPathRoot(path)!, Links);
        var steps = new Stack<string>(path[root.Length..].Split(Path.DirectorySeparatorChar).Reverse());
        while (steps.TryPop(out var step))
        {
            var next = step switch { "" or "." => at, ".." => Path.GetDirectoryName(at) ?? at, _ => Path.Combine(at, step) };
            if (step is "" or "." or ".." || new FileInfo(next).LinkTarget is not { } target)
            {
                at = next;
                continue;
            }

            if (left-- == 0)
                return null;
            at = Path.IsPathRooted(target) ? root : at;
            foreach (var one in target.Split(Path.DirectorySeparatorChar).Reverse())
                steps.Push(one);
        }

        return at;
    }
}
