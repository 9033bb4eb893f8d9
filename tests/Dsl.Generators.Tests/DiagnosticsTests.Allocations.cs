using System.Globalization;

namespace Heed.Tests;

/// <summary>The rules about allocations of attention: layers that have them, what they leave, and where two meet.</summary>
public partial class DiagnosticsTests
{
    [Theory]
    [InlineData("[Encoder(Layers = 2), Decoder, SpatialPooling(FromLayer = [|2|])]", "a layer of the encoder, 0 to 1", "2")]
    [InlineData("[Encoder(Layers = 2), Decoder, Allocate<Heed.Allocation.TopTokens>(FromLayer = [|2|])]", "a layer of the encoder, 0 to 1", "2")]
    [InlineData("[Encoder(Layers = 2), Decoder, Allocate<Heed.Allocation.TopTokens>(FromLayer = 1, Layers = [|2|])]", "at most the 1 layer from layer 1 on", "2")]
    [InlineData("[Encoder(Layers = 2), Decoder, TemporalPooling(FromLayer = [|2|])]", "a layer of the encoder, 0 to 1", "2")]
    [InlineData("[Encoder(Layers = 2), Decoder, TemporalPooling(Layers = [|3|])]", "at most the 2 layers from layer 0 on", "3")]
    [InlineData("[Encoder(Layers = 2), Decoder, Routing(FromLayer = [|2|])]", "a layer of the encoder, 0 to 1", "2")]
    [InlineData("[Encoder(Layers = 2), Decoder, Latents(FromLayer = [|2|])]", "a layer of the encoder, 0 to 1", "2")]
    [InlineData("[Encoder(Layers = 2), Decoder, AdaptiveSpan(FromLayer = [|2|])]", "a layer of the encoder, 0 to 1", "2")]
    [InlineData("[Encoder, Decoder(Layers = 2), AdaptiveSpan(In = Trunk.Decoder, FromLayer = [|2|])]", "a layer of the decoder, 0 to 1", "2")]
    [InlineData("[Encoder(Layers = 2), Decoder, TokenPruning(FromLayer = [|2|])]", "a layer of the encoder, 0 to 1", "2")]
    [InlineData("[Encoder(Layers = 2), Decoder, TokenRetention(FromLayer = [|2|])]", "a layer of the encoder, 0 to 1", "2")]
    [InlineData("[Encoder, Decoder(Layers = 2), AllocatePast<Heed.Allocation.MeanWindows>(FromLayer = [|2|])]", "a layer of the decoder, 0 to 1", "2")]
    [InlineData("[Encoder, Decoder, AllocatePast<Heed.Allocation.MergedTokens>(Ratio = [|1.05|], Block = 8)]", "one at which fewer are left of the 8 positions of a Block, or 1", "1.05")]
    [InlineData("[Encoder, Decoder(MaximumLength = 96), AllocatePast<Heed.Allocation.MeanWindows>(Block = [|48|])]", "less than half of the 96 positions of the longest text", "48")]
    [InlineData("[Encoder, Decoder, Allocate<Heed.Allocation.TopTokens>(Ratio = [|1.005|])]", "one at which fewer are left of the 128 positions that are there of the longest sequence in layer 0, or 1", "1.005")]
    [InlineData("[Encoder, Decoder, Routing(Ratio = [|1.005|])]", "one that leads some of the 128 positions that are there of the longest sequence in layer 0 around it, or 1", "1.005")]
    [InlineData("[Encoder, Decoder, SpatialPooling(Shape = [|WindowShape.Square|])]", "WindowShape.Line, or a task that reads pictures", "WindowShape.Square, and texts alone")]
    [InlineData("[Encoder, Decoder, TemporalPooling(Shape = [|WindowShape.Square|])]", "WindowShape.Line, or a task that reads pictures", "WindowShape.Square, and texts alone")]
    [InlineData("[Encoder, Decoder(Layers = 2), CacheEviction(FromLayer = [|2|])]", "a layer of the decoder, 0 to 1", "2")]
    [InlineData("[Encoder, Decoder(MaximumLength = 96), CacheEviction(Budget = [|96|])]", "less than the 96 positions of the longest answer", "96")]
    [InlineData("[Encoder, Decoder, TokenRetention(Soft = [|0|])]", "a share in which at least one step is soft, since budgets begin at all positions", "0")]
    [InlineData("[Encoder, Decoder, AllocateMemory<Heed.Allocation.MergedTokens>(Ratio = [|1.005|])]", "one at which fewer are left of the 128 positions of the longest sequence, or 1", "1.005")]
    [InlineData("[Encoder(MaximumLength = 64), Decoder, AdaptiveSpan(Ramp = [|64|])]", "less than the 64 positions of the encoder's longest sequence, over which a head of the shortest span still sees", "64")]
    [InlineData("[Encoder, Decoder(MaximumLength = 24), [|AdaptiveSpan|](In = Trunk.Decoder)]", "less than the 24 positions of the decoder's longest sequence, over which a head of the shortest span still sees", "32")]
    [InlineData("[Encoder, Decoder, TokenPruning(Threshold = 0, Soft = [|0|])]", "a share in which at least one step is soft, or a Threshold above 0, since no importance is below it", "0")]
    [InlineData("[Encoder, Decoder(MaximumLength = 48), [|CacheEviction|]]", "less than the 48 positions of the longest answer", "64")]
    public void HEED080_an_allocation_that_no_layer_allocates_by(string attributes, string expected, string received) => Refused(
        Sample.Pair(attributes), ("HEED080", $"An allocation that no layer allocates by: expected {expected}, received {received}"));

