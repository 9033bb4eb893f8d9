namespace Heed.Tests.Emitted;

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[AdamW]
public partial record ByAdamW(Echo Echo);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Sgd(Nesterov = true)]
public partial record BySgd(Echo Echo);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Adafactor]
public partial record ByAdafactor(Echo Echo);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Lion]
public partial record ByLion(Echo Echo);

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Muon]
public partial record ByMuon(Echo Echo);

[Experiment(Accumulate = 3)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[MovingAverage(Decay = 0.2)]
public partial record Averaged(ToRight ToRight, ToLeft ToLeft);

[Experiment(Steps = 10)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[TokenRetention(Penalty = 0.1)]
[MovingAverage(Decay = 0.9)]
public partial record AveragedBudgets(ToRight ToRight, ToLeft ToLeft);

[Experiment(Steps = 40)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Schedule(Warmup = 10, Decay = Decay.None)]
public partial record OnNone(Echo Echo);

[Experiment(Steps = 40)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Schedule(Warmup = 10, Decay = Decay.InverseSquareRoot)]
public partial record OnInverseSquareRoot(Echo Echo);

[Experiment(Steps = 40)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Schedule(Warmup = 10, Decay = Decay.Cosine)]
public partial record OnCosine(Echo Echo);

[Experiment(Steps = 40)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Schedule(Warmup = 10, Decay = Decay.Linear)]
public partial record OnLinear(Echo Echo);

[Experiment(Steps = 40)]
[Tokenizer(Vocabulary = 300)]
[Encoder(Layers = 1, Width = 8, Heads = 2, MaximumLength = 12)]
[Decoder(Layers = 1, MaximumLength = 10)]
[Schedule(Warmup = 10, Decay = Decay.OneCycle)]
public partial record OnOneCycle(Echo Echo);
