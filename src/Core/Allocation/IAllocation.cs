using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// A way to allocate attention: which positions of a sequence are left for a layer to spend work on, and what becomes of the others.
/// Pure, row by row, and blind to padding, which stands at the end of each row and does so in what is left: what a row becomes depends on
/// its real positions and its weights alone. Where it may stand it says itself: <see cref="IEncoderPlace"/>; one that says nothing is declared by an
/// attribute of its own.
/// </summary>
public interface IAllocation
{
    /// <summary>Real positions that are left of so many; of one or more at least one, and at ratio 1 all.</summary>
    /// <param name="length">Real positions of a row.</param>
    /// <param name="ratio">Positions for each that is to be left, at least 1.</param>
    static abstract long Left(long length, double ratio);

    /// <summary>
    /// The weights that it holds in each layer, or other place, where it stands, and that training changes: none if not said. Tasks share them where they
    /// share keys, <see cref="Projection.Key"/>: those of the encoder or decoder where it stands, in memory those of the decoder's first layer.
    /// </summary>
    /// <param name="width">The width d of states.</param>
    /// <param name="ratio">Positions for each that is to be left, more than 1.</param>
    /// <param name="longest">Positions of the longest sequence; in a decoder's past those of a block.</param>
    static virtual IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) => [];

    /// <summary>The shorter sequence.</summary>
    /// <param name="sequence">What is there: states, which of them are padding, and where they stand.</param>
    /// <param name="received">
    /// The attention that each position received, the mean over all heads and real queries, [b s]; it is computed when it is asked for.
    /// </param>
    /// <param name="ratio">Positions for each that is to be left, at least 1.</param>
    /// <param name="weights">What <see cref="Weights"/> tells of; none at ratio 1.</param>
    static abstract Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights);

    /// <summary>Operations that <see cref="Reduce"/> takes beside picking and adding up states: 0 if not said, or what its matrix products cost.</summary>
    /// <param name="length">Positions that are there.</param>
    /// <param name="width">The width d of their states.</param>
    static virtual double Flops(long length, long width) => 0;
}

/// <summary>An allocation that may stand in an encoder, where every position sees all others: <c>[Allocate&lt;T&gt;]</c>.</summary>
public interface IEncoderPlace : IAllocation;

/// <summary>
/// An allocation of pictures, which reads in what rows and columns patches stand, <see cref="Sequence.Grid"/>: <c>[Allocate&lt;T&gt;]</c> of an experiment
/// that reads pictures. Where it reads texts as well there is no grid for these.
/// </summary>
public interface IGridPlace : IEncoderPlace;

/// <summary>
/// An allocation that may stand between encoder and decoder, of what the decoder attends to: <c>[AllocateMemory&lt;T&gt;]</c>. No attention was
/// received there yet, so it asks for none.
/// </summary>
public interface ICrossPlace : IAllocation;

/// <summary>
/// An allocation that may stand in a causal decoder, of its own past: <c>[AllocatePast&lt;T&gt;]</c>. Each row that it is given is
/// one block of positions, which is read once all of it lies behind, so it tells of nothing that comes later (laws are tried on rows of other lengths as well, with padding); and no attention was received yet, so it asks for none.
/// </summary>
public interface ICausalPlace : IAllocation;
