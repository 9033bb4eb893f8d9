namespace Heed;

/// <summary>How layers allocate attention: on what they spend less of it. An experiment has one of each kind at the most; without any, every position attends to all.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class AllocationAttribute : Attribute
{
    /// <summary>The first layer that allocates, from 0; those before are dense.</summary>
    public int FromLayer { get; init; }
}
