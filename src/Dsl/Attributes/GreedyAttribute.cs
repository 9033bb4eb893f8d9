namespace Heed;

/// <summary>The likeliest token at every step.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class GreedyAttribute : DecodingAttribute;
