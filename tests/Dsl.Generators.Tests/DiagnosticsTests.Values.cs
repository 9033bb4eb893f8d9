using Microsoft.CodeAnalysis;

namespace Heed.Tests;

/// <summary>The rules about what a sound declaration says: its numbers, choices, shares and stacks.</summary>
public partial class DiagnosticsTests
{
    [Theory]
    [InlineData("[Encoder(Width = 64, Heads = [|5|]), Decoder]", "5")]
    [InlineData("[Encoder(Width = 64), Decoder(Heads = [|6|])]", "6")]
    public void HEED010_heads_that_do_not_divide_the_width(string stacks, string heads) => Refused(
        Sample.Pair(stacks),
        ("HEED010", $"Heads do not divide the width: expected a divisor of the width 64, received {heads}; valid: {Divisors64}"));

    [Fact]
    public void HEED010_on_the_attribute_where_the_heads_are_a_default() => Refused(
        Sample.Pair("[[|Encoder|](Width = 6), Decoder]"),
        ("HEED010", "Heads do not divide the width: expected a divisor of the width 6, received 4; valid: 1, 2, 3 or 6"));

    [Theory]
    [InlineData("[Encoder, Decoder, CacheEviction(Recent = [|0|])]", "a whole number from 1 to 1,048,576", "0")]
    [InlineData("[Encoder, Decoder, AdaptiveSpan(Ramp = [|1|])]", "a whole number from 2 to 65,536", "1")]
    [InlineData("[Encoder, Decoder, TokenPruning(Soft = [|1.5|])]", "a number from 0 to 1", "1.5")]
    [InlineData("[Encoder, Decoder, TokenRetention(Soft = [|-1|])]", "a number from 0 to 1", "-1")]
    [InlineData("[Encoder, Decoder, TokenRetention(Rate = [|0|])]", "a number from 1E-06 to 1,000,000", "0")]
    [InlineData("[Encoder, Decoder, TokenPruning(Temperature = [|0|])]", "a number from 1E-06 to 1,000,000", "0")]
    [InlineData("[Encoder, Decoder, Allocate<Heed.Allocation.MergedTokens>(Ratio = [|3|])]", "at most 2, since each position is merged with one other", "3")]
    [InlineData("[Encoder, Decoder, Allocate<Heed.Allocation.MeanWindows>(Ratio = [|1.5|])]", "a whole number of positions for each window", "1.5")]
    [InlineData("[Encoder, Decoder, AllocateMemory<Heed.Allocation.MaxWindows>(Ratio = [|2.5|])]", "a whole number of positions for each window", "2.5")]
    [InlineData("[Encoder, Decoder, AllocatePast<Heed.Allocation.MeanWindows>(Block = [|0|])]", "a whole number from 1 to 1,048,576", "0")]
    [InlineData("[Encoder, Decoder, AllocatePast<Heed.Allocation.MergedTokens>(Ratio = [|3|])]", "at most 2, since each position is merged with one other", "3")]
    [InlineData("[Encoder, Decoder, SpatialPooling(Ratio = [|0|])]", "a whole number from 1 to 65,536", "0")]
    [InlineData("[Encoder, Decoder, SpatialPooling(By = [|(WindowPooling)4|])]", "WindowPooling.Mean, WindowPooling.Max, WindowPooling.Convolution or WindowPooling.Projection", "4")]
    [InlineData("[Encoder(Layers = [|0|]), Decoder]", "a whole number from 1 to 1,000", "0")]
    [InlineData("[Encoder, Decoder, Regularization(Dropout = [|1.5|])]", "a number from 0 to 0.9", "1.5")]
    [InlineData("[Encoder, Decoder, AdamW(Clip = [|double.NaN|])]", "a number from 1E-06 to 1,000,000,000", "NaN")]
    [InlineData("[Encoder, Decoder, Beam(Width = [|0|])]", "a whole number from 1 to 1,000", "0")]
    [InlineData("[Encoder, Decoder, Sampling(TopP = [|1.1|])]", "a number from 1E-06 to 1", "1.1")]
    [InlineData("[Encoder, Decoder, Greedy(RepetitionPenalty = [|0|])]", "a number from 0.01 to 100", "0")]
    [InlineData("[Encoder, Decoder, Share(Projection.Key, In = [|(Trunk)4|])]", "Trunk.Encoder, Trunk.Decoder or Trunk.Both", "4")]
    [InlineData("[Encoder, Decoder, Transformer(Positions = [|(Positions)7|])]",
        "Positions.Sinusoidal, Positions.Rotary, Positions.Learned or Positions.Alibi", "7")]
    [InlineData("[Encoder, Decoder, Transformer(Norm = [|(NormKind)2|])]", "NormKind.Layer or NormKind.Rms", "2")]
    [InlineData("[Encoder, Decoder, Transformer(Placement = [|(NormPlacement)(-1)|])]", "NormPlacement.Pre or NormPlacement.Post", "-1")]
    [InlineData("[Encoder, Decoder, Transformer(Activation = [|(Activation)3|])]", "Activation.Relu, Activation.Gelu or Activation.SwiGlu", "3")]
    [InlineData("[Encoder, Decoder, Transformer(Scale = [|(AttentionScale)3|])]",
        "AttentionScale.HeadWidth, AttentionScale.Width or AttentionScale.None", "3")]
    [InlineData("[Encoder, Decoder, Transformer(Output = [|(OutputEmbedding)2|])]", "OutputEmbedding.Tied or OutputEmbedding.Free", "2")]
    [InlineData("[Encoder, Decoder, Transformer(Initializer = [|(Initializer)4|])]",
        "Initializer.XavierUniform, Initializer.XavierNormal, Initializer.KaimingNormal or Initializer.TruncatedNormal", "4")]
    [InlineData("[Encoder, Decoder, Schedule(Decay = [|(Decay)9|])]",
        "Decay.None, Decay.InverseSquareRoot, Decay.Cosine, Decay.Linear or Decay.OneCycle", "9")]
    [InlineData("[Encoder, Decoder, Share([|(Projection)1024|])]", "values of Projection", "1024")]
    public void HEED011_a_value_out_of_range(string attributes, string expected, string received) => Refused(
        Sample.Pair(attributes), ("HEED011", $"A value is out of range: expected {expected}, received {received}"));