    [Fact]
    public void HEED080_an_eviction_where_nothing_is_written() => Refused(
        Sample.Pair("[Encoder, [|CacheEviction|](Budget = 8)]", "T T"),
        ("HEED080", "An allocation that no layer allocates by: expected a task with a text to write, or no [CacheEviction], received tasks that write no text"));

    [Theory]
    [InlineData("[Encoder, Decoder, CacheEviction(Budget = 8, Recent = [|9|])]", "at most the 8 positions of the Budget", "9")]
    [InlineData("[Encoder, Decoder, SpatialPooling(Ratio = [|128|])]", "less than the 128 positions of the longest sequence", "128")]
    [InlineData("[Encoder, Decoder, Allocate<Heed.Allocation.TopTokens>(Ratio = [|128|])]", "less than the 128 positions of the longest sequence", "128")]
    [InlineData("[Encoder, Decoder, Allocate<Heed.Allocation.TopTokens>(Ratio = [|8|], Layers = 3)]", "what 3 times over is less than the 128 positions of the longest sequence", "8")]
    [InlineData("[Encoder, Decoder, TemporalPooling(Stride = [|128|])]", "less than the 128 positions of the longest sequence", "128")]
    [InlineData("[Encoder, Decoder, TemporalPooling(Stride = [|12|], Layers = 2)]", "what 2 times over is less than the 128 positions of the longest sequence", "12")]
    [InlineData("[Encoder, Decoder, Latents(Count = [|128|])]", "less than the 128 positions of the longest sequence", "128")]
    [InlineData("[Encoder, Decoder, Routing(Ratio = [|128|])]", "less than the 128 positions of the longest sequence", "128")]
    [InlineData("[Encoder, Decoder, AllocateMemory<Heed.Allocation.MeanWindows>(Ratio = [|128|])]", "less than the 128 positions of the longest sequence", "128")]
    [InlineData("[Encoder, Decoder, AllocatePast<Heed.Allocation.MaxWindows>(Ratio = [|9|], Block = 8)]", "at most the 8 positions of a Block", "9")]
    [InlineData("[Encoder, Decoder, TemporalPooling(Stride = 8), SpatialPooling(Ratio = [|16|])]", "less than the 128 positions that are there of the longest sequence in layer 0", "16")]
    [InlineData("[Encoder(Layers = 3), Decoder, TemporalPooling(Stride = 4), Latents(Count = [|64|], FromLayer = 1)]", "less than the 32 positions that are there of the longest sequence in layer 1", "64")]
    [InlineData("[Encoder(Layers = 3), Decoder, Transformer(Positions = Positions.Learned), Latents(Count = 8), SpatialPooling(Ratio = [|8|])]", "less than the 128 positions that are there of the longest sequence in layer 0", "8")]
    [InlineData("[Encoder(Layers = 3), Decoder, TemporalPooling(Stride = 8), Allocate<Heed.Allocation.TopTokens>(FromLayer = 1, Ratio = [|16|])]", "less than the 16 positions that are there of the longest sequence in layer 1", "16")]
    [InlineData("[Encoder(Layers = 3), Decoder, TemporalPooling(Stride = 8), Routing(FromLayer = 1, Ratio = [|16|])]", "less than the 16 positions that are there of the longest sequence in layer 1", "16")]
    [InlineData("[Encoder(Layers = 3), Decoder, Allocate<Heed.Allocation.TopTokens>(Ratio = 8), TemporalPooling(FromLayer = 1, Stride = [|16|])]", "less than the 16 positions that are there of the longest sequence in layer 1", "16")]
    [InlineData("[Encoder, Decoder, Allocate<Heed.Allocation.TopTokens>, Allocate<Heed.Allocation.TopTokens>(FromLayer = 1, Ratio = [|64|])]", "less than the 64 positions that are there of the longest sequence in layer 1", "64")]
    [InlineData("[Encoder, Decoder, TokenPruning(Threshold = [|128|])]", "less than the 128 positions of the longest sequence", "128")]
    public void HEED081_an_allocation_that_leaves_nothing_to_choose_from(string attributes, string expected, string received) => Refused(
        Sample.Pair(attributes), ("HEED081", $"An allocation that leaves nothing to choose from: expected {expected}, received {received}"));

