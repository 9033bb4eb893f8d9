namespace Heed.Benchmarks;

/// <summary>The text model that is measured: three layers a side, of width 256.</summary>
[Experiment]
[Tokenizer(Vocabulary = 8_000)]
[Encoder(Layers = 3, Width = 256, Heads = 4, MaximumLength = 128)]
[Decoder(Layers = 3)]
public partial record Text(Write Write);

/// <summary>The same, computed in float32.</summary>
[Variant<Text>, Transformer(Precision = Precision.Float32)]
public partial record TextInFloat32;

/// <summary>The same, computed in bfloat16, which not every machine chooses.</summary>
[Variant<Text>, Transformer(Precision = Precision.BFloat16)]
public partial record TextInBFloat16;

/// <summary>The same, whose answers are written with weights in 8 bits.</summary>
[Variant<Text>, Greedy(Rounding = WeightRounding.Int8)]
public partial record TextInInt8;

/// <summary>The same, whose answers are the best of four.</summary>
[Variant<Text>, Beam(Width = 4)]
public partial record TextByBeam;

[Task("data/help.en-fr.tsv.gz")]
public partial record Write([Input, Text("en")] string English, [Target, Text("fr")] string French);

/// <summary>The picture model that is measured: that of experiments/fashion.cs.</summary>
[Experiment]
[Encoder(Layers = 4, Width = 64, Heads = 4, MaximumLength = 49)]
[Transformer(Activation = Activation.Gelu, Positions = Positions.Learned)]
[Regularization(Dropout = 0)]
public partial record Pictures(Garment Garment);

/// <summary>The same, computed in bfloat16, which its width would not choose.</summary>
[Variant<Pictures>, Transformer(Activation = Activation.Gelu, Positions = Positions.Learned, Precision = Precision.BFloat16)]
public partial record PicturesInBFloat16;

[Task("data/fashion.images.idx.gz")]
public partial record Garment([Input, Image("image", Width = 28, Height = 28, Patch = 4)] Picture Picture, [Target, Label("label")] Kind Kind);

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
