namespace Heed.Tests.Emitted;

[Task("data/pairs.tsv")]
public partial record ToRight([Input, Text("left")] string Left, [Target, Text("right")] string Right);

[Task("data/pairs.tsv")]
public partial record ToLeft([Input, Text("right")] string Right, [Target, Text("left")] string Left);

[Task("data/pairs.tsv")]
public partial record Echo([Input, Text("left")] string Left, [Target, Text("left")] string Again);

[Experiment(Seed = 3)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
public partial record Apart(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.All)]
public partial record Together(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.AttentionWeights)]
public partial record SameWeights(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.Value)]
public partial record SameValues(ToRight ToRight, ToLeft ToLeft);

/// <summary>Two of three share attention and feed-forward; two pairs with a task in common make all three share their norms.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Share<ToRight, ToLeft>(Projection.Attention | Projection.FeedForward | Projection.Norm)]
[Share<ToLeft, Echo>(Projection.Norm)]
[Share(Projection.Embedding)]
public partial record Three(ToRight ToRight, ToLeft ToLeft, Echo Echo);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 2, MaximumLength = 10)]
[Share(Projection.AttentionWeights | Projection.Norm, FromLayer = 1)]
[Share(Projection.Value | Projection.FeedForward, ToLayer = 0, In = Trunk.Decoder)]
public partial record ByLayer(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 16, Heads = 4, MaximumLength = 12)]
[Transformer(Positions = Positions.Rotary)]
[Decoder(Layers = 1, Heads = 2, FeedForward = 24, MaximumLength = 10)]
[Share(Projection.Query | Projection.Output | Projection.Embedding)]
public partial record Turned(ToRight ToRight, ToLeft ToLeft);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 1, MaximumLength = 12)]
[Transformer(Positions = Positions.Rotary)]
[Decoder(Layers = 1, MaximumLength = 10)]
public partial record Alone(Echo Echo);

/// <summary>The classes of a task that declares them.</summary>
public enum Kind
{
    Quiet,
    Loud,
    Shrill,
}

[Task("data/kinds.tsv")]
public partial record ByMean([Input, Text("text")] string Text, [Target, Label("kind")] Kind Kind);

[Task("data/kinds.tsv")]
public partial record ByFirst([Input, Text("text")] string Text, [Target, Label("kind", Pooling = Pooling.First)] Kind Kind);

[Task("data/kinds.tsv")]
public partial record ByAttention([Input, Text("text")] string Text, [Target, Label("kind", Pooling = Pooling.Attention)] Kind Kind);

/// <summary>Three ways to pool one encoder, and nothing that writes.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 16, Heads = 2, MaximumLength = 12)]
[Transformer(Positions = Positions.Rotary)]
[Share(Projection.All)]
public partial record Tells(ByMean ByMean, ByFirst ByFirst, ByAttention ByAttention);

/// <summary>A task that writes and one that tells classes, on one encoder.</summary>
[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 16, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Share(Projection.Attention | Projection.FeedForward | Projection.Embedding)]
public partial record WritesAndTells(ByMean ByMean, ToRight ToRight);
