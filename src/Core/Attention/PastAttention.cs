using Heed.Allocation;
using Heed.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// Causal attention to a past in blocks, <see cref="PastBlocks"/>: one softmax over what is left of blocks that lie behind and the positions of the
/// block before a query's and of its own, up to itself.
/// </summary>
public static class PastAttention
{
    /// <summary>The form to train with: queries block by block, over the keys that one of a block may read.</summary>
    /// <param name="q">Queries [b h t e].</param>
    /// <param name="k">Keys of every position [b g t e].</param>
    /// <param name="v">Values [b g t e].</param>
    /// <param name="pastKeys">Keys of what is left, [b g m e].</param>
    /// <param name="pastValues">Values [b g m e].</param>
    /// <param name="past">The blocks.</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <param name="slopes">From <see cref="Alibi.Slopes"/>, where scores fall with distance.</param>
    /// <returns>Output [b h t e].</returns>
    public static Tensor Fast(
        Tensor q, Tensor k, Tensor v, Tensor pastKeys, Tensor pastValues, PastBlocks past, Scalar? scale = null, Tensor? slopes = null)
    {
        long batch = q.size(0), heads = q.size(1), length = q.size(2), width = q.size(3), groups = k.size(1), shared = heads / groups;
        long block = past.Spec.Block, blocks = past.Spec.Blocks(length), missing = (blocks * block) - length, left = pastKeys.size(2);

        var queries = QueryBlocks.Cut(q, groups, block, scale); // [b g n r·c e]
        using var bias = Bias(past, blocks, left, length, groups, slopes, q.device);
        using var cast = bias.to(q.dtype);
        var told = FarAndNearAttention.Of(
            queries.flatten(0, 1), pastKeys.reshape(batch * groups, left, width), pastValues.reshape(batch * groups, left, width), Blocks(k), Blocks(v), cast,
            [batch, groups, blocks, shared, block, left + (2 * block)]);
        return QueryBlocks.Join(told.view(queries.shape), heads, length);

        // [b·g n+1 c e]: the first is zeros, which nothing may read.
        Tensor Blocks(Tensor x) => nn.functional.pad(x, [0, 0, block, missing]).reshape(batch * groups, blocks + 1, block, width);
    }

    /// <summary>The form to look into: the definition, over every position and all that is left.</summary>
    /// <inheritdoc cref="Fast"/>
    /// <returns>Output [b h t e], and the weights of each head told of all positions, [b h t t].</returns>
    public static (Tensor Output, Tensor Weights) Observed(
        Tensor q, Tensor k, Tensor v, Tensor pastKeys, Tensor pastValues, PastBlocks past, Scalar? scale = null, Tensor? slopes = null)
    {
        long length = q.size(2), left = pastKeys.size(2);
        var (at, begins) = (Places.Range(length, q.device), Begins(past, Range(length), q.device).unsqueeze(1)); // [t], [t 1]
        var near = at.ge(begins).logical_and(at.le(at.unsqueeze(1))); // [t t]
        var mask = AttentionMask.From(cat([Ends(past, left, q.device).le(begins), near], 1).unsqueeze(0).unsqueeze(0));
        if (slopes is not null)
            mask = mask.Biased(cat([Far(past, length, slopes), Alibi.Bias(slopes, length, length).expand(q.size(0), -1, -1, -1)], 3));
        var (output, weights) = Attend.Observed(q, cat([pastKeys, k], 2), cat([pastValues, v], 2), mask, scale);
        return (output, weights.narrow(3, 0, left).matmul(past.Shares().unsqueeze(1).to(weights.dtype)).Plus(weights.narrow(3, left, length)));
    }

    // What is added to the scores of each block: [n 1 c m+2c] by what it may read, or where scores fall with distance [b g n r c m+2c].
    private static Tensor Bias(PastBlocks past, long blocks, long left, long length, long groups, Tensor? slopes, Device device)
    {
        using var scope = NewDisposeScope();
        var block = past.Spec.Block;
        var begins = Begins(past, Range(blocks).Select(one => one * block), device).view(-1, 1, 1);
        var far = Ends(past, left, device).gt(begins); // [n 1 m]
        var own = ones([block, 2 * block], ScalarType.Bool, device).triu(block + 1); // [c 2c], later positions
        var first = Places.Range(2 * block, device).lt(Constant.Of(block)); // what stands before the first block
        var near = own.logical_or(first.logical_and(Places.Range(blocks, device).eq(Constant.Of(0)).view(-1, 1, 1))); // [n c 2c]
        var hidden = cat([far.expand(-1, block, -1), near], 2).to(float32) * Constant.Of(AttentionMask.Forbidden);
        if (slopes is null)
            return hidden.unsqueeze(1).MoveToOuterDisposeScope();
        var (heads, ahead) = (slopes.size(0), (blocks * block) - length);
        var behind = nn.functional.pad(Far(past, length, slopes), [0, 0, 0, ahead]).reshape(-1, heads, blocks, block, left);
        var beside = Alibi.Bias(slopes, block, 2 * block).unsqueeze(2).expand(behind.size(0), -1, blocks, -1, -1);
        return hidden.Plus(cat([behind, beside], 4)).reshape(-1, groups, heads / groups, blocks, block, left + (2 * block)).transpose(2, 3).MoveToOuterDisposeScope();
    }

    // How scores fall with distance to what is left, [b h t m].
    private static Tensor Far(PastBlocks past, long length, Tensor slopes) =>
        Alibi.Between(slopes, Places.Range(length, slopes.device).expand(past.Places.size(0), length), past.Places);

    // Where what is read position by position from some places begins.
    private static Tensor Begins(PastBlocks past, IEnumerable<long> places, Device device) => tensor([.. places.Select(past.Spec.Begins)], int64, device);

    // Where the block ends of which each is left, [m].
    private static Tensor Ends(PastBlocks past, long left, Device device) =>
        tensor([.. Range(left).Select(one => ((one / past.Spec.LeftOfBlock) + 1) * past.Spec.Block)], int64, device);

    private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(one => (long)one);
}
