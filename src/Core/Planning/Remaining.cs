namespace Heed.Planning;

/// <summary>How many positions allocations leave of so many, by the positions for each that is to be left.</summary>
public static class Remaining
{
    /// <summary>One of so many, rounded up.</summary>
    public static long Share(long length, double ratio) => (long)Math.Ceiling((length / ratio) - 1e-9);

    /// <summary>As many windows as it takes.</summary>
    public static long Windows(long length, double ratio) => (length + Width(ratio) - 1) / Width(ratio);

    /// <summary>As many squares of patches as it takes.</summary>
    public static long Squares(long rows, long columns, double side) => Windows(rows, side) * Windows(columns, side);

    /// <summary>A share, and half at the least: each pair is merged once.</summary>
    public static long Merged(long length, double ratio) => Math.Max((length + 1) / 2, Share(length, ratio));

    /// <summary>Operations that it takes to compare one half of all positions with the other, and to mix the one into the other.</summary>
    public static double Pairs(long length, long width) => 4.0 * (length / 2) * (length - (length / 2)) * width;

    /// <summary>What a ratio is to be that one built in could not keep to; null where it can.</summary>
    /// <param name="strategy">The name of its type.</param>
    /// <param name="ratio">Positions for each that is to be left.</param>
    public static string? Expected(string strategy, double ratio) => strategy switch
    {
        "MergedTokens" when ratio > 2 => "at most 2, since each position is merged with one other",
        "MeanWindows" or "MaxWindows" or "ConvolvedWindows" when ratio != Width(ratio) => "a whole number of positions for each window",
        _ => null,
    };

    /// <summary>Positions of a window: a whole number.</summary>
    public static long Width(double ratio) => Math.Max(1, (long)Math.Round(ratio));
}
