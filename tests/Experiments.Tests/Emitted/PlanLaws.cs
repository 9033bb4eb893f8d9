using Heed.Host;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

public class PlanLaws
{
    [Law(MaxTest = 300)]
    public void The_model_registers_exactly_the_weights_of_the_plan_whatever_the_numbers_are(ModelCase one)
    {
        using var learner = one.Learner();
        Assert.Equal(
            Subject.Plan(one.Spec).Weights.Select(weight => $"{weight.Name} [{string.Join(' ', weight.Shape)}]").Order(StringComparer.Ordinal),
            learner.Model.named_parameters().Select(weight => $"{weight.name} [{string.Join(' ', weight.parameter.shape)}]")
                .Order(StringComparer.Ordinal));
    }

    [Law(MaxTest = 300)]
    public void Tasks_hold_every_weight_that_the_model_registers_and_no_other(ModelCase one)
    {
        using var learner = one.Learner();
        Assert.Equal(
            learner.Model.parameters().Select(weight => weight.Handle).Order(),
            one.Spec.Tasks.SelectMany(task => Held.By(learner, task.Name).Values).Select(weight => weight.Handle).Distinct().Order());
    }

    [Fact]
    public void Allocations_that_hold_weights_in_every_place_are_shared_as_keys_are_by_tasks_of_both_kinds()
    {
        var plan = Subject.Plan(LearnedEverywhere.Spec);
        using var learner = LearnedEverywhere.Create(plan, CPU);
        string[] names = [.. plan.Weights.Select(weight => weight.Name)];
        Assert.Equal(names.Order(StringComparer.Ordinal), learner.Model.named_parameters().Select(weight => weight.name).Order(StringComparer.Ordinal));
        string[] held =
        [
            "Fill.encoder.0.gated_means.gate.weight", "ToRight.encoder.0.gated_means.gate.weight", "ToRight.encoder.1.gated_means2.gate.weight", "ToRight.memory.map.weight",
            "Speak.decoder.0.past.map.weight", "ToRight.decoder.0.past.map.weight", "shared.decoder.1.past.map.weight",
        ];
        Assert.Empty(held.Except(names));
        Assert.DoesNotContain("shared.decoder.0.past.map.weight", names);
    }

    [Fact]
    public void Parameters_are_as_many_as_counted_by_hand()
    {
        // Width 8, feed-forward 32: an attention has 4 maps of 8·8 + 8, a feed-forward (8·32 + 32) + (32·8 + 8), a norm 8 + 8.
        const int attention = 4 * 72, feedForward = 288 + 264, norm = 16;
        const int encoderLayer = attention + feedForward + (2 * norm), decoderLayer = (2 * attention) + feedForward + (3 * norm);
        const int embedding = 300 * 8, model = embedding + (2 * encoderLayer) + norm + (2 * decoderLayer) + norm;
        const int queriesAndKeys = (2 * 2 * 72) + (2 * 4 * 72), values = (2 * 72) + (2 * 2 * 72);
        Assert.Equal(6_528, model);
        Assert.Equal(2 * model, Parameters("Apart"));
        Assert.Equal((2 * model) - queriesAndKeys, Parameters("SameWeights"));
        Assert.Equal((2 * model) - values, Parameters("SameValues"));
        Assert.Equal(model - encoderLayer, Parameters("Together"));

        // Norms: 2 and 3 in a layer, and one after each stack. The gate is a third matrix. One key and value head of 2: half of them.
        Assert.Equal(2 * (model - (8 * ((2 * 2) + (2 * 3) + 2))), Parameters("Rms"));
        Assert.Equal(2 * (model - (2 * norm)), Parameters("Post"));
        Assert.Equal(2 * model, Parameters("Gelu"));
        Assert.Equal(2 * (model + (4 * 288)), Parameters("SwiGlu"));
        Assert.Equal(2 * (model - ((2 + 4) * 2 * 36)), Parameters("OneKey"));
        Assert.Equal(2 * (model + (12 * 8)), Parameters("Placed"));
        Assert.Equal((2 * model) - embedding + (12 * 8), Parameters("PlacedTogether"));
        Assert.Equal(2 * model, Parameters("Leaning"));
        Assert.Equal(2 * (model + embedding), Parameters("Freed"));
    }

