using System.Globalization;

namespace Heed.Host;

/// <summary>What each layer worked on, on paper: of a text a row for each layer, a picture for each layer of a picture.</summary>
internal static class AllocationDrawing
{
    /// <summary>What the drawing shows.</summary>
    public const string Title = "Allocation: what each layer works on";

    private const double Margin = 16, Gap = 24, Heading = 22;

    /// <summary>A monospace type is about so much narrower than it is high.</summary>
    private const double Narrow = 0.62;

    /// <summary>What a patch that is worked on keeps of its shade, for outlines and numbers to be seen; and one that is skipped.</summary>
    private const double Worked = 0.55, Skipped = 0.12;

    /// <summary>The width of an outline.</summary>
    private const double Line = 1.5;

    /// <summary>A text's tokens from left to right, dark where they are worked on alone, paler where in mixtures, or joined, then numbered by group.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="layers">What each layer worked on.</param>
    public static Drawing Of(IReadOnlyList<string> tokens, IReadOnlyList<LayerWork> layers)
    {
        var cell = tokens.Count switch { <= 24 => 18, <= 60 => 13, _ => 10.0 };
        var size = Math.Min(11, cell - 2);
        string[] names = [.. layers.Select(Named)];
        var (left, top) = (Margin + (names.Max(name => name.Length) * 11 * Narrow) + 8, Margin + Heading + (TokenLabel.Room(tokens) * size * Narrow) + 12);
        List<Cell> cells = [];
        List<Word> words = [new(Title, Margin, Margin + 12, 13)];
        words.AddRange(tokens.Select((token, place) => new Word(TokenLabel.Short(token), left + ((place + 0.5) * cell) + (size * 0.35), top - 5, size, Turn: -90)));
        foreach (var (row, layer) in layers.Index())
        {
            var (y, groups) = (top + (row * (cell + 4)), layer.GroupOf());
            words.Add(new(names[row], left - 6, y + (cell * 0.5) + 4, 11, Ends: true));
            foreach (var position in Enumerable.Range(0, tokens.Count))
            {
                var x = left + (position * cell);
                cells.Add(new(x + 0.5, y, cell - 1, cell, layer[position] switch { PositionWork.Alone => 0.85, PositionWork.Joined or PositionWork.Mixed => 0.3, _ => 0.04 }));
                if (groups[position] > 0)
                    words.Add(Number(groups[position], x + (cell / 2), y + (cell / 2), Math.Min(8, cell - 4)));
            }
        }

        return new(
            Math.Max(left + (tokens.Count * cell) + Margin, (2 * Margin) + (Title.Length * 13 * Narrow)), top + (layers.Count * (cell + 4)) + Margin, Title, cells, words);
    }

    /// <summary>The picture once a layer, pale where patches are skipped; patches that are joined are outlined, and numbered by group.</summary>
    /// <param name="picture">What went in.</param>
    /// <param name="patch">Pixels along each side of a patch.</param>
    /// <param name="layers">What each layer worked on; positions before the patches are no part of the picture.</param>
    public static Drawing Of(Picture picture, int patch, IReadOnlyList<LayerWork> layers)
    {
        var (point, perRow) = (PatchDrawing.Point(picture), picture.Width / patch);
        var (width, height) = (Math.Max(picture.Width * point, 150), picture.Height * point);
        var across = (int)Math.Ceiling(Math.Sqrt(layers.Count));
        List<Cell> cells = [];
        List<Word> words = [new(Title, Margin, Margin + 12, 13)];
        foreach (var (place, layer) in layers.Index())
        {
            var (x, y) = (Margin + (place % across * (width + Gap)), Margin + (2 * Heading) + (place / across * (height + Heading + Gap)));
            var before = layer.Positions - (perRow * (picture.Height / patch));
            var groups = layer.GroupOf();
            int Patch(int column, int row) => before + (row * perRow) + column;
            words.Add(new(Named(layer), x, y - 8, 11));
            cells.AddRange(PatchDrawing.Pixels(picture, (column, row) =>
                layer[Patch(Math.Min(column / patch, perRow - 1), Math.Min(row / patch, (picture.Height / patch) - 1))] == PositionWork.Skipped ? Skipped : Worked, x, y));
            foreach (var (column, row) in from row in Enumerable.Range(0, picture.Height / patch) from column in Enumerable.Range(0, perRow) select (column, row))
            {
                if (groups[Patch(column, row)] is not (> 0 and var group))
                    continue;
                var (side, left, top) = (patch * point, x + (column * patch * point), y + (row * patch * point));
                bool Other(int right, int down) =>
                    right < 0 || right == perRow || down < 0 || down == picture.Height / patch || groups[Patch(right, down)] != group;
                cells.AddRange([
                    .. Other(column - 1, row) ? new[] { new Cell(left, top, Line, side, 1) } : [],
                    .. Other(column + 1, row) ? new[] { new Cell(left + side - Line, top, Line, side, 1) } : [],
                    .. Other(column, row - 1) ? new[] { new Cell(left, top, side, Line, 1) } : [],
                    .. Other(column, row + 1) ? new[] { new Cell(left, top + side - Line, side, Line, 1) } : [],
                ]);
                words.Add(Number(group, left + (side / 2), top + (side / 2), Math.Clamp(side / 3, 4, 9)));
            }
        }

        return new(
            Math.Max((2 * Margin) + (across * (width + Gap)) - Gap, (2 * Margin) + (Title.Length * 13 * Narrow)),
            (2 * Margin) + Heading + ((layers.Count + across - 1) / across * (height + Heading + Gap)) - Gap, Title, cells, words);
    }

    /// <summary>A layer and how much it works on.</summary>
    public static string Named(LayerWork layer) => $"{(layer.Layer == 0 ? "After the last" : $"Layer {layer.Layer}")}: {layer.Worked} of {layer.Positions}";

    // A group's number, in the middle of a cell.
    private static Word Number(int group, double x, double y, double size)
    {
        var text = group.ToString(CultureInfo.InvariantCulture);
        return new(text, x - (text.Length * size * Narrow / 2), y + (size * 0.35), size);
    }
}
