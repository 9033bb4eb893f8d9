#!/usr/bin/env dotnet
#:project ../src/Dsl
using Heed;

return Experiment.Run<Passages>(args);

/// <summary>
/// Which part of the office suite a whole passage of its help is about, told from 2,048 bytes, in English and French: where attention to every pair costs
/// most. `data/passages.cs` makes the data of what is shipped.
/// </summary>
[Experiment(Seed = 17, Steps = 300, BatchTokens = 8_192, ValidateEvery = 100)]
[Bytes]
[Split(Validation = 0.05, Test = 0.2)]
[Encoder(Layers = 4, Width = 128, Heads = 4, MaximumLength = 2_048)]
[Transformer(Activation = Activation.Gelu, Positions = Positions.Learned)]
[Regularization(Dropout = 0)]
[AdamW(LearningRate = 1e-3)]
[Schedule(Warmup = 50, Decay = Decay.Cosine)]
public partial record Passages(Module Module);

/// <summary>Four neighbours as one step, before the first layer.</summary>
[Variant<Passages>]
[TemporalPooling(Stride = 4)]
public partial record SteepPyramid;

/// <summary>Two neighbours as one step, whose attention is to means of four.</summary>
[Variant<Passages>]
[TemporalPooling(Stride = 2)]
[SpatialPooling(Ratio = 4)]
public partial record PyramidOfMeans;

[Task("data/passages.tsv.gz")]
public partial record Module([Input, Text("text")] string Text, [Target, Label("module")] string Name);
