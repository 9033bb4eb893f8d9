namespace Heed.Planning;

/// <summary>Routing of an encoder's positions: a layer works on those that a learned router chooses, and the others pass by it.</summary>
public sealed record RoutingSpec
{
    /// <summary>Positions for each that is chosen.</summary>
    public double Ratio { get; init; } = 2;

    /// <summary>The first layer that routes, from 0.</summary>
    public int FromLayer { get; init; }

    /// <summary>How many layers on the next one routes.</summary>
    public int Every { get; init; } = 2;

    /// <summary>Whether a layer routes; none does where <see cref="Every"/> is not valid.</summary>
    public bool Acts(int layer) => Every > 0 && layer >= FromLayer && (layer - FromLayer) % Every == 0;

    /// <summary>Positions for each that is chosen in a layer: 1 where all are.</summary>
    public double RatioAt(int layer) => Acts(layer) ? Ratio : 1;
}
