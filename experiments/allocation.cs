#!/usr/bin/env dotnet
#:project ../src/Dsl
using Heed;
using Heed.Allocation;
using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

return Experiment.Run<Allocation>(args);

/// <summary>
/// Where attention is spent, and what that buys: the part of the office suite that a paragraph of its help is about, told from its bytes, and
/// what a garment is, told from its picture in patches of 2 × 2, each by an encoder of its own. `compare` tries all variants, `laws` what each allocation keeps to.
/// </summary>
[Experiment(Seed = 17, Steps = 600, BatchTokens = 6_144, ValidateEvery = 200)]
[Bytes]
[Split(Validation = 0.05, Test = 0.15)]
[Encoder(Layers = 4, Width = 64, Heads = 4, MaximumLength = 256)]
[Transformer(Activation = Activation.Gelu, Positions = Positions.Learned)]
[Regularization(Dropout = 0)]
[AdamW(LearningRate = 2e-3)]
[Schedule(Warmup = 100, Decay = Decay.Cosine)]
public partial record Allocation(Module Module, Garment Garment);

[Variant<Allocation>]
[SpatialPooling(Ratio = 4)]
public partial record MeanKeys;

[Variant<Allocation>]
[SpatialPooling(Ratio = 4, By = WindowPooling.Max)]
public partial record MaxKeys;

[Variant<Allocation>]
[SpatialPooling(Ratio = 4, By = WindowPooling.Convolution)]
public partial record ConvolvedKeys;

[Variant<Allocation>]
[SpatialPooling(Ratio = 2, By = WindowPooling.Convolution, Shape = WindowShape.Square)]
public partial record SquareKeys;

[Variant<Allocation>]
[SpatialPooling(Ratio = 2, Shape = WindowShape.Square)]
public partial record SquareMeans;

[Variant<Allocation>]
[SpatialPooling(Ratio = 2, By = WindowPooling.Max, Shape = WindowShape.Square)]
public partial record SquareMaxima;

[Variant<Allocation>]
[SpatialPooling(Ratio = 4, By = WindowPooling.Projection)]
public partial record Linformer;

[Variant<Allocation>]
[Allocate<TopTokens>(Ratio = 2, FromLayer = 1)]
public partial record Top;

[Variant<Allocation>]
[Allocate<FusedTokens>(Ratio = 2, FromLayer = 1)]
public partial record Fused;

[Variant<Allocation>]
[Allocate<MergedTokens>(Ratio = 2, FromLayer = 1)]
public partial record Merged;

[Variant<Allocation>]
[Allocate<NovelTokens>(Ratio = 2, FromLayer = 1)]
public partial record Novel;

[Variant<Allocation>]
[Allocate<UnlikeNeighbours>(Ratio = 2, FromLayer = 1)]
public partial record Unlike;

[Variant<Allocation>]
[Allocate<MeanWindows>(Ratio = 2, FromLayer = 1)]
public partial record MeanSteps;

[Variant<Allocation>]
[Allocate<MaxWindows>(Ratio = 2, FromLayer = 1)]
public partial record MaxSteps;

[Variant<Allocation>]
[Allocate<ConvolvedWindows>(Ratio = 2, FromLayer = 1)]
public partial record ConvolvedSteps;

[Variant<Allocation>]
[Allocate<GatedMeans>(Ratio = 2, FromLayer = 1)]
public partial record Gated;

[Variant<Allocation>]
[TemporalPooling(Stride = 2, FromLayer = 1)]
public partial record Pyramid;

[Variant<Allocation>]
[TemporalPooling(Stride = 2, Shape = WindowShape.Square, FromLayer = 1)]
public partial record PatchMerging;

[Variant<Allocation>]
[TemporalPooling(Stride = 2, By = StepPooling.Queries, FromLayer = 1)]
public partial record Funnel;

[Variant<Allocation>]
[TemporalPooling(Stride = 2, By = StepPooling.Queries, Shape = WindowShape.Square, FromLayer = 1)]
public partial record SquareFunnel;

[Variant<Allocation>]
[Routing(Ratio = 2, FromLayer = 1)]
public partial record Depths;

