using Heed.Attention;
using Heed.Data;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>What a decoder attends to in the place of the encoder's states, from the attribute to the emitted pass and to answers.</summary>
public class MemoryLaws
{
    public static TheoryData<string> Remembering { get; } = ["Remembering", "RememberingMerged", "RecallingConvolved"];

    [Fact]
    public void The_cost_card_tells_of_a_decoder_that_attends_to_fewer_states()
    {
        var plan = Subject.Plan(Subject.Named("RememberingMerged").Spec);
        var (source, target) = (plan.Encoder!.MaximumLength, plan.Decoder!.MaximumLength);
        var costs = AllocationCost.Of(plan).Where(one => one.Stack == "decoder").ToArray();
        double Flops(ExperimentPlan made) => CostPlan.Of(made, source, target).Rows
            .Where(row => row.Name == "memory" || row.Name.StartsWith("decoder", StringComparison.Ordinal)).Sum(row => row.Flops);
        Assert.Equal(Flops(plan), costs.Sum(one => one.Flops));
        Assert.Equal(Flops(plan with { Spec = plan.Spec.Dense }), costs.Sum(one => one.Dense.Flops));
        Assert.All(costs, one => Assert.True(one.Cells < one.Dense.Cells && one.Bytes < one.Dense.Bytes));
    }

    [Theory]
    [MemberData(nameof(Remembering))]
    public void At_ratio_1_the_decoder_attends_to_every_state_and_at_its_own_to_others(string name)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var declared = Subject.Named(name).Spec;
        var batch = Batches.Of(0, new Draw(11).Examples(3), 2);
        Assert.Equal(batch.SourceLength, Attended(1).size(1));
        Assert.InRange(Attended(declared.AllocateMemory!.Ratio).size(1), 1, batch.SourceLength - 1);

        Tensor Attended(double ratio)
        {
            using var learner = Subject.Named(name).Learner(declared with { AllocateMemory = declared.AllocateMemory! with { Ratio = ratio } });
            var (states, mask) = Encoded(learner, batch);
            var memory = new Passes(learner, "ToRight").Encode(batch).Memory;
            dynamic model = learner.Model, w = Held.Record(learner.Model, "ToRight");
            Tensor dense = model.Decode(w, Ids.Of(batch.Decoder, batch.Rows, CPU), states, mask, Dropout.Off, AttentionRecorder.Off);
            if (ratio == 1)
                Same.Close(dense, new Passes(learner, "ToRight").States(batch), 1e-6);
            else
                Assert.ThrowsAny<Exception>(() => Same.Close(dense, new Passes(learner, "ToRight").States(batch), 1e-4));
            return memory.MoveToOuterDisposeScope();
        }
    }

    [Law(MaxTest = 300)]
    public void A_decoder_that_attends_to_means_is_a_dense_one_over_means_written_out_by_hand(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (draw, declared) = (new Draw(seed), Subject.Named("Remembering").Spec);
        var ratio = draw.Below(2, 5);
        using var learner = Subject.Named("Remembering").Learner(declared with { Seed = seed & int.MaxValue, AllocateMemory = declared.AllocateMemory! with { Ratio = ratio } });
        var batch = Batches.Of(0, [draw.Examples(1)[0]]);
        var (states, _) = Encoded(learner, batch);
        Tensor[] means = [.. Enumerable.Range(0, (batch.SourceLength + ratio - 1) / ratio)
            .Select(window => states.narrow(1, window * ratio, Math.Min(ratio, batch.SourceLength - (window * ratio))).mean([1], keepdim: true))];
        var memory = cat(means, 1);
        dynamic model = learner.Model, w = Held.Record(learner.Model, "ToRight");
        Tensor expected = model.Decode(
            w, Ids.Of(batch.Decoder, 1, CPU), memory, new AttentionMask(zeros(1, 1, 1, means.Length), null), Dropout.Off, AttentionRecorder.Off);
        Same.Close(expected, new Passes(learner, "ToRight").States(batch), 1e-5);

        // And what trains is what was passed: the loss of these states.
        var logits = new Passes(learner, "ToRight").Logits(expected).flatten(0, 1);
        var loss = nn.functional.cross_entropy(logits, tensor(batch.Labels, int64), ignore_index: 0).item<float>();
        Assert.Equal(loss, learner.Evaluate(0, batch).Sum / batch.RealLabels, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Remembering))]
    public void Attention_of_a_decoder_is_told_of_the_states_that_were_there_each_query_spends_1(string name)
    {
        using var learner = Subject.Named(name).Learner();
        var batch = Batches.Of(0, new Draw(5).Examples(3), 2);
        using var recorder = learner.Observe(0, batch);
        var maps = recorder.Maps.Where(map => map.Place == AttentionPlace.Cross).ToArray();
        Assert.Equal(2, maps.Length);
        var real = tensor(batch.Source, [batch.Rows, 1, 1, batch.SourceLength], int64).ne(0).to(float32);
        foreach (var map in maps)
        {
            Assert.Equal(batch.SourceLength, map.Weights.size(-1));
            Same.Close(ones_like(map.Weights.sum(-1)), map.Weights.sum(-1), 1e-5);
            Same.Close(zeros_like(map.Weights), map.Weights * (1 - real));
        }
    }

    [Fact]
    public void What_is_put_back_into_the_encoder_is_left_out_of_memory_as_before()
    {
        using var learner = Subject.Named("RememberingMerged").Learner();
        var batch = Batches.Of(0, new Draw(5).Examples(3), 2);
        dynamic model = learner.Model;
        var (states, mask) = Encoded(learner, batch);
        long Left() => ((Allocation.Reduction)model.Attended(states, mask)).Left.Length;
        var before = Left();
        using var whole = Allocation.PutBack.Every();
        Assert.Equal(before, Left());
        Assert.InRange(before, 1, batch.SourceLength - 1);
    }

    [Fact]
    public void Merging_in_memory_costs_what_it_costs_and_saves_what_it_saves()
    {
        var spec = Subject.Named("RememberingMerged").Spec;
        var (dense, merged) = (Cost(1), Cost(2));
        Assert.Equal(Planning.Remaining.Pairs(10, 8), Assert.Single(merged.Rows, row => row.Name == "memory").Flops);
        Assert.DoesNotContain(dense.Rows, row => row.Name == "memory");
        Assert.True(merged.Flops < dense.Flops);

        Planning.CostPlan Cost(double ratio) =>
            Planning.CostPlan.Of(Subject.Plan(spec with { AllocateMemory = spec.AllocateMemory! with { Ratio = ratio } }), source: 10, target: 10);
    }

    private static (Tensor States, AttentionMask Mask) Encoded(ILearner learner, Batch batch) =>
        new Passes(learner, "ToRight").Whole(Ids.Of(batch.Source, batch.Rows, CPU));
}