    [Theory]
    [InlineData("Allocate<Heed.Allocation.TopTokens>(Layers = 2), Allocate<[|Heed.Allocation.MergedTokens|]>(FromLayer = 1)", "layers in which TopTokens reduces nothing", "layer 1")]
    [InlineData("Allocate<Heed.Allocation.TopTokens>, Allocate<[|Heed.Allocation.TopTokens|]>(Ratio = 4)", "layers in which TopTokens reduces nothing", "layer 0")]
    public void HEED083_two_allocations_of_one_layer(string attributes, string expected, string received) => Refused(
        Sample.Pair($"[Encoder, Decoder, {attributes}]"), ("HEED083", $"Two allocations of one layer's positions: expected {expected}, received {received}"));

    [Theory]
    [InlineData("[|Routing|], TemporalPooling", "layers in which TemporalPooling pools nothing", "a layer of both")]
    [InlineData("[|Routing|](FromLayer = 1), TemporalPooling(By = StepPooling.Queries)", "no TemporalPooling of queries, whose keys are of every position", "both")]
    [InlineData("Routing, Allocate<[|Heed.Allocation.TopTokens|]>", "layers around which Routing leads nothing", "layer 0")]
    [InlineData("[|AdaptiveSpan|], SpatialPooling", "no other allocation of the encoder, since spans are distances in a whole sequence", "another as well")]
    [InlineData("Allocate<Heed.Allocation.TopTokens>, [|AdaptiveSpan|]", "no other allocation of the encoder, since spans are distances in a whole sequence", "another as well")]
    [InlineData("AdaptiveSpan(In = [|Trunk.Both|]), CacheEviction", "no [CacheEviction], since spans are distances in a whole sequence", "one as well")]
    [InlineData("[|AllocatePast<Heed.Allocation.MeanWindows>|], CacheEviction", "no [CacheEviction], which leaves no blocks whole", "both")]
    [InlineData("AdaptiveSpan(In = Trunk.Both), [|AllocatePast<Heed.Allocation.MeanWindows>|]", "no [AdaptiveSpan] of the decoder, since spans are distances in a whole sequence", "both")]
    [InlineData("TemporalPooling(By = StepPooling.Queries), Allocate<[|Heed.Allocation.TopTokens|]>", "layers in which TemporalPooling pools no queries", "layer 0")]
    [InlineData("[|Latents|], TemporalPooling", "a layer in which TemporalPooling pools nothing", "a layer of both")]
    [InlineData("[|TokenRetention|], TokenPruning", "no TokenPruning, which leaves positions out of the same layers", "both")]
    [InlineData("[|TokenRetention|](FromLayer = 2), Routing", "layers around which Routing leads nothing", "a layer of both")]
    [InlineData("[|TokenPruning|], TemporalPooling(FromLayer = 1)", "layers in which TemporalPooling pools nothing", "a layer of both")]
    [InlineData("[|TokenPruning|], TemporalPooling(By = StepPooling.Queries)", "layers in which TemporalPooling pools nothing", "a layer of both")]
    [InlineData("[|TokenPruning|](FromLayer = 2), Routing", "layers around which Routing leads nothing", "a layer of both")]
    [InlineData("[|TokenPruning|](FromLayer = 1), Allocate<Heed.Allocation.TopTokens>(Layers = 2)", "layers in which TopTokens reduces nothing", "a layer of both")]
    public void HEED083_two_kinds_of_allocation_in_one_layer(string attributes, string expected, string received) => Refused(
        Sample.Pair($"[Encoder, Decoder, {attributes}]"), ("HEED083", $"Two allocations of one layer's positions: expected {expected}, received {received}"));

