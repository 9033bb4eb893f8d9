namespace Heed.Allocation;

/// <summary>A law that an allocation broke.</summary>
/// <param name="Law">What it says.</param>
/// <param name="Case">The sequence on which it was broken.</param>
/// <param name="Found">What was found there.</param>
public sealed record BrokenLaw(string Law, string Case, string Found)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Law}: found {Found}; {Case}";
}
