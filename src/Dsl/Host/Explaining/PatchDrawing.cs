namespace Heed.Host;

/// <summary>A picture, and beside it what each of its patches counted for in the answer, on paper.</summary>
internal static class PatchDrawing
{
    private const double Margin = 16, Gap = 24, Heading = 22;

    /// <summary>Points of the picture's longer side.</summary>
    private const double Side = 224;

    /// <summary>Cells along the longer side at the most: a larger picture is drawn of every second pixel, or third, and so on.</summary>
    private const int Finest = 64;

    /// <summary>The drawing, in shades of one ink: a picture in colour is drawn by its brightness.</summary>
    /// <param name="picture">What went in.</param>
    /// <param name="patch">Pixels along each side of a patch.</param>
    /// <param name="told">What is told of it: <c>class</c>, <c>number</c>.</param>
    /// <param name="shares">What each patch counted for, row by row, the greatest being 1.</param>
    public static Drawing Of(Picture picture, int patch, string told, IReadOnlyList<float> shares)
    {
        var (point, title) = (Point(picture), $"Picture: what the {told} comes from");
        var (width, height) = (picture.Width * point, picture.Height * point);
        var (top, right) = (Margin + (2 * Heading), Margin + Math.Max(width, 120) + Gap);
        var pixels = Pixels(picture, (_, _) => 1, Margin, top);
        var patches = Shades.Runs([.. shares], picture.Width / patch, full: 1).Select(run => Cell(run, right, top, patch * point));
        return new(
            right + Math.Max(width, 200) + Margin, top + height + Margin, title,
            [.. pixels, new(right, top, width, height, 0.04), .. patches],
            [new(title, Margin, Margin + 12, 13), new("Picture", Margin, Margin + Heading + 14, 11), new("All layers and heads", right, Margin + Heading + 14, 11)]);
    }

    /// <summary>Points that a pixel of it is wide.</summary>
    public static double Point(Picture picture) => Side / Math.Max(picture.Width, picture.Height);

    /// <summary>The picture itself.</summary>
    /// <param name="picture">What went in.</param>
    /// <param name="strength">How strongly the pixel of a column and row is drawn, 0 to 1.</param>
    /// <param name="left">Its left edge.</param>
    /// <param name="top">Its upper edge.</param>
    public static IEnumerable<Cell> Pixels(Picture picture, Func<int, int, double> strength, double left, double top)
    {
        var step = (Math.Max(picture.Width, picture.Height) + Finest - 1) / Finest;
        var (columns, rows) = ((picture.Width + step - 1) / step, (picture.Height + step - 1) / step);
        float[] dark =
        [
            .. from row in Enumerable.Range(0, rows)
               from column in Enumerable.Range(0, columns)
               select Dark(picture, step * column, step * row) * (float)strength(step * column, step * row),
        ];

        // Shades grow with the square root, for weights; a picture's own shades do not.
        return Shades.Runs([.. dark.Select(shade => shade * shade)], columns, full: 1).Select(run => Cell(run, left, top, step * Point(picture)));
    }

    private static Cell Cell((int X, int Y, int Length, int Shade) run, double left, double top, double size) =>
        new(left + (run.X * size), top + (run.Y * size), run.Length * size, size, (double)run.Shade / Shades.Darkest);

    // How far a pixel is from white, 0 to 1.
    private static float Dark(Picture picture, int x, int y)
    {
        var pixel = picture.Pixels.Span.Slice(((y * picture.Width) + x) * picture.Channels, picture.Channels);
        var sum = 0;
        foreach (var value in pixel)
            sum += value;
        return 1 - (sum / (255f * picture.Channels));
    }
}
