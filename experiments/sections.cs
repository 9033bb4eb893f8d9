#!/usr/bin/env dotnet
#:project ../src/Dsl
using Heed;

return Experiment.Run<Sections>(args);

/// <summary>Which section of Debian's archive a package stands in, told from its description. `data/sections.cs` brings the data.</summary>
[Experiment(Seed = 17, Steps = 1_500, BatchTokens = 4_096)]
[Tokenizer(Vocabulary = 8_000)]
[Encoder(Layers = 2, Width = 128, Heads = 4, MaximumLength = 128)]
[Schedule(Warmup = 150, Decay = Decay.Linear)]
public partial record Sections(Section Section);

[Task("data/sections.tsv.gz")]
public partial record Section([Input, Text("description")] string Description, [Target, Label("section")] string Name);
