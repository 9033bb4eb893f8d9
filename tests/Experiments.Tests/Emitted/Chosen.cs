namespace Heed.Tests.Emitted;

// Each differs from Apart by one choice, or shares what the choice brings.
[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Norm = NormKind.Rms)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Rms(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Placement = NormPlacement.Post)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Post(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Norm = NormKind.Rms, Placement = NormPlacement.Post)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.Norm)]
public partial record RmsPost(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Activation = Activation.Gelu)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Gelu(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Activation = Activation.SwiGlu)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record SwiGlu(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12, KeyValueHeads = 1)]
[Decoder(Layers = 2, MaximumLength = 10, KeyValueHeads = 1)]
public partial record OneKey(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Scale = AttentionScale.Width)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record WidthScaled(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Scale = AttentionScale.None)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Unscaled(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Transformer(Positions = Positions.Learned)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Placed(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Transformer(Positions = Positions.Alibi)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Leaning(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Transformer(Positions = Positions.Rotary)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record RotaryPlaced(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Transformer(Positions = Positions.Learned)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.Embedding)]
public partial record PlacedTogether(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Output = OutputEmbedding.Free)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Freed(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(
    Norm = NormKind.Rms, Placement = NormPlacement.Post, Activation = Activation.SwiGlu, Scale = AttentionScale.Width,
    Output = OutputEmbedding.Free, Positions = Positions.Learned)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.Embedding | Projection.FeedForward)]
public partial record EveryOther(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Initializer = Initializer.XavierNormal)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record XavierNormal(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Initializer = Initializer.KaimingNormal)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record KaimingNormal(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(GradientCheckpointing = GradientCheckpointing.EveryLayer)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Checkpointed(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Initializer = Initializer.TruncatedNormal)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record TruncatedNormal(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Precision = Precision.Float32)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record InFloat32(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Precision = Precision.BFloat16)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record InBFloat16(ToRight ToRight, ToLeft ToLeft);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Precision = Precision.BFloat16, Positions = Positions.Rotary, Norm = NormKind.Rms, Activation = Activation.SwiGlu)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Beam(Width = 2)]
[MovingAverage]
[Share(Projection.All)]
public partial record EveryKindInBFloat16(ToRight ToRight, Fill Fill, Speak Speak, ByMean ByMean, Topics Topics, Rated Rated, Marked Marked);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Transformer(Precision = Precision.Float32, Positions = Positions.Rotary, Norm = NormKind.Rms, Activation = Activation.SwiGlu)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Beam(Width = 2)]
[MovingAverage]
[Share(Projection.All)]
public partial record EveryKindInFloat32(ToRight ToRight, Fill Fill, Speak Speak, ByMean ByMean, Topics Topics, Rated Rated, Marked Marked);
