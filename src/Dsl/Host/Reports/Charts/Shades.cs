namespace Heed.Host;

/// <summary>Attention weights in few shades. They grow with the square root of the weight, for small ones to be seen.</summary>
internal static class Shades
{
    /// <summary>The darkest shade; 0 is none.</summary>
    public const int Darkest = 12;

    /// <summary>A weight that is none counts as 0, one above 1 as 1.</summary>
    public static float Sane(float weight) => float.IsFinite(weight) ? Math.Clamp(weight, 0, 1) : 0;

    /// <summary>All cells that have a shade, neighbours of one shade in a row joined.</summary>
    /// <param name="weights">Row by row.</param>
    /// <param name="columns">Cells of a row.</param>
    /// <param name="full">The weight that has the darkest shade.</param>
    public static IEnumerable<(int X, int Y, int Length, int Shade)> Runs(float[] weights, int columns, float full)
    {
        for (int start = 0, end; start < weights.Length; start = end)
        {
            var shade = Of(weights[start], full);
            for (end = start + 1; end < weights.Length && end / columns == start / columns && Of(weights[end], full) == shade;)
                end++;
            if (shade > 0)
                yield return (start % columns, start / columns, end - start, shade);
        }
    }

    private static int Of(float weight, float full) => (int)Math.Round(Darkest * Math.Sqrt(Sane(weight / full)));
}
