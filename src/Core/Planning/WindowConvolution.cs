namespace Heed.Planning;

/// <summary>A convolution whose stride is its kernel: what it takes to map each window of positions to a state.</summary>
public static class WindowConvolution
{
    /// <summary>The name of its map, w·d → d.</summary>
    public const string Map = "map";

    /// <summary>The name of the normalisation of what it gives, [d].</summary>
    public const string Norm = "norm";

    /// <summary>Its weights.</summary>
    /// <param name="width">The width d of states.</param>
    /// <param name="ratio">Positions w of a window.</param>
    /// <param name="longest">Positions of the longest sequence, which do not matter.</param>
    public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) =>
        [new LearnedWeight.Linear(Map, (int)Remaining.Width(ratio) * width, width), new LearnedWeight.Norm(Norm, width)];

    /// <summary>Numbers that its backward pass reads again: the windows, and what the norm is given and gives.</summary>
    public static double Held(long length, long left, long width) => (double)width * (length + (2 * left));

    /// <summary>Operations: each position goes through its part of the map.</summary>
    public static double Flops(long length, long width) => 2.0 * length * width * width;
}
