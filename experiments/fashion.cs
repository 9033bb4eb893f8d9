#!/usr/bin/env dotnet
#:project ../src/Dsl
using Heed;

return Experiment.Run<Fashion>(args);

/// <summary>
/// What a garment is, told from its picture by a vision transformer (Dosovitskiy et al. 2021). A sample of Fashion-MNIST is here;
/// `data/fashion.cs` brings the whole set, which is then read, and tested on the test that was published with it.
/// </summary>
[Experiment(Seed = 17, Steps = 800, BatchTokens = 6_400, ValidateEvery = 200)]
[Split(Validation = 0.05, Test = 0.15)]
[Encoder(Layers = 4, Width = 64, Heads = 4, MaximumLength = 49)]
[Transformer(Activation = Activation.Gelu, Positions = Positions.Learned)]
[Regularization(Dropout = 0)]
[Muon(LearningRate = 0.02, AdamWLearningRate = 2e-3)]
[Schedule(Warmup = 200, Decay = Decay.Cosine)]
public partial record Fashion(Garment Garment);

[Task("data/fashion.train-images.idx.gz", Test = "data/fashion.test-images.idx.gz", Sample = "data/fashion.images.idx.gz")]
public partial record Garment(
    [Input, Image("image", Width = 28, Height = 28, Patch = 4, Flip = true, Shift = 2)] Picture Picture,
    [Target, Label("label")] Kind Kind);

/// <summary>The classes, in the order of their numbers.</summary>
public enum Kind
{
    TShirt,
    Trouser,
    Pullover,
    Dress,
    Coat,
    Sandal,
    Shirt,
    Sneaker,
    Bag,
    AnkleBoot,
}
