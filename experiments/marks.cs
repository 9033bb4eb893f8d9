#!/usr/bin/env dotnet
#:project ../src/Dsl
using Heed;

return Experiment.Run<Marks>(args);

/// <summary>Which words of a help page are set off as names of the user interface, menu entries, what is typed, keys and so on.</summary>
[Experiment(Seed = 17, Steps = 800, BatchTokens = 4_096)]
[Tokenizer(Vocabulary = 4_000)]
[Encoder(Layers = 2, Width = 128, Heads = 4, MaximumLength = 128)]
[Schedule(Warmup = 100, Decay = Decay.Linear)]
public partial record Marks(Mark Mark);

[Task("data/help.marks.tsv.gz")]
public partial record Mark([Input, Text("en")] string English, [Target, Tags("tags")] string[] Tags);
