namespace Heed;

/// <summary>
/// An allocation of attention: on what less of it is spent. An experiment has one of each kind at the most, but of <c>[Allocate&lt;T&gt;]</c> one
/// for each T; without any, every position attends to all. A variant that declares one has none of its base's, and
/// <c>[Without&lt;AllocationAttribute&gt;]</c> leaves out all that its base has.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class AllocationAttribute : Attribute;
