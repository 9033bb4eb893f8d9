namespace Heed.Host;

/// <summary>A drawing of cells and words, in points, to be written in any format.</summary>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Cells">What is filled.</param>
/// <param name="Words">What is written.</param>
internal sealed record Drawing(double Width, double Height, string Title, IReadOnlyList<Cell> Cells, IReadOnlyList<Word> Words)
{
    /// <summary>What cells are filled with, red, green and blue.</summary>
    public const string Ink = "#2559c4";
}

/// <summary>A filled rectangle.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Y">Its upper edge.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Opacity">How dark it is, 0 to 1.</param>
internal readonly record struct Cell(double X, double Y, double Width, double Height, double Opacity);

/// <summary>A line of monospace type.</summary>
/// <param name="Text">What it says.</param>
/// <param name="X">Where its baseline begins, or ends.</param>
/// <param name="Y">The height of the baseline there.</param>
/// <param name="Size">The type's size.</param>
/// <param name="Turn">Degrees that it is turned by, clockwise, about that point.</param>
/// <param name="Ends">Whether it ends there.</param>
internal readonly record struct Word(string Text, double X, double Y, double Size, double Turn = 0, bool Ends = false);