    [Fact]
    public void HEED011_a_weight_out_of_range() => Refused(
        "[Experiment, Encoder, Decoder] public partial record Solo(W W);" +
        "[Task(\"pairs.tsv\", Weight = [|-1|])] public partial record W([Input, Text(\"en\")] string E, [Target, Text(\"fr\")] string F);",
        ("HEED011", "A value is out of range: expected a number from 0 to 1,000,000, received -1"));

    [Fact]
    public void HEED011_a_pooling_that_there_is_not() => Refused(
        "[Experiment, Encoder] public partial record Solo(W W);" +
        "[Task(\"pairs.tsv\")] public partial record W([Input, Text(\"en\")] string E, [Target, Label(\"fr\", Pooling = [|(Pooling)9|])] string F);",
        ("HEED011", "A value is out of range: expected Pooling.Mean, Pooling.First or Pooling.Attention, received 9"));

    [Fact]
    public void HEED014_a_share_with_a_stranger() => Refused(
        Sample.Pair("[Encoder, Decoder, Share<A, [|C|]>(Projection.Key)]"),
        ("HEED014", "A share names a type that is not a task of this experiment: "
            + "expected tasks of this experiment, received C; valid: A and B"));

    [Theory]
    [InlineData("Share([|Projection.None|])", "A, B", "something to share", "Projection.None; valid: any other value of Projection")]
    [InlineData("Share([|Projection.Key|])", "A", "two tasks or more that share", "one")]
    [InlineData("Share<A, A>([|Projection.Key|])", "A, B", "two tasks or more that share", "one")]
    [InlineData("Share([|Projection.Attention|])", "L, T", "layers of a stack that two of the tasks pass through", "tasks with no stack in common")]
    [InlineData("Share<T, U>(Projection.Key, In = [|Trunk.Decoder|])", "A, T, U", "layers of a stack that two of the tasks pass through", "Trunk.Decoder")]
    [InlineData("Share(Projection.Key, FromLayer = [|3|])", "A, B",
        "a layer that there is, not after ToLayer", "FromLayer 3, ToLayer -1; valid: 0 to 2")]
    [InlineData("Share(Projection.Key, FromLayer = [|2|], ToLayer = 1)", "A, B",
        "a layer that there is, not after ToLayer", "FromLayer 2, ToLayer 1; valid: 0 to 2")]
    [InlineData("Share([|Projection.Embedding|], In = Trunk.Encoder)", "A, B",
        "the embedding in a [Share] of its own, without layers or stack",
        "Projection.Embedding in a [Share] with FromLayer, ToLayer or In")]
    public void HEED015_a_share_without_effect(string share, string tasks, string expected, string received) => Refused(
        Sample.Pair($"[Encoder, Decoder, {share}]", string.Join(", ", tasks.Split(", ").Select(task => $"{task} {task}"))),
        ("HEED015", $"A share has no effect: expected {expected}, received {received}"));

    [Fact]
    public void HEED016_rotary_positions_of_odd_width() => Refused(
        Sample.Pair("[Encoder(Width = 15, Heads = [|5|]), Decoder, Transformer(Positions = Positions.Rotary)]"),
        ("HEED016", "Rotary positions need an even head width: expected an even width for each head, received 3 (15 / 5)"));

