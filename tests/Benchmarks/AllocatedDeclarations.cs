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

// Of it time alone is told: so few steps are of its soft stage, which masks and saves nothing, and inference prunes by thresholds hardly learned.
[Variant<Dense>, TokenPruning]
public partial record Thresholds;

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
