#!/usr/bin/env dotnet
#:project ../src/Dsl
using Heed;
using Heed.Allocation;

return Experiment.Run<Memory>(args);

/// <summary>
/// What a decoder remembers: English sentences of help in French, by a decoder that attends to every state of the encoder and holds every token of its
/// answer, and by others that do with fewer. `compare` tries all of them.
/// </summary>
[Experiment(Seed = 17, Steps = 600, BatchTokens = 4_096, ValidateEvery = 200)]
[Tokenizer(Vocabulary = 2_000)]
[Encoder(Layers = 2, Width = 128, Heads = 4)]
[Decoder(Layers = 2)]
[AdamW(LearningRate = 2e-3)]
[Schedule(Warmup = 100, Decay = Decay.Cosine)]
public partial record Memory(ToFrench ToFrench);

[Variant<Memory>, AllocateMemory<MeanWindows>(Ratio = 2)]
public partial record MeanMemory;

[Variant<Memory>, AllocateMemory<MaxWindows>(Ratio = 2)]
public partial record MaxMemory;

[Variant<Memory>, AllocateMemory<MergedTokens>(Ratio = 2)]
public partial record MergedMemory;

[Variant<Memory>, AllocateMemory<ConvolvedWindows>(Ratio = 2)]
public partial record ConvolvedMemory;

/// <summary>Trained as the first; its answers are written over a cache of 16 positions a head.</summary>
[Variant<Memory>, CacheEviction(Budget = 16, Recent = 8)]
public partial record Evicting;

[Variant<Memory>, AllocateMemory<MeanWindows>(Ratio = 2), CacheEviction(Budget = 16, Recent = 8)]
public partial record Both;

/// <summary>Each token of an answer reads its block of 8 and the one before it, and of every earlier block one state for four tokens.</summary>
[Variant<Memory>, AllocatePast<MeanWindows>(Ratio = 4, Block = 8)]
public partial record Folding;

/// <summary>Each head learns how far it sees, of what is read and of what is written.</summary>
[Variant<Memory>, AdaptiveSpan(In = Trunk.Both, Ramp = 8)]
public partial record NearBoth;

/// <summary>The encoder's layers leave other parts of what they read: two thirds after the first, half of these after the second.</summary>
[Variant<Memory>, Allocate<TopTokens>(Ratio = 1.5), Allocate<TopTokens>(Ratio = 2, FromLayer = 1)]
public partial record Narrowing;

[Task("data/help.en-fr.tsv.gz")]
public partial record ToFrench([Input, Text("en")] string English, [Target, Text("fr")] string French);
