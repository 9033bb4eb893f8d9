using Heed.Allocation;

namespace Heed;

/// <summary>
/// An allocation of a decoder's own past, in training and while texts are written: a position reads its block of positions and the one before it as
/// they are, and of each block that lies behind those what is left of it, so that attention of t positions costs t·(t/r + 2·Block) (recent memory as it
/// is and older memory compressed: Rae et al. 2020, Compressive Transformer). Built in are <see cref="MeanWindows"/>, <see cref="MaxWindows"/>,
/// <see cref="ConvolvedWindows"/> and <see cref="MergedTokens"/>; yours is a class that implements <see cref="ICausalPlace"/>.
/// </summary>
/// <typeparam name="TAllocation">The allocation.</typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AllocatePastAttribute<TAllocation> : LayerAllocationAttribute
    where TAllocation : ICausalPlace
{
    /// <summary>Positions of a block for each that is left of it, r, at least 1; at 1 attention is dense.</summary>
    public double Ratio { get; init; } = 2;

    /// <summary>Positions of a block.</summary>
    public int Block { get; init; } = 32;
}
