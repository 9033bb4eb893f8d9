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
