using Heed.Allocation;

namespace Heed.Tests.Emitted;

[Task("data/pairs.tsv")]
public partial record Fill([Masked(Rate = 0.3), Text("left")] string Left);

[Task("data/pairs.tsv")]
public partial record Speak([Causal, Text("right")] string Right);

[Task("data/kinds.tsv")]
public partial record Rated([Input, Text("text")] string Left, [Target, Number("length")] double Length);

[Task("data/kinds.tsv")]
public partial record Topics([Input, Text("text")] string Left, [Target, Labels("topics", Pooling = Pooling.Attention)] Kind[] Topics_);

[Task("data/kinds.tsv")]
public partial record Marked([Input, Text("text")] string Left, [Target, Tags("tags")] Kind[] Marks);

/// <summary>A task of every kind, with all that they can share, through layers that run again.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Transformer(GradientCheckpointing = GradientCheckpointing.EveryLayer)]
[Encoder(Layers = 1, Width = 16, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.All)]
public partial record Everything(ToRight ToRight, Fill Fill, Speak Speak, ByMean ByMean, Topics Topics, Rated Rated, Marked Marked);

/// <summary>Tags of words and nothing else.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 12)]
[Transformer(Positions = Positions.Rotary)]
public partial record Marks(Marked Marked);

/// <summary>A language model and nothing else: no encoder.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Decoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 10)]
[Transformer(Positions = Positions.Rotary)]
public partial record Speaks(Speak Speak);

/// <summary>The same with every choice that its decoder can have otherwise.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Decoder(Layers = 1, Width = 16, Heads = 4, KeyValueHeads = 2, MaximumLength = 10)]
[Transformer(
    Norm = NormKind.Rms, Placement = NormPlacement.Post, Activation = Activation.SwiGlu, Positions = Positions.Learned,
    Output = OutputEmbedding.Free, Scale = AttentionScale.Width)]
public partial record SpeaksOtherwise(Speak Speak);

/// <summary>One whose heads learn how far back they see.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Decoder(Layers = 2, Width = 16, Heads = 4, KeyValueHeads = 2, MaximumLength = 10)]
[Transformer(Positions = Positions.Rotary)]
[AdaptiveSpan(In = Trunk.Decoder, Ramp = 2, Start = 1, FromLayer = 1)]
public partial record SpeaksOfNear(Speak Speak);

/// <summary>One that reads what is left of what it read long ago.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Decoder(Layers = 2, Width = 16, Heads = 4, KeyValueHeads = 2, MaximumLength = 10)]
[Transformer(Positions = Positions.Rotary)]
[AllocatePast<MergedTokens>(Block = 2, FromLayer = 1)]
public partial record SpeaksOfThePast(Speak Speak);

/// <summary>A masked language model and nothing else, over linear biases.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 12)]
[Transformer(Positions = Positions.Alibi)]
public partial record Fills(Fill Fill);

/// <summary>A language model that goes on by beam search.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Decoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 10)]
[Transformer(Positions = Positions.Rotary)]
[Beam(Width = 3)]
public partial record SpeaksByBeam(Speak Speak);

/// <summary>A language model that goes on by sampling.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Decoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 10)]
[Transformer(Positions = Positions.Rotary)]
[Sampling]
public partial record SpeaksBySampling(Speak Speak);

/// <summary>A language model whose cache evicts, but for its first layer.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[CacheEviction(Budget = 8, Recent = 2, FromLayer = 1)]
[Decoder(Layers = 3, Width = 16, Heads = 4, KeyValueHeads = 2, MaximumLength = 24)]
[Transformer(Positions = Positions.Alibi)]
public partial record SpeaksEvicting(Speak Speak);

/// <summary>The same in every layer, by rotary positions and beam search.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[CacheEviction(Budget = 8, Recent = 2)]
[Decoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 24)]
[Transformer(Positions = Positions.Rotary)]
[Beam(Width = 3)]
public partial record SpeaksEvictingByBeam(Speak Speak);