    [Fact]
    public void What_a_long_layer_keeps_is_as_counted_by_hand()
    {
        // Width 8, 2 heads: of each of 1,500 positions 8·8 and 3·32 of the network, a key and a value; keys are means of 2. Attention to 1,024 keys
        // or more keeps no scores in float32, to fewer it does, and in bfloat16.
        const double positions = 1_500 * (64 + 96 + 16.0), pooled = (1_500 * (64 + 96)) + (750 * (16 + 8.0)), cells = 3 * 2 * 1_500;
        Assert.Equal((4 * (pooled + (cells * 750)), 4 * positions), Bytes(Precision.Float32));
        Assert.Equal((4 * (pooled + (cells * 750)), 4 * (positions + (cells * 1_500))), Bytes(Precision.BFloat16));

        static (double Own, double Dense) Bytes(Precision precision)
        {
            var spec = Subject.Named("Pooled").Spec;
            var cost = AllocationCost.Of(Subject.Plan(spec with
            {
                Encoder = spec.Encoder! with { MaximumLength = 1_500 },
                Transformer = spec.Transformer with { Precision = precision },
            }))[0];
            return (cost.Bytes, cost.Dense.Bytes);
        }
    }

    [Fact]
    public void Spans_of_the_whole_length_keep_the_scores_that_a_dense_layer_does_not()
    {
        const double positions = 1_500 * (64 + 96 + 16.0), scores = 3 * 2 * 1_500.0 * 1_500;
        var spec = Subject.Named("Spanned").Spec;
        var cost = AllocationCost.Of(Subject.Plan(spec with
        {
            Encoder = spec.Encoder! with { MaximumLength = 1_500 },
            AdaptiveSpan = spec.AdaptiveSpan! with { Start = 1_500 },
            Transformer = spec.Transformer with { Precision = Precision.Float32 },
        }))[0];
        Assert.Equal((4 * (positions + scores), 4 * positions), (cost.Bytes, cost.Dense.Bytes));
    }

    [Theory]
    [InlineData("Apart", "")]
    [InlineData("Recalling", "")]
    [InlineData("Kept", "")]
    [InlineData("Thresholded", "as if nothing were left out")]
    [InlineData("Retained", "as if nothing were left out")]
    [InlineData("LookingBack", "at the spans that it starts with")]
    [InlineData("RetainedLast", "as if nothing were left out and at the spans that it starts with")]
    public void What_only_a_run_can_tell_is_said_beside_operations(string name, string said)
    {
        var plan = Subject.Plan(Subject.Named(name).Spec);
        Assert.Equal(said, AllocationCost.Assumed(plan.Spec));
        Assert.EndsWith($", forward{(said.Length > 0 ? $", {said}" : "")}", PlanView.Outline(plan).FlopsOf, StringComparison.Ordinal);
    }

    [Fact]
    public void Operations_are_as_many_as_counted_by_hand()
    {
        // A map of width 8 takes 2·8·8 a position, scores and what they mix 4·8 a pair, here 3 sources and 5 targets.
        const int map = 128, feedForward = 2 * 8 * 32;
        const int encoder = (3 * ((4 * map) + (2 * feedForward))) + (32 * 3 * 3);
        const int decoder = (5 * ((6 * map) + (2 * feedForward))) + (3 * 2 * map) + (32 * 5 * (5 + 3));
        const int logits = 5 * 2 * 8 * 300, model = logits + (2 * encoder) + (2 * decoder), keysAndValues = 2 * (3 + 5 + 3) * map;
        Assert.Equal(model, Operations("Apart"));
        Assert.Equal(model + (2 * (3 + 5) * feedForward), Operations("SwiGlu"));
        Assert.Equal(model - keysAndValues, Operations("OneKey"));
        Assert.Equal(model, Operations("Freed"));
        Assert.Equal(2 * 3 * model, Trained("Apart"));
        Assert.Equal(2 * ((3 * model) + (2 * encoder) + (2 * decoder)), Trained("Checkpointed"));
    }

    [Fact]
    public void Layers_that_run_again_are_told_to_hold_little()
    {
        double Bytes(string name) => CostPlan.TrainingBytes(
            Subject.Plan(Subject.Named(name).Spec with { Encoder = new() { Layers = 12, Width = 64 }, Decoder = new() { Layers = 12 }, BatchTokens = 65_536 }), 32, 32);

        Assert.InRange(Bytes("Checkpointed"), 0, Bytes("Apart") / 4);
    }

    // Operations of a training step of two rows.
    private static double Trained(string name)
    {
        var plan = Subject.Plan(Subject.Named(name).Spec);
        return CostPlan.BatchFlops(plan, plan.Spec.Tasks[0], rows: 2, source: 3, target: 5);
    }

    private static double Operations(string name) => CostPlan.Of(Subject.Plan(Subject.Named(name).Spec), source: 3, target: 5).Flops;

    private static long Parameters(string name)
    {
        using var learner = Subject.Named(name).Learner();
        var counted = learner.Model.parameters().Sum(parameter => parameter.numel());
        Assert.Equal(counted, Subject.Plan(Subject.Named(name).Spec).Parameters);
        return counted;
    }
}
