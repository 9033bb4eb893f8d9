using Heed.Planning;

namespace Heed.Host;

/// <summary>Where the layers of an encoder whose attention is allocated spent their work on one example, and what that changed.</summary>
/// <param name="Layers">What each layer worked on.</param>
public sealed record Audit(IReadOnlyList<LayerWork> Layers)
{
    /// <summary>Whether layers of an experiment's encoder may work on fewer positions than there are.</summary>
    public static bool Shows(ExperimentSpec spec) => spec.Chooses || spec.TemporalPooling is not null;

    /// <summary>What the output would be otherwise; null where nobody asked, or nothing can be put back.</summary>
    public Moves? Moves { get; init; }

    /// <summary>Whether positions stand together where the rest of them was fused, and nowhere else.</summary>
    public bool Fuses { get; init; }

    /// <summary>Of each layer that kept some positions and not others, how far those kept agree with <see cref="Moves.Saliency"/>.</summary>
    public IEnumerable<Agreement> Agreements => Agreement.Of(Layers, Moves?.Saliency ?? [], Fuses);

    /// <summary>That of what the layers of an experiment worked on.</summary>
    public static Audit Of(ExperimentSpec spec, IReadOnlyList<LayerWork> layers) =>
        new(layers)
        {
            Fuses = spec.TemporalPooling is null && spec.Reductions.Any(Fused)
                && spec.Reductions.All(one => Fused(one) || one.Type == nameof(Allocation.TopTokens)),
        };

    private static bool Fused(ReductionSpec one) => one.Type == nameof(Allocation.FusedTokens);
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