    [Fact]
    public void HEED011_heads_that_see_farther_than_the_longest_sequence() => Refused(
        Sample.Pair("[Encoder(MaximumLength = 64), Decoder, AdaptiveSpan(Start = [|65|])]"),
        ("HEED011", "A value is out of range: expected at most the 64 positions of the encoder's longest sequence, received 65"));

    [Fact]
    public void HEED011_heads_that_see_farther_back_than_the_longest_answer() => Refused(
        Sample.Pair("[Encoder, Decoder(MaximumLength = 64), AdaptiveSpan(In = Trunk.Decoder, Start = [|65|])]"),
        ("HEED011", "A value is out of range: expected at most the 64 positions of the decoder's longest sequence, received 65"));

    [Theory]
    [InlineData("0")]
    [InlineData("4")]
    public void HEED011_spans_of_no_stack(string number) => Refused(
        Sample.Pair($"[Encoder, Decoder, AdaptiveSpan(In = [|(Trunk){number}|])]"),
        ("HEED011", $"A value is out of range: expected Trunk.Encoder, Trunk.Decoder or Trunk.Both, received {number}"));

    [Theory]
    [InlineData("Rotary")]
    [InlineData("Alibi")]
    public void HEED085_latents_that_ask_before_positions_count(string positions) => Refused(
        Sample.Pair($"[Encoder, Decoder, [|Latents|], Transformer(Positions = Positions.{positions})]"),
        ("HEED085", $"Latents that ask words in no order: expected positions that are added to the embedding, or a later layer, received Positions.{positions} before the first"));

    [Fact]
    public void HEED080_memory_allocated_where_no_decoder_attends_to_an_encoder() => Refused(
        Sample.Pair("[Encoder, Decoder, [|AllocateMemory<Heed.Allocation.MeanWindows>|]]", "T T, L L"),
        ("HEED080", "An allocation that no layer allocates by: expected a task that writes of what it reads, received tasks whose decoder attends to no encoder"));

