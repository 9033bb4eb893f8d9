namespace Heed.Host;

/// <summary>How far the positions that a layer worked on are those whose gradients are greatest.</summary>
/// <param name="Layer">The layer, as <see cref="LayerWork"/> counts.</param>
/// <param name="Kept">Positions that it worked on.</param>
/// <param name="There">Positions that were there.</param>
/// <param name="Shared">Of those kept, how many are among as many of the greatest gradients.</param>
public sealed record Agreement(int Layer, int Kept, int There, int Shared)
{
    /// <summary>The part of those kept that gradients would have kept as well.</summary>
    public double Share => (double)Shared / Kept;

    /// <summary>The part that a choice by chance shares, on average.</summary>
    public double Chance => (double)Kept / There;

    /// <summary>That of each layer that skipped positions; none where saliency is not told.</summary>
    /// <param name="layers">What each layer worked on.</param>
    /// <param name="saliency">Of each position, how much depends on it.</param>
    public static IEnumerable<Agreement> Of(IReadOnlyList<LayerWork> layers, IReadOnlyList<double> saliency) =>
        saliency.Count == 0 ? [] : layers.Where(layer => layer.Skips).Select(layer => Of(layer, saliency));

    private static Agreement Of(LayerWork layer, IReadOnlyList<double> saliency)
    {
        int[] kept = [.. Enumerable.Range(0, layer.Positions).Where(position => layer[position] != PositionWork.Skipped)];
        var greatest = Enumerable.Range(0, layer.Positions).OrderByDescending(position => saliency[position]).Take(kept.Length);
        return new(layer.Layer, kept.Length, layer.Positions, kept.Intersect(greatest).Count());
    }
}
