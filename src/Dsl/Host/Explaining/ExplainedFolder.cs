namespace Heed.Host;

/// <summary>An explanation on disk: <c>explain.html</c>, and beside it every map as a PNG and an SVG.</summary>
internal static class ExplainedFolder
{
    /// <summary>Tokens on an axis from which on each head is a drawing of its own.</summary>
    private const int Long = 40;

    /// <summary>Writes it.</summary>
    /// <param name="explained">The explanation.</param>
    /// <param name="run">The run that it is of.</param>
    /// <param name="chosen">The folder that the user named; by default the next number in the run's <c>explain</c>.</param>
    /// <returns>The page.</returns>
    /// <exception cref="UserError">The folder is in use, or cannot be written.</exception>
    public static string Write(Explained explained, RunFolder run, string? chosen)
    {
        if (chosen is "")
            throw new UserError("--to: expected a path, received nothing.");
        if (chosen is not null && (File.Exists(chosen) || (Directory.Exists(chosen) && WholeFile.Guard(chosen, () => Directory.EnumerateFileSystemEntries(chosen).Any()))))
            throw new UserError($"--to {chosen}: expected a new or empty folder; it is in use.");
        var folder = chosen ?? Enumerable.Range(1, int.MaxValue - 1).Select(number => Path.Combine(run.Root, "explain", $"{number}")).First(path => !Path.Exists(path));
        WholeFile.Guard(folder, () => Directory.CreateDirectory(folder));
        var files = new List<(string Title, string Name)>();
        foreach (var (title, name, drawing) in Whole(explained).Concat(explained.Maps.SelectMany(Drawings)))
        {
            WholeFile.Write(Path.Combine(folder, name + ".svg"), Svg.Of(drawing));
            WholeFile.Write(Path.Combine(folder, name + ".png"), Png.Of(drawing));
            files.Add((title, name));
        }

        var page = Path.Combine(folder, "explain.html");
        WholeFile.Write(page, ExplainPage.Render(explained, run.Root, files));
        return page;
    }

    private static IEnumerable<(string Title, string Name, Drawing Drawing)> Whole(Explained explained) =>
    [
        .. explained.Overlay() is { } overlay ? new[] { (overlay.Title, "picture", overlay) } : [],
        .. explained.Allocated() is { } allocated ? new[] { (allocated.Title, "allocation", allocated) } : [],
    ];

    private static IEnumerable<(string Title, string Name, Drawing Drawing)> Drawings(AttentionMap map)
    {
        var name = map.Kind.ToString().Replace("Rollout", "-rollout", StringComparison.Ordinal).ToLowerInvariant()
            + (map.Kind <= AttentionKind.Cross ? $"-{map.Layer}" : "");
        int[] heads = [.. Enumerable.Range(0, map.Heads.Count)];
        return heads.Length == 1 || Math.Max(map.Queries.Count, map.Keys.Count) <= Long
            ? [(map.Title, name, MapDrawing.Of(map, heads))]
            : heads.Select(head => ($"{map.Title}, head {head + 1}", $"{name}-head-{head + 1}", MapDrawing.Of(map, [head])));
    }
}
