using Heed.Attention;
using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>
/// One pre-norm encoder block and one decoder block, put together from the core's functions as emitted code does it. Inputs are
/// embedded already: [b s d] and [b t d].
/// </summary>
internal sealed class TinyTransformer : nn.Module
{
    private readonly int heads;
    private readonly Tensor? turns;
    private readonly Dictionary<string, LinearWeights> maps = [];
    private readonly Dictionary<string, NormWeights> norms = [];

    public TinyTransformer(int width, int heads, int hidden, bool rotary, int seed, ScalarType dtype)
        : base("tiny")
    {
        this.heads = heads;
        turns = rotary ? Rotary.Table(16, width / heads) : null;
        var store = new WeightStore(this, seed, dtype: dtype);
        foreach (var place in (string[])["encoder", "decoder", "cross"])
        {
            foreach (var projection in (string[])["query", "key", "value", "output"])
                maps[$"{place}.{projection}"] = store.Linear($"{place}.{projection}", width, width);
            norms[place] = store.Norm($"{place}.norm", width);
        }

        foreach (var trunk in (string[])["encoder", "decoder"])
        {
            maps[$"{trunk}.up"] = store.Linear($"{trunk}.up", width, hidden);
            maps[$"{trunk}.down"] = store.Linear($"{trunk}.down", hidden, width);
            norms[$"{trunk}.feedforward"] = store.Norm($"{trunk}.feedforward.norm", width);
            norms[$"{trunk}.end"] = store.Norm($"{trunk}.end", width);
        }
    }

    /// <summary>[b s d] → [b s d].</summary>
    public Tensor Encode(Tensor x, AttentionMask? mask)
    {
        var normed = Norm.Layer(x, norms["encoder"]);
        x += Output("encoder", Attend.Fast(
            Turned("encoder.query", normed), Turned("encoder.key", normed), Split("encoder.value", normed), mask));
        return Norm.Layer(FedForward("encoder", x), norms["encoder.end"]);
    }

    /// <summary>[b t d] and memory [b s d] → [b t d].</summary>
    public Tensor Decode(Tensor y, Tensor memory, AttentionMask? mask)
    {
        var normed = Norm.Layer(y, norms["decoder"]);
        var causal = AttentionMask.Causal(y.size(1));
        y += Output("decoder", Attend.Fast(
            Turned("decoder.query", normed), Turned("decoder.key", normed), Split("decoder.value", normed), causal));
        normed = Norm.Layer(y, norms["cross"]);
        y += Output("cross", Attend.Fast(Split("cross.query", normed), Split("cross.key", memory), Split("cross.value", memory), mask));
        return Norm.Layer(FedForward("decoder", y), norms["decoder.end"]);
    }

    /// <summary>What <see cref="Decode"/> gives at the next position, from a cache of the ones before: [b 1 d] → [b 1 d].</summary>
    public Tensor DecodeNext(Tensor y, KeyValueCache cache, AttentionMask? mask)
    {
        var normed = Norm.Layer(y, norms["decoder"]);
        var query = Turned("decoder.query", normed, cache.Length);
        var (keys, values) = cache.Append(0, Turned("decoder.key", normed, cache.Length), Split("decoder.value", normed));
        y += Output("decoder", Attend.Fast(query, keys, values, null));
        (keys, values) = cache.Cross(0);
        y += Output("cross", Attend.One(Split("cross.query", Norm.Layer(y, norms["cross"])), keys, values, mask));
        cache.Advance();
        return Norm.Layer(FedForward("decoder", y), norms["decoder.end"]);
    }

    /// <summary>A cache for memory [b s d] and up to <paramref name="length"/> tokens, of b rows or several for each.</summary>
    public KeyValueCache Cache(Tensor memory, int length, long? rows = null)
    {
        var cache = new KeyValueCache(1, rows ?? memory.size(0), heads, (int)memory.size(2) / heads, length, dtype: memory.dtype);
        cache.KeepCross(0, Split("cross.key", memory), Split("cross.value", memory));
        return cache;
    }

    private Tensor Split(string map, Tensor x) => Heads.Split(Linear.Apply(x, maps[map]), heads);

    private Tensor Turned(string map, Tensor x, long offset = 0) =>
        turns is null ? Split(map, x) : Rotary.Apply(Split(map, x), turns, offset);

    private Tensor Output(string place, Tensor attended) => Linear.Apply(Heads.Join(attended), maps[$"{place}.output"]);

    private Tensor FedForward(string trunk, Tensor x) => x + FeedForward.Relu(
        Norm.Layer(x, norms[$"{trunk}.feedforward"]), maps[$"{trunk}.up"], maps[$"{trunk}.down"], Dropout.Off);
}
