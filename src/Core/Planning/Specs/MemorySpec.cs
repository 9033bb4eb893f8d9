namespace Heed.Planning;

/// <summary>An allocation of what the decoder attends to: in the place of the encoder's states stand fewer.</summary>
public sealed record MemorySpec
{
    /// <summary>The allocation's type, as its author calls it.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>The type as code names it.</summary>
    public string Type { get; init; } = "";

    /// <summary>States for each that is left.</summary>
    public double Ratio { get; init; } = 2;

    /// <summary>States that are left of so many at a ratio; null where only a run can tell, of a type that is being compiled.</summary>
    public Func<long, double, long>? Left { get; init; }

    /// <summary>Operations that it takes itself, of so many states of a width; null as above.</summary>
    public Func<long, long, double>? Flops { get; init; }

    /// <summary>Tries the laws that every allocation keeps, and says which are broken; null as above.</summary>
    public Func<IReadOnlyList<string>>? Laws { get; init; }

    /// <summary>States that are left of so many: all, where only a run can tell.</summary>
    public long Of(long length) => Ratio == 1 ? length : Left?.Invoke(length, Ratio) ?? length;
}
