using Heed.Allocation;

namespace Heed.Tests.Emitted;

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, KeyValueHeads = 1, MaximumLength = 10)]
[Greedy(RepetitionPenalty = 1.5)]
public partial record ByGreedy(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, KeyValueHeads = 1, MaximumLength = 10)]
[Beam(Width = 3, LengthPenalty = 1, RepetitionPenalty = 1.2)]
public partial record ByBeam(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, KeyValueHeads = 1, MaximumLength = 10)]
[Sampling(Temperature = 0.8, TopK = 40, TopP = 0.9, RepetitionPenalty = 1.2)]
public partial record BySampling(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Transformer(Positions = Positions.Rotary)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Beam]
public partial record ByTurnedBeam(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Transformer(Positions = Positions.Alibi)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Beam]
public partial record ByLeaningBeam(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[AllocateMemory<MeanWindows>(Ratio = 3)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Beam]
public partial record ByRememberingBeam(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[AllocatePast<MergedTokens>(Block = 2)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Transformer(Positions = Positions.Alibi)]
[Beam]
public partial record ByRecallingBeam(ToRight ToRight, ToLeft ToLeft);

// Width 32 and more, so that numbers are there to round.
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Transformer(Output = OutputEmbedding.Free)]
[Encoder(Layers = 1, Width = 32, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Greedy(Rounding = WeightRounding.Int8)]
public partial record Rounded(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Transformer(Output = OutputEmbedding.Free)]
[Encoder(Layers = 1, Width = 32, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record NotRounded(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Decoder(Layers = 2, Width = 32, Heads = 4, KeyValueHeads = 2, MaximumLength = 10)]
[Transformer(
    Norm = NormKind.Rms, Placement = NormPlacement.Post, Activation = Activation.SwiGlu, Positions = Positions.Alibi,
    Output = OutputEmbedding.Free, Precision = Precision.BFloat16)]
[Beam(Rounding = WeightRounding.Int8)]
public partial record SpeaksRounded(Speak Speak);
