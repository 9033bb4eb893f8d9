using Heed.Allocation;

namespace Heed.Tests.Emitted;

[Task("data/seen.idx")]
public partial record SeenByMean(
    [Input, Image("image", Width = 8, Height = 4, Patch = 2)] Picture Picture, [Target, Label("label")] Kind Kind);

[Task("data/seen.idx")]
public partial record SeenByFirst(
    [Input, Image("image", Width = 8, Height = 4, Patch = 2)] Picture Picture, [Target, Label("label", Pooling = Pooling.First)] Kind Kind);

[Task("data/seen.idx")]
public partial record SeenByAttention(
    [Input, Image("image", Width = 8, Height = 4, Patch = 2)] Picture Picture, [Target, Label("label", Pooling = Pooling.Attention)] Kind Kind);

[Task("data/seen.idx")]
public partial record SeenNumber(
    [Input, Image("image", Width = 8, Height = 4, Patch = 2)] Picture Picture, [Target, Number("label", Pooling = Pooling.First)] double Side);

[Task("data/seen.idx")]
public partial record SeenSet([Input, Image("image", Width = 8, Height = 4, Patch = 2)] Picture Picture, [Target, Labels("label")] Kind[] Kinds);

/// <summary>What is told of pictures otherwise than one class.</summary>
[Experiment]
[Encoder(Layers = 1, Width = 16, Heads = 2, MaximumLength = 12)]
[Transformer(Positions = Positions.Learned)]
[Share(Projection.All)]
public partial record SeesOtherwise(SeenNumber SeenNumber, SeenSet SeenSet);

/// <summary>Three ways to pool one encoder of pictures, and nothing of text.</summary>
[Experiment]
[Encoder(Layers = 1, Width = 16, Heads = 2, MaximumLength = 12)]
[Transformer(Positions = Positions.Learned, GradientCheckpointing = GradientCheckpointing.EveryLayer)]
[Share(Projection.All)]
public partial record Sees(SeenByMean SeenByMean, SeenByFirst SeenByFirst, SeenByAttention SeenByAttention);

/// <summary>Pictures, texts to tell of and texts to write, through one encoder.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 12)]
[Transformer(Positions = Positions.Alibi)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Share(Projection.Attention | Projection.FeedForward | Projection.Embedding)]
public partial record SeesAndReads(SeenByMean SeenByMean, ByMean ByMean, ToRight ToRight);

/// <summary>Pictures alone, whose likest patches are merged, and of which few go on.</summary>
[Experiment]
[Encoder(Layers = 3, Width = 16, Heads = 2, MaximumLength = 12)]
[Allocate<MergedTokens>]
[Allocate<FusedTokens>(FromLayer = 2)]
[Transformer(Positions = Positions.Alibi)]
[Share(Projection.All)]
public partial record SeesLess(SeenByMean SeenByMean, SeenByFirst SeenByFirst);

/// <summary>Pictures and texts, through an encoder in which fewer positions go on.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 12)]
[Allocate<TopTokens>]
[Transformer(Positions = Positions.Rotary)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Share(Projection.Attention | Projection.FeedForward | Projection.Embedding)]
public partial record SeesAndReadsLess(SeenByMean SeenByMean, ByMean ByMean, ToRight ToRight);

/// <summary>Pictures and texts of which latents are made.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 12)]
[Latents(Count = 3)]
[Transformer(Positions = Positions.Learned)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Share(Projection.Attention | Projection.FeedForward)]
public partial record SeesAndReadsLatents(SeenByMean SeenByMean, ByMean ByMean, ToRight ToRight);

/// <summary>Squares of patches become keys by a convolution.</summary>
[Experiment]
[Encoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 12)]
[SpatialPooling(Shape = WindowShape.Square, By = WindowPooling.Convolution, FromLayer = 1)]
[Transformer(Positions = Positions.Learned)]
[Share(Projection.All)]
public partial record SeesSquares(SeenByMean SeenByMean, SeenByFirst SeenByFirst);

/// <summary>Squares of patches are merged, and what is left is attended to as means of squares.</summary>
[Experiment]
[Encoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 40)]
[TemporalPooling(Shape = WindowShape.Square, FromLayer = 1)]
[SpatialPooling(Shape = WindowShape.Square)]
[Transformer(Positions = Positions.Rotary)]
[Share(Projection.All)]
public partial record SeesMerged(SeenWideByMean SeenWideByMean, SeenWideByFirst SeenWideByFirst);

/// <summary>Pictures in squares beside texts in lines, each task with a model of its own.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 40)]
[TemporalPooling(Shape = WindowShape.Square)]
[SpatialPooling(Shape = WindowShape.Square, By = WindowPooling.Convolution)]
[Decoder(Layers = 1, MaximumLength = 10)]
public partial record SeesAndReadsSquares(SeenWideByMean SeenWideByMean, ByMean ByMean, ToRight ToRight);

/// <summary>Squares ask, then keys are squares of what is left, and in the end fewer go on.</summary>
[Experiment]
[Encoder(Layers = 3, Width = 16, Heads = 2, MaximumLength = 40)]
[TemporalPooling(Shape = WindowShape.Square, By = StepPooling.Queries)]
[SpatialPooling(Shape = WindowShape.Square)]
[Allocate<FusedTokens>(FromLayer = 2)]
[Share(Projection.All)]
public partial record SeesAsked(SeenWideByMean SeenWideByMean, SeenWideByFirst SeenWideByFirst);

/// <summary>Squares of patches are joined, and of these those of the upper rows go on.</summary>
[Experiment]
[Encoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 40)]
[TemporalPooling(Shape = WindowShape.Square)]
[Allocate<UpperPatches>(Ratio = 2)]
public partial record SeesUpper(SeenTallByFirst SeenTallByFirst, SeenTallByMean SeenTallByMean);

[Task("data/seen.idx")]
public partial record SeenWideByMean([Input, Image("image", Width = 16, Height = 8, Patch = 2)] Picture Picture, [Target, Label("label")] Kind Kind);

[Task("data/seen.idx")]
public partial record SeenWideByFirst(
    [Input, Image("image", Width = 16, Height = 8, Patch = 2)] Picture Picture, [Target, Label("label", Pooling = Pooling.First)] Kind Kind);

[Task("data/seen.idx")]
public partial record SeenTallByFirst(
    [Input, Image("image", Width = 8, Height = 16, Patch = 2)] Picture Picture, [Target, Label("label", Pooling = Pooling.First)] Kind Kind);

[Task("data/seen.idx")]
public partial record SeenTallByMean([Input, Image("image", Width = 8, Height = 16, Patch = 2)] Picture Picture, [Target, Label("label")] Kind Kind);

/// <summary>Those that stand highest go on.</summary>
public sealed class UpperPatches : IGridPlace
{
    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Heed.Planning.Remaining.Share(length, ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<TorchSharp.torch.Tensor> received, double ratio, HeldWeights weights) =>
        Reduction.Keep(sequence, -sequence.Grid!.At(sequence.Places).Row, length => Left(length, ratio));
}