    [Theory]
    [InlineData("[Encoder]", "no [Decoder]")]
    [InlineData("[Decoder]", "no [Encoder]")]
    [InlineData("[Tokenizer, Share(Projection.Key)]", "neither")]
    public void HEED017_a_stack_that_is_missing(string attributes, string received) => Refused(
        Sample.Pair(attributes).Replace("record Pair", "record [|Pair|]", StringComparison.Ordinal),
        ("HEED017", "A text-to-text task lacks its encoder or decoder: "
            + $"expected [Encoder] and [Decoder] on the experiment, received {received}"));

    [Theory]
    [InlineData("[Encoder(Heads = 8, KeyValueHeads = [|3|]), Decoder(KeyValueHeads = 1)]", "8", "3", "1, 2, 4 or 8")]
    [InlineData("[Encoder, Decoder(KeyValueHeads = [|3|])]", "4", "3", "1, 2 or 4")]
    [InlineData("[Encoder(KeyValueHeads = 4), Decoder(Heads = 2, KeyValueHeads = [|4|])]", "2", "4", "1 or 2")]
    public void HEED020_key_value_heads_that_do_not_divide_the_heads(string stacks, string heads, string received, string valid) => Refused(
        Sample.Pair(stacks),
        ("HEED020", $"Key-value heads do not divide the heads: expected a divisor of the {heads} heads, received {received}; valid: {valid}"));

    [Fact]
    public void HEED025_a_second_optimizer() => Refused(
        Sample.Pair("[Encoder, Decoder, Lion(Beta1 = 0.8), [|Sgd|], [|AdamW|]]"),
        ("HEED025", "An experiment has more than one optimizer: expected one of them at the most, received [Lion], [Sgd] and [AdamW]"),
        ("HEED025", "An experiment has more than one optimizer: expected one of them at the most, received [Lion], [Sgd] and [AdamW]"));

    [Fact]
    public void HEED026_nesterov_without_a_momentum() => Refused(
        Sample.Pair("[Encoder, Decoder, Sgd(Momentum = 0, Nesterov = [|true|])]"),
        ("HEED026", "Nesterov's step needs a momentum: expected a Momentum above 0, received 0"));

    [Fact]
    public void HEED035_a_decoder_that_no_task_writes_with() => Refused(
        Sample.Pair("[Encoder, [|Decoder|]]", "T T"),
        ("HEED035", "A decoder that no task writes with: expected a task with a text to write, or no [Decoder], received tasks that write no text"));

    [Fact]
    public void HEED034_an_encoder_that_no_task_reads_with() => Refused(
        Sample.Pair("[[|Encoder|], Decoder]", "L L"),
        ("HEED034", "An encoder that no task reads with: expected a task with a text to read, or no [Encoder], received tasks that write without reading"));

    [Fact]
    public void HEED038_an_output_table_that_no_task_writes_with() => Refused(
        Sample.Pair("[Encoder, Transformer(Output = [|OutputEmbedding.Free|])]", "M M"),
        ("HEED038", "An output table that no task writes with: expected a task with a text to write, or OutputEmbedding.Tied, received tasks that write no text"));

    [Fact]
    public void HEED039_a_decoder_of_another_width() => Refused(
        Sample.Pair("[Encoder, Decoder(Width = [|128|])]"),
        ("HEED039", "Encoder and decoder differ in width: expected the encoder's 256, or nothing said, received 128"));

    [Fact]
    public void HEED011_a_share_of_hidden_tokens_out_of_range() => Refused(
        Sample.Pair("[Encoder]", "V V") + "[Task(\"pairs.tsv\")] public partial record V([Masked(Rate = [|1|]), Text(\"en\")] string E);",
        ("HEED011", "A value is out of range: expected a number from 0.001 to 0.999, received 1"));

    [Fact]
    public void HEED070_a_second_way_to_decode() => Refused(
        Sample.Pair("[Encoder, Decoder, Beam(Width = 2), [|Greedy|]]"),
        ("HEED070", "An experiment has more than one way to decode: expected one of them at the most, received [Beam] and [Greedy]"));

    [Theory]
    [InlineData("[|Greedy|](RepetitionPenalty = 2)", "Greedy")]
    [InlineData("[|Sampling|]", "Sampling")]
    public void HEED071_a_way_to_decode_that_no_task_writes_by(string attribute, string name) => Refused(
        Sample.Pair($"[Encoder, {attribute}]", "T T"),
        ("HEED071", $"A way to decode that no task writes by: expected a task with a text to write, or no [{name}], received none"));

    [Fact]
    public void HEED072_a_list_of_what_may_be_written_where_nothing_is() => Refused(
        "[Experiment, Encoder, Decoder] public partial record Solo(W W);" +
        "[Task(\"pairs.tsv\")] public partial record W([Input, Text(\"en\", Only = [|\"words.txt\"|])] string E, [Target, Text(\"fr\")] string F);",
        ("HEED072", "A list of what may be written stands where nothing is written: expected Only on the [Target], not on E, received \"words.txt\""));
}
