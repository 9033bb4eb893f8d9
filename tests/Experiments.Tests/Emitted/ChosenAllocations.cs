using Heed.Allocation;

namespace Heed.Tests.Emitted;

// Each differs from Apart by an allocation of attention, and by what that meets.
[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[SpatialPooling]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Pooled(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[SpatialPooling(Ratio = 3, By = WindowPooling.Max, FromLayer = 1)]
[Transformer(Positions = Positions.Rotary)]
[Encoder(Layers = 2, Width = 8, Heads = 2, KeyValueHeads = 1, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record PooledTurned(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[SpatialPooling(Ratio = 2)]
[Transformer(Positions = Positions.Alibi, Placement = NormPlacement.Post, GradientCheckpointing = GradientCheckpointing.EveryLayer)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record PooledLeaning(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Allocate<TopTokens>]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Kept(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Allocate<TopTokens>(Ratio = 1.25)]
[Allocate<TopTokens>(FromLayer = 1, Ratio = 2)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Narrowed(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Allocate<FusedTokens>(Ratio = 1.5, Layers = 2)]
[Transformer(Positions = Positions.Rotary)]
[Encoder(Layers = 3, Width = 8, Heads = 2, KeyValueHeads = 1, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record FusedTurned(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Allocate<MergedTokens>(FromLayer = 1)]
[Transformer(Positions = Positions.Alibi, Placement = NormPlacement.Post)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record MergedLeaning(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[SpatialPooling]
[Allocate<TopTokens>(Ratio = 1.5)]
[Allocate<MeanWindows>(FromLayer = 2)]
[Transformer(Positions = Positions.Alibi)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Hybrid(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Allocate<MergedTokens>(Ratio = 1.25)]
[Allocate<FusedTokens>(FromLayer = 1, Ratio = 1.5)]
[Allocate<MeanWindows>(FromLayer = 2)]
[Allocate<MaxWindows>(FromLayer = 3)]
[Transformer(Positions = Positions.Rotary)]
[Encoder(Layers = 4, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record InTurn(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[SpatialPooling(By = WindowPooling.Convolution, FromLayer = 1)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.Key, In = Trunk.Encoder)]
public partial record Convolved(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[SpatialPooling(By = WindowPooling.Projection)]
[Transformer(Positions = Positions.Learned, GradientCheckpointing = GradientCheckpointing.EveryLayer)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Projected(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[TemporalPooling(FromLayer = 1)]
[Transformer(Positions = Positions.Rotary)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Joined(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[TemporalPooling(By = StepPooling.Queries, FromLayer = 1)]
[Transformer(Positions = Positions.Alibi)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Asked(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Routing(FromLayer = 1, Ratio = 1.5)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Routed(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Latents(Count = 4, FromLayer = 1)]
[Transformer(Positions = Positions.Rotary)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Perceiving(ToRight ToRight, ToLeft ToLeft);

// Queries are asked of all that is there: in the layer of the latents, of these.
[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[TemporalPooling(By = StepPooling.Queries)]
[Latents(Count = 3, FromLayer = 1)]
[Transformer(Positions = Positions.Alibi)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record PerceivingAsked(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[AllocateMemory<MeanWindows>]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Remembering(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[AllocateMemory<MergedTokens>(Ratio = 1.5)]
[Allocate<TopTokens>(Ratio = 1.5)]
[Transformer(Positions = Positions.Rotary)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record RememberingMerged(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[AdaptiveSpan(Ramp = 3, Start = 1)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.Key, In = Trunk.Encoder)]
public partial record Spanned(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[AdaptiveSpan(Ramp = 2, Start = 2, FromLayer = 1)]
[Transformer(Positions = Positions.Alibi, Placement = NormPlacement.Post, GradientCheckpointing = GradientCheckpointing.EveryLayer)]
[Encoder(Layers = 3, Width = 8, Heads = 2, KeyValueHeads = 1, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record SpannedLeaning(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[AdaptiveSpan(In = Trunk.Decoder, Ramp = 3, Start = 1)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.Key, In = Trunk.Decoder)]
public partial record LookingBack(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[AdaptiveSpan(In = Trunk.Both, Ramp = 2, Start = 2)]
[Transformer(Positions = Positions.Alibi, Placement = NormPlacement.Post, GradientCheckpointing = GradientCheckpointing.EveryLayer)]
[Encoder(Layers = 3, Width = 8, Heads = 2, KeyValueHeads = 1, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record LookingAround(ToRight ToRight, ToLeft ToLeft);

// Half of the steps are soft: general laws run a few more.
[Experiment(Seed = 3, Steps = 24)]
[Tokenizer(Vocabulary = 300)]
[TokenPruning(Threshold = 2.3)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.Key, In = Trunk.Encoder)]
public partial record Thresholded(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3, Steps = 24)]
[Tokenizer(Vocabulary = 300)]
[TokenPruning(Threshold = 2.3, FromLayer = 1)]
[SpatialPooling]
[Transformer(Positions = Positions.Alibi, Placement = NormPlacement.Post)]
[Encoder(Layers = 3, Width = 8, Heads = 2, KeyValueHeads = 1, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record ThresholdedLeaning(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3, Steps = 24)]
[Tokenizer(Vocabulary = 300)]
[Routing(Every = 8)]
[TemporalPooling(FromLayer = 1)]
[Allocate<TopTokens>(Ratio = 1.5, FromLayer = 1)]
[TokenPruning(Threshold = 5, FromLayer = 2)]
[Transformer(Positions = Positions.Rotary)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record ThresholdedLast(ToRight ToRight, ToLeft ToLeft);

// At first budgets are of all positions: what smaller ones leave is TokenRetentionLaws'.
[Experiment(Seed = 3, Steps = 24)]
[Tokenizer(Vocabulary = 300)]
[TokenRetention]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.Key, In = Trunk.Encoder)]
public partial record Retained(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3, Steps = 24)]
[Tokenizer(Vocabulary = 300)]
[TokenRetention(Penalty = 1e-3, Rate = 20, FromLayer = 1)]
[SpatialPooling]
[Transformer(Positions = Positions.Alibi, Placement = NormPlacement.Post)]
[Encoder(Layers = 3, Width = 8, Heads = 2, KeyValueHeads = 1, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record RetainedLeaning(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3, Steps = 24)]
[Tokenizer(Vocabulary = 300)]
[Routing(Every = 8)]
[TemporalPooling(FromLayer = 1)]
[Allocate<TopTokens>(Ratio = 1.5, FromLayer = 1)]
[TokenRetention(FromLayer = 2)]
[AdaptiveSpan(In = Trunk.Decoder, Ramp = 3, Start = 1)]
[Transformer(Positions = Positions.Rotary)]
[Encoder(Layers = 3, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record RetainedLast(ToRight ToRight, ToLeft ToLeft);

// Of the targets of general laws, which compare with whole passes, no position leaves: what becomes of longer ones is EvictionLaws'.
[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[CacheEviction(Budget = 9, Recent = 3)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Evicting(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[CacheEviction(Budget = 9, Recent = 3, FromLayer = 1)]
[Transformer(Positions = Positions.Alibi, Placement = NormPlacement.Post, Scale = AttentionScale.None)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, KeyValueHeads = 1, MaximumLength = 10)]
public partial record EvictingLeaning(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[AllocatePast<MeanWindows>(Block = 2)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Recalling(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[AllocatePast<MergedTokens>(Ratio = 1.5, Block = 3)]
[Transformer(Positions = Positions.Rotary, GradientCheckpointing = GradientCheckpointing.EveryLayer)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, KeyValueHeads = 1, MaximumLength = 10)]
public partial record RecallingMerged(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[AllocatePast<MaxWindows>(Block = 2, FromLayer = 1), AllocateMemory<MeanWindows>, TemporalPooling]
[Transformer(Positions = Positions.Alibi, Placement = NormPlacement.Post, Scale = AttentionScale.None)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, KeyValueHeads = 1, MaximumLength = 10)]
public partial record RecallingLeaning(ToRight ToRight, ToLeft ToLeft);
