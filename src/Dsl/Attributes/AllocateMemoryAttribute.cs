using Heed.Allocation;

namespace Heed;

/// <summary>
/// An allocation of what the decoder attends to: each of its layers reads what is left of the encoder's states, in training and while answers
/// are written. Built in are <see cref="MeanWindows"/>, <see cref="MaxWindows"/>, <see cref="ConvolvedWindows"/> and <see cref="MergedTokens"/>; yours
/// is a class that implements <see cref="ICrossPlace"/>.
/// </summary>
/// <typeparam name="TAllocation">The allocation.</typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AllocateMemoryAttribute<TAllocation> : AllocationAttribute
    where TAllocation : ICrossPlace
{
    /// <summary>States for each that is left, at least 1; at 1 all are.</summary>
    public double Ratio { get; init; } = 2;
}
