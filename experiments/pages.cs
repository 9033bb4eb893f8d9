#!/usr/bin/env dotnet
#:project ../src/Dsl
using Heed;

return Experiment.Run<Pages>(args);

/// <summary>Translation, the part of the office suite that a sentence is about, and hidden words, on one trunk of help pages.</summary>
[Experiment(Seed = 17, Steps = 800, BatchTokens = 2_048)]
[Tokenizer(Vocabulary = 4_000)]
[Encoder(Layers = 3, Width = 256, Heads = 4)]
[Decoder(Layers = 3)]
[Schedule(Warmup = 200, Decay = Decay.Cosine)]
[Share(Projection.All)]
public partial record Pages(ToFrench ToFrench, HiddenWords HiddenWords, Module Module);

[Task("data/help.en-fr.tsv.gz")]
public partial record ToFrench([Input, Text("en")] string English, [Target, Text("fr")] string French);

[Task("data/help.en-fr.tsv.gz")]
public partial record HiddenWords([Masked, Text("en")] string English);

[Task("data/help.en-fr.tsv.gz")]
public partial record Module([Input, Text("en")] string English, [Target, Label("module")] string Name);
