using Heed.Allocation;
using Heed.Layers;
using Heed.Planning;

namespace Heed.Tests.Emitted;

// Allocations that hold weights, built in and of one's own, in all places where they may stand.
[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Allocate<ConvolvedWindows>]
[Allocate<GatedMeans>(FromLayer = 1)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.Key, In = Trunk.Encoder)]
public partial record LearnedInTurn(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[AllocatePast<ConvolvedWindows>(Block = 2, FromLayer = 1), AllocateMemory<ConvolvedWindows>]
[Transformer(Positions = Positions.Rotary, GradientCheckpointing = GradientCheckpointing.EveryLayer)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, KeyValueHeads = 1, MaximumLength = 10)]
[Share(Projection.Key, In = Trunk.Decoder)]
public partial record RecallingConvolved(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Allocate<GatedMeans>]
[Allocate<GatedMeans>(FromLayer = 1)]
[AllocateMemory<ConvolvedWindows>]
[AllocatePast<ConvolvedWindows>(Block = 2)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.Key, In = Trunk.Decoder, FromLayer = 1)]
public partial record LearnedEverywhere(ToRight ToRight, Fill Fill, Speak Speak);

/// <summary>An allocation of one's own that learns: the means of neighbours, of which a gate says what counts.</summary>
public sealed class GatedMeans : IEncoderPlace
{
    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Windows(length, ratio);

    /// <inheritdoc/>
    public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) => [new LearnedWeight.Linear("gate", width, 1), new LearnedWeight.Vector("bias", width)];

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<TorchSharp.torch.Tensor> received, double ratio, HeldWeights weights) => ratio == 1
        ? Reduction.Whole(sequence)
        : MeanWindows.Of(sequence with { States = (sequence.States * Linear.Apply(sequence.States, weights.Linear("gate")).sigmoid()).Plus(weights.Vector("bias")) }, ratio);
}
