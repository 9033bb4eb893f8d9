using Heed.Allocation;

namespace Heed;

/// <summary>
/// An allocation of the encoder's positions: what it leaves after the attention of a layer is all that goes on through the network, and at
/// the end of the stack every position gets a state back. Built in are <see cref="TopTokens"/>, <see cref="FusedTokens"/>,
/// <see cref="MergedTokens"/>, <see cref="MeanWindows"/>, <see cref="MaxWindows"/> and <see cref="ConvolvedWindows"/>; yours is a class
/// that implements <see cref="IEncoderPlace"/>. Several may stand on an experiment, each in layers of its own; of one type too, where
/// layers are to leave other parts: the numbers of the second <see cref="TopTokens"/> are <c>TopTokens2.Ratio</c> and so on.
/// </summary>
/// <typeparam name="TAllocation">The allocation.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AllocateAttribute<TAllocation> : LayerAllocationAttribute
    where TAllocation : IEncoderPlace
{
    /// <summary>Positions for each that is left in a layer that reduces, at least 1; at 1 nothing is reduced.</summary>
    public double Ratio { get; init; } = 2;

    /// <summary>Layers that reduce, from <see cref="LayerAllocationAttribute.FromLayer"/> on, each what the one before has left.</summary>
    public int Layers { get; init; } = 1;
}
