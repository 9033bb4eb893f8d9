using FsCheck;
using FsCheck.Fluent;
using Heed.Allocation;
using Heed.Attention;
using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>Attention to a past in blocks to try: shapes, what reduces blocks, and the seed of all numbers in it.</summary>
public sealed record PastCase(int Batch, int Groups, int Shared, int Length, int Block, string By, double Ratio, int Seed)
{
    private const int Width = 2;

    /// <summary>Texts of one position, of less than a block, of just so many blocks and of one position more; blocks of one position.</summary>
    public static Gen<PastCase> Any { get; } =
        from batch in Gen.Choose(1, 3)
        from groups in Gen.Choose(1, 3)
        from shared in Gen.Choose(1, 2)
        from block in Gen.Choose(1, 5)
        from length in Gen.OneOf(Gen.Choose(1, 24), Gen.Choose(1, 5).Select(blocks => blocks * block), Gen.Choose(2, 4).Select(blocks => (blocks * block) + 1))
        from kind in Gen.Elements(nameof(MeanWindows), nameof(MaxWindows), nameof(MergedTokens), nameof(ConvolvedWindows), nameof(FirstOfAll))
        from ratio in Gen.Elements(1, 2, 3, 7)
        from seed in Gen.Choose(0, int.MaxValue)
        select new PastCase(batch, groups, shared, length, block, kind, kind == nameof(MergedTokens) ? Math.Min(ratio, 1.5) : ratio, seed);

    /// <summary>What is declared.</summary>
    internal PastSpec Spec => Ways.Declare(new() { Ratio = Ratio, Block = Block });

    /// <summary>The slopes of the heads, if any.</summary>
    internal Tensor? Slopes => Seed % 3 == 0 ? Alibi.Slopes(Groups * Shared) : null;

    /// <summary>Whether something lies behind.</summary>
    internal bool Folds => Spec.Behind(0, Length) > 0;

    /// <summary>What a layer reads, [b t d].</summary>
    internal Tensor States(ScalarType dtype = ScalarType.Float32) => new Draw(Seed, dtype).Normal(Batch, Length, Groups * Width);

    /// <summary>Queries that depend on their positions alone, as keys and values do.</summary>
    internal Tensor Queries(Tensor states) => Heads.Split((states * Constant.Of(1.7)).repeat(1, 1, Shared), Groups * Shared);

    /// <summary>Keys of states, and values.</summary>
    internal (Tensor Keys, Tensor Values) Keys(Tensor states) => (Heads.Split(states, Groups), Heads.Split(states.flip(2).Plus(Constant.Of(0.1)), Groups));

    /// <summary>What is left of blocks that lie behind.</summary>
    internal PastBlocks Past(Tensor states, PastSpec? spec = null) => Ways.Past(states, spec ?? Spec);

    /// <summary>What is left of one block.</summary>
    internal Sequence Left(Sequence block) => Ways.Left(block, Spec);

    /// <summary>The attention of a whole text, in the form to train with, or to look into.</summary>
    internal (Tensor Output, Tensor? Weights) Attend(Tensor states, PastSpec? spec = null, bool observed = false)
    {
        var (past, (keys, values)) = (Past(states, spec), Keys(states));
        var (pastKeys, pastValues) = Keys(past.States);
        var causal = AttentionMask.Causal(Length);
        if (Slopes is { } slopes)
            causal = causal.Biased(Alibi.Bias(slopes, Length, Length));
        using var recorder = new AttentionRecorder();
        var output = past.Attend(observed ? recorder : AttentionRecorder.Off, 0, Queries(states), keys, values, pastKeys, pastValues, causal, Constant.Of(0.7), Slopes);
        return (output, observed ? recorder.Maps.Single().Weights.clone() : null);
    }

    private (Func<PastSpec, PastSpec> Declare, Func<Tensor, PastSpec, PastBlocks> Past, Func<Sequence, PastSpec, Sequence> Left) Ways => By switch
    {
        nameof(MeanWindows) => Of<MeanWindows>(),
        nameof(MaxWindows) => Of<MaxWindows>(),
        nameof(MergedTokens) => Of<MergedTokens>(),
        nameof(ConvolvedWindows) => Of<ConvolvedWindows>(),
        _ => Of<FirstOfAll>(),
    };

    private static (Func<PastSpec, PastSpec>, Func<Tensor, PastSpec, PastBlocks>, Func<Sequence, PastSpec, Sequence>) Of<T>()
        where T : ICausalPlace => (
            Reduction.Spec<T>,
            (states, spec) => PastBlocks.Of<T>(states, spec, 0, Held<T>(states, spec)),
            (block, spec) => PastBlocks.Of<T>(block, spec, Held<T>(block.States, spec)));

    private static HeldWeights Held<T>(Tensor states, PastSpec spec)
        where T : ICausalPlace => HeldWeights.Of<T>(new WeightStore(new Owner(), 3, dtype: states.dtype), "past", (int)states.size(-1), spec.Ratio, spec.Block);
}
