using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// A way to allocate attention: which positions of a sequence are left for a layer to spend work on, and what becomes of the others.
/// Pure, row by row, and blind to padding, which stands at the end of each row and does so in what is left: what a row becomes depends on
/// its real positions alone.
/// </summary>
public interface IAllocation
{
    /// <summary>Real positions that are left of so many; of one or more at least one, and at ratio 1 all.</summary>
    /// <param name="length">Real positions of a row.</param>
    /// <param name="ratio">Positions for each that is to be left, at least 1.</param>
    static abstract long Left(long length, double ratio);

    /// <summary>The shorter sequence.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="received">The attention that each position received, over all heads and queries, [b s].</param>
    /// <param name="ratio">Positions for each that is to be left, at least 1.</param>
    static abstract Reduction Reduce(Sequence sequence, Tensor received, double ratio);
}
