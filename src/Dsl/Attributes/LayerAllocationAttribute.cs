namespace Heed;

/// <summary>How layers allocate attention, from one of them on.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class LayerAllocationAttribute : AllocationAttribute
{
    /// <summary>The first layer that allocates, from 0; those before are dense.</summary>
    public int FromLayer { get; init; }
}
