namespace Heed.Host;

/// <summary>Heads of an attention map side by side, on paper.</summary>
internal static class MapDrawing
{
    private const double Margin = 16, Gap = 24, Heading = 22;

    /// <summary>A monospace type is about so much narrower than it is high.</summary>
    private const double Narrow = 0.62;

    /// <summary>The drawing.</summary>
    /// <param name="map">The map.</param>
    /// <param name="heads">Which of its heads.</param>
    public static Drawing Of(AttentionMap map, IReadOnlyList<int> heads)
    {
        // Every label is written: cells are never lower than a small type.
        var cell = Math.Max(map.Keys.Count, map.Queries.Count) switch { <= 24 => 18, <= 60 => 13, _ => 10.0 };
        var size = Math.Min(11, cell - 2);
        var (left, top) = ((TokenLabel.Room(map.Queries) * size * Narrow) + 8, Heading + (TokenLabel.Room(map.Keys) * size * Narrow) + 8);
        var (width, height) = (left + (map.Keys.Count * cell), top + (map.Queries.Count * cell));
        var columns = (int)Math.Ceiling(Math.Sqrt(heads.Count));
        var (cells, words) = (new List<Cell>(), new List<Word>());
        foreach (var (place, head) in heads.Index())
        {
            var (x, y) = (Margin + (place % columns * (width + Gap)), Margin + Heading + (place / columns * (height + Gap)));
            words.Add(new(map.HeadName(head), x + left, y + 12, 11));
            cells.Add(new(x + left, y + top, map.Keys.Count * cell, map.Queries.Count * cell, 0.04));
            cells.AddRange(Shades.Runs(map.Heads[head], map.Keys.Count, map.Full(head)).Select(run => new Cell(
                x + left + (run.X * cell), y + top + (run.Y * cell), run.Length * cell, cell, (double)run.Shade / Shades.Darkest)));
            words.AddRange(map.Keys.Select((key, index) => new Word(
                TokenLabel.Short(key), x + left + ((index + 0.5) * cell) + (size * 0.35), y + top - 5, size, Turn: -90)));
            words.AddRange(map.Queries.Select((query, index) => new Word(
                TokenLabel.Short(query), x + left - 5, y + top + ((index + 0.5) * cell) + (size * 0.35), size, Ends: true)));
        }

        words.Add(new(map.Title, Margin, Margin + 12, 13));
        return new(
            Math.Max((2 * Margin) + (columns * (width + Gap)) - Gap, (2 * Margin) + (map.Title.Length * 13 * Narrow)),
            (2 * Margin) + Heading + ((heads.Count + columns - 1) / columns * (height + Gap)) - Gap, map.Title, cells, words);
    }
}
