using Heed.Attention;
using Heed.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// The past of a text for the attention of a decoder to itself, in blocks of positions after one another. A position reads its own block up to itself,
/// and the block before it, position by position; of every block behind those it reads what an allocation leaves of it. A block is reduced as a row of its
/// own, and read once it lies behind, so nothing that comes later is there to be read. (Recent memory as it is and older memory compressed: Rae et al. 2020,
/// Compressive Transformer, section 3.1, there of what is kept between segments.)
/// </summary>
/// <param name="States">What is left of the blocks that some position reads so, after one another, [b m d]; m = 0 where there are none.</param>
/// <param name="Places">Where each stands in the text, [b m], int64.</param>
/// <param name="Shares">Of which positions each is made, [b m t]: a row sums to 1.</param>
/// <param name="Spec">What is declared.</param>
public sealed record PastBlocks(Tensor States, Tensor Places, Func<Tensor> Shares, PastSpec Spec)
{
    /// <summary>What is left of a text for a layer to read.</summary>
    /// <typeparam name="TAllocation">The allocation.</typeparam>
    /// <param name="states">What keys and values of the layer are made of, [b t d].</param>
    /// <param name="spec">What is declared.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="weights">What it holds in the layer; none if not said.</param>
    public static PastBlocks Of<TAllocation>(Tensor states, PastSpec spec, int layer, HeldWeights? weights = null)
        where TAllocation : ICausalPlace
    {
        long rows = states.size(0), length = states.size(1), blocks = spec.Behind(layer, length), there = blocks * spec.Block;
        var places = Allocation.Places.Range(there, states.device).expand(rows, there);
        if (blocks == 0)
            return new(states.narrow(1, 0, 0), places, () => zeros([rows, 0, length], float32, states.device), spec);

        // Blocks side by side, as rows of their own.
        var reduced = Reduced<TAllocation>(
            new(states.narrow(1, 0, there).reshape(rows * blocks, spec.Block, -1), ones([rows * blocks, spec.Block], float32, states.device), places.reshape(-1, spec.Block)),
            spec, weights);
        return new(reduced.Left.States.reshape(rows, -1, states.size(2)), reduced.Left.Places.reshape(rows, -1), Told, spec);

        // [b·n l c] → [b n·l t], of each block's own positions.
        Tensor Told()
        {
            var shares = reduced.Shares().view(rows, blocks, -1, spec.Block);
            return cat([.. Enumerable.Range(0, (int)blocks).Select(block => nn.functional.pad(shares.select(1, block), [block * spec.Block, length - ((block + 1) * spec.Block)]))], 1);
        }
    }

    /// <summary>What is left of one block, of each row of a cache.</summary>
    /// <typeparam name="TAllocation">The allocation.</typeparam>
    /// <param name="block">The block that lies behind from here on.</param>
    /// <param name="spec">What is declared.</param>
    /// <param name="weights">What it holds in the layer; none if not said.</param>
    public static Sequence Of<TAllocation>(Sequence block, PastSpec spec, HeldWeights? weights = null)
        where TAllocation : ICausalPlace => Reduced<TAllocation>(block, spec, weights).Left;

    /// <summary>Attention of a layer to its past. While recording, its map is told of all positions.</summary>
    /// <param name="recorder">Runs the attention.</param>
    /// <param name="layer">The layer's index, from 0.</param>
    /// <param name="q">Queries [b h t e].</param>
    /// <param name="k">Keys of every position [b g t e].</param>
    /// <param name="v">Values [b g t e].</param>
    /// <param name="pastKeys">Keys of what is left, [b g m e].</param>
    /// <param name="pastValues">Values [b g m e].</param>
    /// <param name="causal">What hides later positions, where nothing lies behind and every position is read.</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <param name="slopes">From <see cref="Layers.Alibi.Slopes"/>, where scores fall with distance.</param>
    /// <returns>Output [b h t e].</returns>
    public Tensor Attend(
        AttentionRecorder recorder, int layer, Tensor q, Tensor k, Tensor v, Tensor pastKeys, Tensor pastValues, AttentionMask? causal,
        Scalar? scale = null, Tensor? slopes = null) => States.size(1) == 0
            ? recorder.Attend(AttentionPlace.Decoder, layer, q, k, v, causal, scale)
            : recorder.Attend(
                AttentionPlace.Decoder, layer,
                () => PastAttention.Fast(q, k, v, pastKeys, pastValues, this, scale, slopes),
                () => PastAttention.Observed(q, k, v, pastKeys, pastValues, this, scale, slopes));

    // No attention was received yet of which it could be told; and what is put back into the encoder's layers is left out here as it was.
    private static Reduction Reduced<TAllocation>(Sequence blocks, PastSpec spec, HeldWeights? weights)
        where TAllocation : ICausalPlace
    {
        using var nothing = PutBack.Nothing();
        var made = TAllocation.Reduce(blocks, Reduction.NoneReceived<TAllocation>, spec.Ratio, weights ?? HeldWeights.None);
        var left = spec.LeftOfBlock;
        if (left < 1 || made.Left.Length < left)
            throw new AllocationError($"{spec.Strategy} leaves {made.Left.Length} of {spec.Block} positions, where its Left says {left}, and at least 1 is to be left: the verb laws tells more.");

        // Padding, which may follow, is not to be read.
        Tensor First(Tensor x) => x.narrow(1, 0, left);
        return made with { Left = new(First(made.Left.States), First(made.Left.Sizes), First(made.Left.Places)), Shares = () => First(made.Shares()) };
    }
}
