namespace Heed.Host;

/// <summary>A file of a bundle.</summary>
/// <param name="Name">Where it lies in the bundle.</param>
/// <param name="Source">Where it lies here.</param>
public sealed record BundleFile(string Name, string Source)
{
    /// <summary>Whether it can be started.</summary>
    public bool Starts { get; init; }
}
