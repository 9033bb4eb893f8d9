namespace Heed;

/// <summary>
/// A layer of the encoder works on the positions that a learned router chooses; the others pass by it unchanged (Mixture-of-Depths: Raposo et
/// al. 2024, section 3).
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RoutingAttribute : LayerAllocationAttribute
{
    /// <summary>Positions for each that is chosen; at 1 all are, and nothing is routed.</summary>
    public double Ratio { get; init; } = 2;

    /// <summary>How many layers on the next one routes: those between work on every position.</summary>
    public int Every { get; init; } = 2;
}