    // TopTokens goes by attention that nobody paid yet.
    [Theory]
    [InlineData("AllocateMemory<Heed.Allocation.TopTokens>", "ICrossPlace")]
    [InlineData("AllocateMemory<string>", "ICrossPlace")]
    [InlineData("AllocatePast<Heed.Allocation.FusedTokens>", "ICausalPlace")]
    [InlineData("Allocate<string>", "IEncoderPlace")]
    public void An_allocation_in_a_place_that_it_does_not_name_is_refused_by_the_compiler(string attribute, string place)
    {
        var one = Assert.Single(Harness.Unchecked(Sample.Pair($"[Encoder, Decoder, {attribute}]"), Sample.Data).Complaints);
        Assert.Contains(one.Id, new[] { "CS0311", "CS0315" });
        Assert.Contains(place, one.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(attribute.Split('<', '>')[1], one.Location.SourceTree!.GetText().ToString(one.Location.SourceSpan));
    }

    // A pool over what is still to be written would see the future.
    [Theory]
    [InlineData("SpatialPooling", "an [Encoder], whose self-attention it pools")]
    [InlineData("TemporalPooling", "an [Encoder], whose steps it pools")]
    [InlineData("Routing", "an [Encoder], whose layers it routes around")]
    [InlineData("Allocate<Heed.Allocation.MeanWindows>", "an [Encoder], whose positions it leaves out")]
    public void HEED080_an_allocation_of_whole_sequences_in_a_causal_decoder(string attribute, string expected) => Refused(
        Sample.Pair($"[Decoder, [|{attribute}|]]", "L L"),
        ("HEED080", $"An allocation that no layer allocates by: expected {expected}, or [AllocatePast<T>], which allocates a decoder's past, received none"));

    [Fact]
    public void HEED080_a_past_allocated_where_nothing_is_written() => Refused(
        Sample.Pair("[Encoder, [|AllocatePast<Heed.Allocation.MeanWindows>|]]", "T T"),
        ("HEED080", "An allocation that no layer allocates by: expected a [Decoder] of a task that writes, whose past it allocates, received none"));

    [Fact]
    public void HEED080_spans_where_nothing_is_read() => Refused(
        Sample.Pair("[Decoder, [|AdaptiveSpan|]]", "L L"),
        ("HEED080", "An allocation that no layer allocates by: expected an [Encoder], whose heads learn how far they see, or In = Trunk.Decoder, received none"));

    [Fact]
    public void HEED080_spans_where_nothing_is_written() => Refused(
        Sample.Pair("[Encoder, AdaptiveSpan(In = [|Trunk.Decoder|])]", "T T"),
        ("HEED080", "An allocation that no layer allocates by: expected a [Decoder] of a task that writes, whose heads learn how far they see, received none"));

    [Fact]
    public void HEED084_steps_pooled_in_layers_that_are_computed_again() => Refused(
        Sample.Pair("[Encoder, Decoder, [|TemporalPooling|], Transformer(GradientCheckpointing = GradientCheckpointing.EveryLayer)]"),
        ("HEED084", "An allocation in layers that are computed again: expected layers whose activations are kept, received GradientCheckpointing.EveryLayer"));

    [Theory]
    [InlineData("TokenPruning, TemporalPooling")]
    [InlineData("TokenPruning(FromLayer = 1), Allocate<Heed.Allocation.TopTokens>")]
    [InlineData("TokenPruning(FromLayer = 1), Routing(Every = 8)")]
    [InlineData("TokenRetention(FromLayer = 1), Allocate<Heed.Allocation.TopTokens>, AdaptiveSpan(In = Trunk.Decoder)")]
    public void Pruning_stands_after_what_other_allocations_leave(string attributes) =>
        Assert.Empty(Sample.Emit($"[Encoder, Decoder, {attributes}]").Result.Diagnostics);

    [Fact]
    public void HEED084_pruning_in_layers_that_are_computed_again() => Refused(
        Sample.Pair("[Encoder, Decoder, [|TokenPruning|], Transformer(GradientCheckpointing = GradientCheckpointing.EveryLayer)]"),
        ("HEED084", "An allocation in layers that are computed again: expected layers whose activations are kept, received GradientCheckpointing.EveryLayer"));

    [Fact]
    public void HEED084_an_allocation_in_layers_that_are_computed_again() => Refused(
        Sample.Pair("[Encoder, Decoder, Allocate<[|Heed.Allocation.TopTokens|]>, Transformer(GradientCheckpointing = GradientCheckpointing.EveryLayer)]"),
        ("HEED084", "An allocation in layers that are computed again: expected layers whose activations are kept, received GradientCheckpointing.EveryLayer"));

    [Fact]
    public void HEED018_an_allocation_whose_name_is_that_of_anothers_numbers() => Refused(
        Sample.Pair("[Encoder(Layers = 3), Decoder, Allocate<Heed.Allocation.TopTokens>, Allocate<Heed.Allocation.TopTokens>(FromLayer = 1), Allocate<[|Own.TopTokens2|]>(FromLayer = 2)]") + """

        namespace Own
        {
            public class TopTokens2 : Heed.Allocation.IEncoderPlace
            {
                public static long Left(long length, double ratio) => length;
                public static Heed.Allocation.Reduction Reduce(Heed.Allocation.Sequence sequence, System.Func<TorchSharp.torch.Tensor> received, double ratio, Heed.Allocation.HeldWeights weights) => null!;
            }
        }
        """,
        ("HEED018", "A name is taken by the emitted code: expected another name, received TopTokens2"));

    [Theory]
    [InlineData("Allocate", "Query")]
    [InlineData("Allocate", "FeedForwardNorm")]
    [InlineData("Allocate", "HeldWeights")]
    [InlineData("AllocateMemory", "HeldWeights")]
    public void HEED018_an_allocation_that_holds_weights_whose_name_a_layer_needs(string attribute, string name) => Refused(
        Sample.Pair($"[Encoder, Decoder, {attribute}<[|Own.{name}|]>]") + Sample.Learns(name), ("HEED018", $"A name is taken by the emitted code: expected another name, received {name}"));

    [Theory]
    [InlineData("Allocate", "IEncoderPlace", "Layer")]
    [InlineData("Allocate", "IEncoderPlace", "Sequence")]
    [InlineData("AllocateMemory", "ICrossPlace", "Pool")]
    [InlineData("AllocatePast", "ICausalPlace", "PastBlocks")]
    [InlineData("AllocateMemory", "ICrossPlace", "MergedTokens")]
    public void HEED018_an_allocation_whose_name_the_model_needs(string attribute, string place, string name) => Refused(
        Sample.Pair($"[Encoder, Decoder, {attribute}<[|Own.{name}|]>]") + $$"""

        namespace Own
        {
            public class {{name}} : Heed.Allocation.{{place}}
            {
                public static long Left(long length, double ratio) => length;
                public static Heed.Allocation.Reduction Reduce(Heed.Allocation.Sequence sequence, System.Func<TorchSharp.torch.Tensor> received, double ratio, Heed.Allocation.HeldWeights weights) => null!;
            }
        }
        """,
        ("HEED018", $"A name is taken by the emitted code: expected another name, received {name}"));

    [Theory]
    [InlineData("Allocate<[|Own.ByColumn|]>", "T T", "HEED080", "An allocation that no layer allocates by: expected a task that reads pictures, whose rows and columns ByColumn reads, received texts alone")]
    [InlineData("Allocate<[|Own.ByColumn|]>(FromLayer = 1), Latents(Count = 2)", "P P", "HEED083", "Two allocations of one layer's positions: expected layers before Latents, which stand in no rows and columns, received layer 1")]
    public void An_allocation_that_reads_rows_and_columns_where_there_are_none(string attributes, string tasks, string rule, string message) =>
        Refused(Sample.Pair($"[Encoder, {attributes}]", tasks) + Sample.ByColumn, (rule, message));

    [Theory]
    [InlineData("TemporalPooling(Stride = 4, Shape = WindowShape.Square), SpatialPooling(Ratio = [|4|], Shape = WindowShape.Square)", "one that leaves more than one of the 49 positions that are there of the longest sequence in layer 0", "4")]
    [InlineData("TemporalPooling(Stride = 4, Shape = WindowShape.Square), Allocate<Heed.Allocation.TopTokens>(Ratio = [|4|], FromLayer = 1)", "less than the 4 positions that are there of the longest sequence in layer 1", "4")]
    [InlineData("TemporalPooling(Stride = [|7|], Shape = WindowShape.Square)", "less than the 7 patches along the longest side", "7")]
    public void HEED081_squares_that_leave_nothing_to_choose_from(string attributes, string expected, string received) => Refused(
        Pictures(attributes), ("HEED081", $"An allocation that leaves nothing to choose from: expected {expected}, received {received}"));

    [Theory]
    [InlineData("Allocate<Heed.Allocation.TopTokens>, SpatialPooling(FromLayer = 1, Shape = [|WindowShape.Square|])", "WindowShape.Line, since TopTokens leaves no squares from layer 0 on", "WindowShape.Square")]
    [InlineData("Allocate<Heed.Allocation.TopTokens>, TemporalPooling(FromLayer = 1, Shape = [|WindowShape.Square|])", "WindowShape.Line, since TopTokens leaves no squares from layer 0 on", "WindowShape.Square")]
    [InlineData("TemporalPooling, SpatialPooling(Shape = [|WindowShape.Square|])", "WindowShape.Line, since TemporalPooling joins steps along a line", "WindowShape.Square")]
    [InlineData("[|Routing|], SpatialPooling(Shape = WindowShape.Square)", "layers in which all patches stay where they are, since SpatialPooling pools squares", "a layer of both")]
    [InlineData("[|Latents|](Count = 4, FromLayer = 1), SpatialPooling(Shape = WindowShape.Square)", "no SpatialPooling of squares, which latents do not stand in", "both")]
    [InlineData("[|Latents|](Count = 4, FromLayer = 1), TemporalPooling(FromLayer = 2, Shape = WindowShape.Square)", "layers after those in which TemporalPooling pools squares", "layer 1")]
    public void HEED083_squares_where_patches_stand_in_none(string attributes, string expected, string received) => Refused(
        Pictures(attributes), ("HEED083", $"Two allocations of one layer's positions: expected {expected}, received {received}"));

    [Fact]
    public void HEED080_squares_of_a_projection_which_mixes_all_positions() => Refused(
        Pictures("SpatialPooling(By = WindowPooling.Projection, Shape = [|WindowShape.Square|])"),
        ("HEED080", "An allocation that no layer allocates by: expected WindowShape.Line, since a projection mixes all positions, received WindowShape.Square"));

    // 7 by 7 patches, of which the mean is told.
    private static string Pictures(string attributes) => Sample.Pair($"[Encoder(Layers = 3), {attributes}]", "P P")
        .Replace("Width = 8, Height = 8", "Width = 28, Height = 28", StringComparison.Ordinal).Replace(", Pooling = Pooling.First", "", StringComparison.Ordinal);
}