[Variant<Allocation>]
[Latents(Count = 32)]
public partial record Perceiver;

[Variant<Allocation>]
[AdaptiveSpan(Ramp = 16)]
public partial record Spans;

[Variant<Allocation>]
[TokenPruning(Penalty = 0.2, Temperature = 0.25, Threshold = 2, FromLayer = 1)]
public partial record Thresholds;

[Variant<Allocation>]
[TokenRetention(FromLayer = 1)]
public partial record Budgets;

[Variant<Allocation>]
[TemporalPooling(Stride = 2, FromLayer = 1)]
[SpatialPooling(Ratio = 4)]
public partial record PyramidOfMeans;

[Variant<Allocation>]
[TemporalPooling(Stride = 2, FromLayer = 1)]
[Allocate<TopTokens>(Ratio = 2, FromLayer = 2)]
public partial record PyramidOfTop;

[Task("data/help.en-fr.tsv.gz")]
public partial record Module([Input, Text("en")] string English, [Target, Label("module")] string Name);

[Task("data/fashion.train-images.idx.gz", Test = "data/fashion.test-images.idx.gz", Sample = "data/fashion.images.idx.gz")]
public partial record Garment([Input, Image("image", Width = 28, Height = 28, Patch = 2)] Picture Picture, [Target, Label("label")] Kind Kind);

/// <summary>The classes, in the order of their numbers.</summary>
public enum Kind
{
    TShirt,
    Trouser,
    Pullover,
    Dress,
    Coat,
    Sandal,
    Shirt,
    Sneaker,
    Bag,
    AnkleBoot,
}

/// <summary>
/// An allocation of one's own: positions go on whose states are unlike the one before them, and what repeats its neighbour skips what follows.
/// No paper has it; it shows what it takes.
/// </summary>
public sealed class NovelTokens : IEncoderPlace
{
    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Share(length, ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights)
    {
        var unit = nn.functional.normalize(sequence.States.detach().to(float32), dim: -1);                  // [b s d]
        var before = cat([zeros_like(unit.narrow(1, 0, 1)), unit.narrow(1, 0, sequence.Length - 1)], 1);   // the first has none
        var likeness = (unit * before).sum(-1);                                                            // [b s]
        return Reduction.Keep(sequence, -likeness, length => Left(length, ratio));
    }
}

/// <summary>
/// Another, which learns: of neighbours the mean goes on, and a gate learns what of each counts in it. It begins as <see cref="MeanWindows"/>.
/// </summary>
public sealed class GatedMeans : IEncoderPlace
{
    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Windows(length, ratio);

    /// <inheritdoc/>
    public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) => [new LearnedWeight.Vector("gate", width)];

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights)
    {
        if (ratio == 1)
            return Reduction.Whole(sequence);
        var opens = (sequence.States * weights.Vector("gate")).sum(-1, keepdim: true).sigmoid(); // [b s 1], half at first
        return MeanWindows.Of(sequence with { States = sequence.States * opens * Constant.Of(2) }, ratio);
    }
}

/// <summary>
/// Another, which knows rows and columns: patches go on that are unlike those beside, above and below them. A text is a single row.
/// </summary>
public sealed class UnlikeNeighbours : IGridPlace
{
    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Share(length, ratio);

    /// <inheritdoc/>
    public static double Flops(long length, long width) => 2.0 * length * length * width;

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights)
    {
        var (row, column) = sequence.Grid?.At(sequence.Places) ?? (zeros_like(sequence.Places), sequence.Places); // [b s]
        var near = (Apart(row) + Apart(column)).eq(Constant.Of(1)).logical_and(sequence.Real.unsqueeze(1)).to(float32);        // [b s s]
        var unit = nn.functional.normalize(sequence.States.detach().to(float32), dim: -1);                       // [b s d]
        var likeness = (unit.bmm(unit.transpose(1, 2)) * near).sum(-1) / near.sum(-1).clamp_min(Constant.Of(1));              // [b s]
        return Reduction.Keep(sequence, -likeness, length => Left(length, ratio));

        static Tensor Apart(Tensor at) => (at.unsqueeze(2) - at.unsqueeze(1)).abs();
    }
}
