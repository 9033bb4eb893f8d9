namespace Heed.Host;

/// <summary>How far the positions that a layer kept are those whose gradients are greatest.</summary>
/// <param name="Layer">The layer, as <see cref="LayerWork"/> counts.</param>
/// <param name="Kept">Positions that it worked on, each as a state of its own where others are fused.</param>
/// <param name="There">Positions that were there.</param>
/// <param name="Shared">Of those kept, how many are among as many of the greatest gradients.</param>
public sealed record Agreement(int Layer, int Kept, int There, int Shared)
{
    /// <summary>The part of those kept that gradients would have kept as well.</summary>
    public double Share => (double)Shared / Kept;

    /// <summary>The part that a choice by chance shares, on average.</summary>
    public double Chance => (double)Kept / There;

    /// <summary>That of each layer that kept some positions and not others; none where saliency is not told.</summary>
    /// <param name="layers">What each layer worked on.</param>
    /// <param name="saliency">Of each position, how much depends on it.</param>
    /// <param name="fuses">Whether what is not kept may have become one, as by <see cref="Heed.Allocation.FusedTokens"/>: kept are those that are alone then.</param>
    public static IEnumerable<Agreement> Of(IReadOnlyList<LayerWork> layers, IReadOnlyList<double> saliency, bool fuses = false) =>
        saliency.Count == 0 ? [] : layers.Where(layer => layer.Skips || (fuses && layer.Groups.Count > 0)).Select(layer => Of(layer, saliency, fuses));

    private static Agreement Of(LayerWork layer, IReadOnlyList<double> saliency, bool fuses)
    {
        int[] kept = [.. Enumerable.Range(0, layer.Positions).Where(position => fuses ? layer[position] == PositionWork.Alone : layer[position] != PositionWork.Skipped)];
        var greatest = Enumerable.Range(0, layer.Positions).OrderByDescending(position => saliency[position]).Take(kept.Length);
        return new(layer.Layer, kept.Length, layer.Positions, kept.Intersect(greatest).Count());
    }
}
