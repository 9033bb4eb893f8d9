namespace Heed.Planning;

/// <summary>An allocation of what the decoder attends to: in the place of the encoder's states stand fewer.</summary>
public sealed record MemorySpec : AllocatorSpec
{
    /// <summary>States that are left of so many: all, where only a run can tell.</summary>
    public long Of(long length) => Ratio == 1 ? length : Left?.Invoke(length, Ratio) ?? length;
}
