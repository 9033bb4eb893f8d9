using Heed.Planning;

namespace Heed.Host;

/// <summary>Where the layers of an encoder whose attention is allocated spent their work on one example, and what that changed.</summary>
/// <param name="Layers">What each layer worked on.</param>
public sealed record Audit(IReadOnlyList<LayerWork> Layers)
{
    /// <summary>Whether layers of an experiment's encoder may work on fewer positions than there are.</summary>
    public static bool Shows(ExperimentSpec spec) => Reinsertion.Can(spec) || spec.TemporalPooling is not null;

    /// <summary>What the output would be otherwise; null where nobody asked, or nothing can be put back.</summary>
    public Moves? Moves { get; init; }

    /// <summary>Of each layer that skipped positions, how far what it worked on agrees with <see cref="Moves.Saliency"/>.</summary>
    public IEnumerable<Agreement> Agreements => Moves?.Saliency is not { Count: > 0 } saliency ? [] : Layers
        .Where(layer => Enumerable.Range(0, layer.Positions).Any(position => layer[position] == PositionWork.Skipped))
        .Select(layer => Agreement.Of(layer, saliency));
}

/// <summary>How far the positions that a layer worked on are those whose gradients are greatest.</summary>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Kept">Positions that it worked on.</param>
/// <param name="There">Positions that were there.</param>
/// <param name="Shared">Of those kept, how many are among as many of the greatest gradients.</param>
public sealed record Agreement(int Layer, int Kept, int There, int Shared)
{
    /// <summary>The part of those kept that gradients would have kept as well.</summary>
    public double Share => (double)Shared / Kept;

    /// <summary>The part that a choice by chance shares, on average.</summary>
    public double Chance => (double)Kept / There;

    /// <summary>That of a layer.</summary>
    /// <param name="layer">What it worked on.</param>
    /// <param name="saliency">Of each position, how much depends on it.</param>
    internal static Agreement Of(LayerWork layer, IReadOnlyList<double> saliency)
    {
        int[] kept = [.. Enumerable.Range(0, layer.Positions).Where(position => layer[position] != PositionWork.Skipped)];
        var greatest = Enumerable.Range(0, layer.Positions).OrderByDescending(position => saliency[position]).Take(kept.Length);
        return new(layer.Layer, kept.Length, layer.Positions, kept.Intersect(greatest).Count());
    }
}

/// <summary>How far the output moves where positions are put back that were left out.</summary>
/// <param name="Of">What is measured: <c>probability of the answer</c>.</param>
/// <param name="Now">That of the answer as it is.</param>
/// <param name="Back">That of the same answer where one position, from 0, is put back in every layer, the farthest moved first.</param>
public sealed record Moves(string Of, double Now, IReadOnlyList<(int Position, double Then)> Back)
{
    /// <summary>The answer with every position put back, and what is measured of the answer as it is; null where that cannot be asked.</summary>
    public (string Answer, double Then)? Whole { get; init; }

    /// <summary>How much the loss of the answer changes with each position, by the same weights with nothing left out; nothing where that is not told.</summary>
    public IReadOnlyList<double> Saliency { get; init; } = [];
}
