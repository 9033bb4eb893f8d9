namespace Heed;

/// <summary>This column should come out.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TargetAttribute : Attribute;
