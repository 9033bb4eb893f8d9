namespace Heed.Tests;

/// <summary>The passes over the weights, and what trains them.</summary>
public class PassSnapshots
{
    private const string Rotary = "[Encoder, Decoder, Transformer(Positions = Positions.Rotary)]";

    private const string Alibi = "[Encoder, Decoder, Transformer(Positions = Positions.Alibi)]";

    private const string Free = "[Encoder, Decoder, Transformer(Output = OutputEmbedding.Free)]";

    private const string Post = "[Encoder, Decoder, Transformer(Placement = NormPlacement.Post)]";

    [Fact]
    public Task Encoder_with_sinusoidal_positions() => Snapshot.Matches(Pass("Encode"));

    [Fact]
    public Task Encoder_with_rotary_positions() => Snapshot.Matches(Pass("Encode", Rotary));

    [Fact]
    public Task Decoder_with_sinusoidal_positions() => Snapshot.Matches(Pass("Decode"));

    [Fact]
    public Task Decoder_with_rotary_positions() => Snapshot.Matches(Pass("Decode", Rotary));

    [Fact]
    public Task Encoder_with_root_mean_square_norms() => Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, Transformer(Norm = NormKind.Rms)]"));

    [Fact]
    public Task Encoder_with_norms_after() => Snapshot.Matches(Pass("Encode", Post));

    [Fact]
    public Task Decoder_with_norms_after() => Snapshot.Matches(Pass("Decode", Post));

    [Fact]
    public Task Cached_pass_with_norms_after() => Snapshot.Matches(Pass("DecodeNext", Post));

    [Fact]
    public Task Encoder_with_gated_feed_forward() => Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, Transformer(Activation = Activation.SwiGlu)]"));

    [Fact]
    public Task Cached_pass_with_unscaled_scores_and_gelu() => Snapshot.Matches(
        Pass("DecodeNext", "[Encoder, Decoder, Transformer(Scale = AttentionScale.None, Activation = Activation.Gelu)]"));

    [Fact]
    public Task Encoder_with_learned_positions() => Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, Transformer(Positions = Positions.Learned)]"));

    [Fact]
    public Task Encoder_with_linear_biases() => Snapshot.Matches(Pass("Encode", Alibi));

    [Fact]
    public Task Decoder_with_linear_biases() => Snapshot.Matches(Pass("Decode", Alibi));

    [Fact]
    public Task Cached_pass_with_linear_biases() => Snapshot.Matches(Pass("DecodeNext", Alibi));

    [Fact]
    public Task Cache() => Snapshot.Matches(Pass("Remember"));

    [Fact]
    public Task Cached_pass_with_sinusoidal_positions() => Snapshot.Matches(Pass("DecodeNext"));

    [Fact]
    public Task Cached_pass_with_rotary_positions() => Snapshot.Matches(Pass("DecodeNext", Rotary));

    [Fact]
    public Task Cached_pass_with_an_output_table_of_its_own() => Snapshot.Matches(Pass("DecodeNext", Free));

    [Fact]
    public Task Cached_pass_over_rounded_weights()
    {
        const string Declared = "[Encoder, Decoder, Greedy(Rounding = WeightRounding.Int8), Transformer(Precision = Precision.Float32, Activation = Activation.SwiGlu)]";
        return Snapshot.Matches(
            Pass("Copies", Declared) + "\n\n" + Pass("DecodeNext", Declared) + "\n\n" + Sample.Emit(Declared).Piece("Pair.Learner", "PairLearner", "Refresh"));
    }

    [Fact]
    public Task Encoder_with_spatial_pooling() => Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, SpatialPooling(Ratio = 4, FromLayer = 1)]"));

    [Fact]
    public Task Encoder_with_spatial_pooling_and_rotary_positions() =>
        Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, SpatialPooling(By = WindowPooling.Max), Transformer(Positions = Positions.Rotary)]"));

    [Fact]
    public Task Encoder_with_spatial_pooling_and_linear_biases() =>
        Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, SpatialPooling, Transformer(Positions = Positions.Alibi)]"));

    [Fact]
    public Task Encoder_in_which_fewer_positions_go_on() =>
        Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, Allocate<Heed.Allocation.TopTokens>(FromLayer = 1)]"));

    [Fact]
    public Task Encoder_in_which_fewer_and_fewer_windows_go_on() => Snapshot.Matches(Pass(
        "Encode",
        "[Encoder, Decoder, SpatialPooling, Allocate<Heed.Allocation.MergedTokens>, Allocate<Heed.Allocation.FusedTokens>(FromLayer = 1), Transformer(Positions = Positions.Alibi)]"));

    [Fact]
    public Task Encoder_of_joined_steps_and_convolved_windows() => Snapshot.Matches(Pass(
        "Encode", "[Encoder, Decoder, TemporalPooling(FromLayer = 1), SpatialPooling(By = WindowPooling.Convolution)]"));

    [Fact]
    public Task Encoder_whose_queries_are_pooled() => Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, TemporalPooling(By = StepPooling.Queries, FromLayer = 1)]"));

    [Fact]
    public Task Encoder_whose_layers_prune_positions_by_learned_thresholds() => Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, TokenPruning(FromLayer = 1)]"));

    [Fact]
    public Task Training_step_in_which_thresholds_are_learned_or_frozen()
    {
        var run = Sample.Emit("[Encoder, Decoder, TokenPruning]", "A A, T T");
        return Snapshot.Matches(string.Join("\n\n", new[] { "Step", "Backward", "Loss", "Evaluate", "Hidden", "TLogits", "ClassLogits" }.Select(name => run.Piece("Pair.Learner", "PairLearner", name))));
    }

    [Fact]
    public Task Encoder_whose_layers_retain_as_many_positions_as_they_have_learned() => Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, TokenRetention(FromLayer = 1)]"));

    [Fact]
    public Task Training_step_in_which_budgets_are_learned_or_frozen()
    {
        var run = Sample.Emit("[Encoder, Decoder, TokenRetention]", "A A, T T");
        return Snapshot.Matches(string.Join("\n\n", new[] { "Step", "Backward", "Loss", "Hidden", "TLogits" }.Select(name => run.Piece("Pair.Learner", "PairLearner", name))));
    }

    [Fact]
    public Task Encoder_of_pictures_whose_positions_know_rows_and_columns() => Snapshot.Matches(
        Harness.Run(Sample.Pair("[Encoder, Allocate<Own.ByColumn>]", "P P") + Sample.ByColumn, Sample.Data, new MemoryText("/experiments/seen.idx")).Piece("Pair.Model", "PairModel", "EncodeEmbedded"));

    [Fact]
    public Task Encoder_around_whose_layers_positions_are_routed() => Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, Routing(FromLayer = 1)]"));

    [Fact]
    public Task Encoder_in_which_latents_stand_in_the_positions_place() => Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, Latents(Count = 16)]"));

    [Fact]
    public Task Learner_whose_encoder_chooses_tells_what_its_loss_depends_on() =>
        Snapshot.Matches(Sample.Emit("[Encoder, Decoder, Routing]").Piece("Pair.Learner", "PairLearner", "Saliency"));

    [Fact]
    public Task Decoder_that_attends_to_what_is_left_of_the_encoders_states()
    {
        var run = Sample.Emit("[Encoder, Decoder, Beam, AllocateMemory<Heed.Allocation.MergedTokens>]");
        return Snapshot.Matches(string.Join("\n\n", run.Piece("Pair.Model", "PairModel", "Attended"), run.Piece("Pair.Learner", "PairLearner", "Hidden"), run.Piece("Pair.Learner", "PairLearner", "Decode")));
    }

    [Fact]
    public Task Decoder_that_reads_what_is_left_of_its_past()
    {
        const string Declared = "[Encoder, Decoder, AllocatePast<Heed.Allocation.MeanWindows>(Ratio = 4, Block = 8)]";
        return Snapshot.Matches(Pass("Decode", Declared) + "\n\n" + Pass("DecodeNext", Declared));
    }

    [Fact]
    public Task Cached_pass_that_folds_over_weights_in_8_bits() => Snapshot.Matches(
        Pass("DecodeNext", "[Encoder, Decoder, Greedy(Rounding = WeightRounding.Int8), AllocatePast<Heed.Allocation.MaxWindows>(FromLayer = 1), Transformer(Precision = Precision.Float32)]"));

    [Fact]
    public Task Lines_of_allocations_that_hold_weights()
    {
        var run = Harness.Run(
            Sample.Pair("[Encoder, Decoder, Allocate<Own.Learns>, Allocate<Own.Learns>(FromLayer = 1), AllocateMemory<Own.Learns>(Ratio = 3), AllocatePast<Heed.Allocation.ConvolvedWindows>, Share(Projection.Key, In = Trunk.Decoder)]")
            + Sample.Learns("Learns"), Sample.Data);
        string[] words = ["Learns = true", "// Parameters", "HeldWeights", "own.Learns", "own.Past", "w.Memory", "Attended("];
        return Snapshot.Matches(string.Join('\n', (run.Source("Pair.Declaration") + run.Source("Pair.Model") + run.Source("Pair.Learner")).Split('\n').Where(line => words.Any(line.Contains)).Select(line => line.Trim())));
    }

    [Fact]
    public Task Language_model_that_reads_what_is_left_of_its_past_with_linear_biases()
    {
        var run = Sample.Emit("[Decoder, AllocatePast<Heed.Allocation.MergedTokens>, Transformer(Positions = Positions.Alibi, Placement = NormPlacement.Post)]", "L L");
        return Snapshot.Matches(string.Join("\n\n", new[] { "Continue", "Forget", "ContinueNext" }.Select(pass => run.Piece("Pair.Model", "PairModel", pass))));
    }

    [Fact]
    public Task Encoder_whose_heads_learn_how_far_they_see() => Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, AdaptiveSpan]"));

    [Fact]
    public Task Encoder_whose_heads_learn_how_far_they_see_with_linear_biases() =>
        Snapshot.Matches(Pass("Encode", "[Encoder, Decoder, AdaptiveSpan(FromLayer = 1), Transformer(Positions = Positions.Alibi)]"));

    [Fact]
    public Task Decoder_whose_heads_learn_how_far_back_they_see() => Snapshot.Matches(Sample.Emit("[Encoder, Decoder, AdaptiveSpan(In = Trunk.Decoder)]").Piece("Pair.Model", "PairModel", "Decode"));

    [Fact]
    public Task Cached_pass_whose_heads_learn_how_far_back_they_see_with_linear_biases() => Snapshot.Matches(
        Sample.Emit("[Encoder, Decoder, AdaptiveSpan(In = Trunk.Both, FromLayer = 1), Transformer(Positions = Positions.Alibi)]").Piece("Pair.Model", "PairModel", "DecodeNext"));

    [Fact]
    public Task Training_step_whose_objective_counts_spans() =>
        Snapshot.Matches(Sample.Emit("[Encoder, Decoder, AdaptiveSpan, MovingAverage]").Piece("Pair.Learner", "PairLearner", "Step"));

    [Fact]
    public Task Cached_pass_with_eviction()
    {
        const string Declared = "[Encoder, Decoder, CacheEviction(Budget = 48, FromLayer = 1), Transformer(Scale = AttentionScale.Width)]";
        return Snapshot.Matches(Pass("Remember", Declared) + "\n\n" + Pass("DecodeNext", Declared));
    }

    [Fact]
    public Task Cached_language_model_pass_with_eviction_and_linear_biases()
    {
        var run = Sample.Emit("[Decoder, CacheEviction, Transformer(Positions = Positions.Alibi)]", "L L");
        return Snapshot.Matches(run.Piece("Pair.Model", "PairModel", "Forget") + "\n\n" + run.Piece("Pair.Model", "PairModel", "ContinueNext"));
    }

    [Fact]
    public Task Loss_of_an_output_table_of_its_own() => Snapshot.Matches(Sample.Emit(Free).Piece("Pair.Learner", "PairLearner", "Loss"));

    [Fact]
    public Task Training_step() => Snapshot.Matches(Learner("Step"));

    [Theory]
    [MemberData(nameof(DefaultsTests.Optimizers), MemberType = typeof(DefaultsTests))]
    public void Every_optimizer_is_made_from_its_settings(string name) => Assert.Contains(
        $"Optimizer = new {name}(model.named_parameters(), ({name}Spec)spec.Optimizer);",
        Sample.Emit($"[Encoder, Decoder, {name}]").Piece("Pair.Learner", "PairLearner", ".ctor"), StringComparison.Ordinal);

    [Fact]
    public Task Accumulation() => Snapshot.Matches(Learner("Backward"));

    [Fact]
    public Task Training_step_with_a_moving_average()
    {
        var run = Sample.Emit("[Encoder, Decoder, MovingAverage]");
        string[] members = [".ctor", "Average", "Step", "Dispose"];
        return Snapshot.Matches(string.Join("\n\n", members.Select(member => run.Piece("Pair.Learner", "PairLearner", member))));
    }

    [Fact]
    public Task Passes_with_gradient_checkpointing()
    {
        var run = Sample.Emit("[Encoder, Decoder, Transformer(GradientCheckpointing = GradientCheckpointing.EveryLayer)]");
        string[] members = ["GradientCheckpoints", "Encode", "Decode"];
        return Snapshot.Matches(
            string.Join("\n\n", members.Select(member => run.Piece("Pair.Model", "PairModel", member))) + "\n\n" +
            run.Piece("Pair.Learner", "PairLearner", "Backward"));
    }

    [Fact]
    public Task Loss() => Snapshot.Matches(Learner("Loss"));

    [Fact]
    public Task Evaluation() => Snapshot.Matches(Learner("Evaluate"));

    [Fact]
    public Task Decoding() => Snapshot.Matches(Learner("Decode"));

    [Fact]
    public Task Decoding_by_beam_search() => Snapshot.Matches(
        Sample.Emit("[Encoder, Decoder, Beam]").Piece("Pair.Learner", "PairLearner", "Decode") + "\n\n" + Pass("Remember", "[Encoder, Decoder, Beam]"));

    [Fact]
    public Task Decoding_by_sampling() => Snapshot.Matches(Sample.Emit("[Encoder, Decoder, Sampling]").Piece("Pair.Learner", "PairLearner", "Decode"));

    [Fact]
    public Task Observation() => Snapshot.Matches(Learner("Observe"));

    private static string Pass(string member, string stacks = "[Encoder, Decoder]") =>
        Sample.Emit(stacks).Piece("Pair.Model", "PairModel", member);

    private static string Learner(string member) => Sample.Emit().Piece("Pair.Learner", "PairLearner", member);
}
