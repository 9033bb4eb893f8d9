using Heed.Attention;
using Heed.Data;
using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>A batch of sequences on its way through a stack, as an allocation reads it and leaves it.</summary>
/// <param name="States">[b s d].</param>
/// <param name="Sizes">How many of the positions that were there at first each stands for, 0 for padding; [b s], float32.</param>
/// <param name="Places">Where each stands in the sequence that was there at first; of several, the first. [b s], int64.</param>
public sealed record Sequence(Tensor States, Tensor Sizes, Tensor Places)
{
    /// <summary>The rows and columns that places are counted in, where what was there at first was a picture, and an allocation asks for them.</summary>
    public Grid? Grid { get; init; }

    /// <summary>Positions s, padding counted.</summary>
    public long Length => States.size(1);

    /// <summary>True where there is no padding, [b s].</summary>
    public Tensor Real => Sizes.gt(Constant.Of(0));

    /// <summary>Real positions of each row, [b], int64.</summary>
    public Tensor Counts => Real.sum(1);

    /// <summary>The states, zeros in the place of padding, [b s d].</summary>
    internal Tensor Zeroed => States.masked_fill(Real.logical_not().unsqueeze(-1), Constant.Of(0));

    /// <summary>What attention to it hides.</summary>
    public AttentionMask Mask => AttentionMask.Of(Real);

    /// <summary>The sequence before any allocation.</summary>
    /// <param name="states">[b s d].</param>
    /// <param name="real">True where there is no padding, [b s]; everywhere if not said.</param>
    public static Sequence Of(Tensor states, Tensor? real = null)
    {
        long rows = states.size(0), length = states.size(1);
        var places = Allocation.Places.Range(length, states.device).expand(rows, length);
        return new(states, real?.to(float32) ?? ones([rows, length], float32, states.device), places);
    }

    /// <summary>The sequence of tokens before any allocation.</summary>
    /// <param name="states">[b s d].</param>
    /// <param name="tokens">Ids [b s], int64; 0 is padding.</param>
    public static Sequence OfTokens(Tensor states, Tensor tokens) => Of(states, tokens.ne(Constant.Of(Vocabulary.Padding)));
}
