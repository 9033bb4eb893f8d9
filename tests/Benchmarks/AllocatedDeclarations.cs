using Heed.Allocation;

namespace Heed.Benchmarks;

/// <summary>An encoder of bytes, densely attending: what its variants allocate otherwise.</summary>
[Experiment]
[Bytes]
[Encoder(Layers = 4, Width = 256, Heads = 4, MaximumLength = 2_048)]
public partial record Dense(Page Page);

[Task("data/help.en-fr.tsv.gz")]
public partial record Page([Input, Text("en")] string English, [Target, Label("module")] Kind Kind);

[Variant<Dense>, SpatialPooling(Ratio = 4)]
public partial record MeanKeys;

[Variant<Dense>, SpatialPooling(Ratio = 4, By = WindowPooling.Max)]
public partial record MaxKeys;

[Variant<Dense>, SpatialPooling(Ratio = 4, By = WindowPooling.Convolution)]
public partial record ConvolvedKeys;

[Variant<Dense>, SpatialPooling(Ratio = 8, By = WindowPooling.Projection)]
public partial record Linformer;

[Variant<Dense>, Allocate<TopTokens>]
public partial record Top;

[Variant<Dense>, Allocate<FusedTokens>]
public partial record Fused;

[Variant<Dense>, Allocate<MergedTokens>]
public partial record Merged;

[Variant<Dense>, Allocate<MeanWindows>]
public partial record MeanSteps;

[Variant<Dense>, Allocate<MaxWindows>]
public partial record MaxSteps;

[Variant<Dense>, Allocate<ConvolvedWindows>]
public partial record ConvolvedSteps;

[Variant<Dense>, TemporalPooling]
public partial record Pyramid;

[Variant<Dense>, TemporalPooling(Stride = 4)]
public partial record SteepPyramid;

[Variant<Dense>, TemporalPooling(By = StepPooling.Queries)]
public partial record Funnel;

[Variant<Dense>, Routing(Every = 1)]
public partial record Depths;

[Variant<Dense>, Latents(Count = 32)]
public partial record Perceiver;

[Variant<Dense>, AdaptiveSpan]
public partial record Spans;

[Variant<Dense>, AdaptiveSpan(Start = 64)]
public partial record WideSpans;

// Thresholds as they are at first; budgets are set to half.
[Variant<Dense>, TokenPruning(Threshold = 2)]
public partial record Thresholds;

[Variant<Dense>, TokenRetention]
public partial record Budgets;

[Variant<Dense>, TemporalPooling, SpatialPooling(Ratio = 4)]
public partial record PyramidOfMeans;

[Variant<Dense>, TemporalPooling, Allocate<TopTokens>(FromLayer = 1)]
public partial record PyramidOfTop;

/// <summary>A decoder of bytes, densely attending to those before.</summary>
[Experiment]
[Bytes]
[Decoder(Layers = 4, Width = 256, Heads = 4, MaximumLength = 2_048)]
public partial record DenseWriter(Writing Writing);

[Task("data/help.en-fr.tsv.gz")]
public partial record Writing([Causal, Text("en")] string English);

[Variant<DenseWriter>, AdaptiveSpan(In = Trunk.Decoder)]
public partial record NearWriter;

[Variant<DenseWriter>, AllocatePast<MeanWindows>(Ratio = 8, Block = 32)]
public partial record MeanPast;

[Variant<DenseWriter>, AllocatePast<MaxWindows>(Ratio = 8, Block = 32)]
public partial record MaxPast;

[Variant<DenseWriter>, AllocatePast<ConvolvedWindows>(Ratio = 8, Block = 32)]
public partial record ConvolvedPast;

[Variant<DenseWriter>, AllocatePast<MergedTokens>(Ratio = 2, Block = 32)]
public partial record MergedPast;

[Variant<DenseWriter>, CacheEviction(Budget = 64, Recent = 32)]
public partial record EvictingWriter;

/// <summary>An encoder of bytes and a decoder of bytes that densely attends to it.</summary>
[Experiment]
[Bytes]
[Encoder(Layers = 4, Width = 256, Heads = 4, MaximumLength = 2_048)]
[Decoder(Layers = 4, MaximumLength = 2_048)]
public partial record DenseTranslator(Rewriting Rewriting);

[Task("data/help.en-fr.tsv.gz")]
public partial record Rewriting([Input, Text("en")] string English, [Target, Text("fr")] string French);

[Variant<DenseTranslator>, AllocateMemory<MeanWindows>(Ratio = 4)]
public partial record MeanMemory;

[Variant<DenseTranslator>, AllocateMemory<MaxWindows>(Ratio = 4)]
public partial record MaxMemory;

[Variant<DenseTranslator>, AllocateMemory<ConvolvedWindows>(Ratio = 4)]
public partial record ConvolvedMemory;

[Variant<DenseTranslator>, AllocateMemory<MergedTokens>(Ratio = 2)]
public partial record MergedMemory;

/// <summary>An encoder of pictures in patches, densely attending.</summary>
[Experiment]
[Encoder(Layers = 4, Width = 256, Heads = 4, MaximumLength = 2_048)]
public partial record DenseSeer(Sheet Sheet);

[Task("data/fashion.images.idx.gz")]
public partial record Sheet([Input, Image("image", Width = 64, Height = 32, Patch = 2)] Picture Picture, [Target, Label("label")] Kind Kind);

[Variant<DenseSeer>, SpatialPooling(Ratio = 2, Shape = WindowShape.Square)]
public partial record SquareMeans;

[Variant<DenseSeer>, SpatialPooling(Ratio = 2, By = WindowPooling.Max, Shape = WindowShape.Square)]
public partial record SquareMaxima;

[Variant<DenseSeer>, SpatialPooling(Ratio = 2, By = WindowPooling.Convolution, Shape = WindowShape.Square)]
public partial record SquareKeys;

[Variant<DenseSeer>, TemporalPooling(Shape = WindowShape.Square)]
public partial record PatchMerging;

[Variant<DenseSeer>, TemporalPooling(By = StepPooling.Queries, Shape = WindowShape.Square)]
public partial record SquareFunnel;
