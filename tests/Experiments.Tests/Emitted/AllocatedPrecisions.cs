using Heed.Allocation;

namespace Heed.Tests.Emitted;

// Most of the allocations that there are, in the type of wide models; and the same in float32, to compare with.
[Experiment(Seed = 3, Steps = 6)]
[Tokenizer(Vocabulary = 300)]
[TemporalPooling]
[SpatialPooling(By = WindowPooling.Convolution)]
[Allocate<FusedTokens>(Ratio = 1.5)]
[Routing(FromLayer = 1, Ratio = 1.5)]
[TokenRetention(FromLayer = 2)]
[AllocateMemory<MergedTokens>(Ratio = 1.5)]
[AllocatePast<MeanWindows>(Block = 2)]
[Transformer(Precision = Precision.BFloat16, Positions = Positions.Alibi)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record ReducingInBFloat16(ToRight ToRight, ToLeft ToLeft);

[Variant<ReducingInBFloat16>]
[Transformer(Precision = Precision.Float32, Positions = Positions.Alibi)]
public partial record ReducingInFloat32;

[Experiment(Seed = 3, Steps = 6)]
[Tokenizer(Vocabulary = 300)]
[TemporalPooling(By = StepPooling.Queries)]
[SpatialPooling(By = WindowPooling.Projection)]
[Latents(Count = 4, FromLayer = 1)]
[TokenPruning(Threshold = 2.3, FromLayer = 2)]
[AdaptiveSpan(In = Trunk.Decoder, Ramp = 3, Start = 1)]
[Transformer(Precision = Precision.BFloat16, Positions = Positions.Learned)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record PerceivingInBFloat16(ToRight ToRight, ToLeft ToLeft);

[Variant<PerceivingInBFloat16>]
[Transformer(Precision = Precision.Float32, Positions = Positions.Learned)]
public partial record PerceivingInFloat32;

[Experiment(Seed = 3, Steps = 6)]
[Tokenizer(Vocabulary = 300)]
[Allocate<ConvolvedWindows>]
[Allocate<GatedMeans>(FromLayer = 1)]
[AllocateMemory<ConvolvedWindows>]
[AllocatePast<ConvolvedWindows>(Block = 2)]
[Greedy(Rounding = WeightRounding.Int8)]
[Transformer(Precision = Precision.BFloat16)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record LearningInBFloat16(ToRight ToRight, ToLeft ToLeft);

[Variant<LearningInBFloat16>]
[Transformer(Precision = Precision.Float32)]
public partial record LearningInFloat32;
