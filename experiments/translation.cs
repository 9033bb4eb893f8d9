#!/usr/bin/env dotnet
#:project ../src/Dsl
using Heed;
using Heed.Allocation;

return Experiment.Run<Translation>(args);

/// <summary>English and French help pages, both ways, through one encoder and one decoder.</summary>
[Experiment(Seed = 17, Steps = 1_200, BatchTokens = 2_048)]
[Tokenizer(Vocabulary = 4_000)]
[Encoder(Layers = 3, Width = 256, Heads = 4)]
[Decoder(Layers = 3)]
[Schedule(Warmup = 200, Decay = Decay.Cosine)]
[Share(Projection.Query | Projection.Key | Projection.Value | Projection.Embedding)]
public partial record Translation(ToFrench ToFrench, ToEnglish ToEnglish);

/// <summary>One model for both directions.</summary>
[Variant<Translation>, Share(Projection.All)]
public partial record Together;

/// <summary>A model for each direction.</summary>
[Variant<Translation>, Without<ShareAttribute>]
public partial record Separate;

/// <summary>A decoder that attends to the means of neighbours.</summary>
[Variant<Translation>, AllocateMemory<MeanWindows>(Ratio = 2)]
public partial record MeanMemory;

[Task("data/help.en-fr.tsv.gz")]
public partial record ToFrench([Input, Text("en")] string English, [Target, Text("fr")] string French);

[Task("data/help.en-fr.tsv.gz")]
public partial record ToEnglish([Input, Text("fr")] string French, [Target, Text("en")] string English);
