using Heed.Allocation;
using Heed.Attention;
using Heed.Host;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Fewer positions go on from layer to layer, from the attribute to the emitted pass.</summary>
public class ReductionLaws
{
    [Law(MaxTest = 300)]
    public void Positions_that_receive_most_go_on_as_written_out_by_hand(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (draw, declared) = (new Draw(seed), Subject.Named("Kept").Spec);
        var ratio = draw.Below(2, 5);
        using var learner = Subject.Named("Kept").Learner(declared with
        {
            Seed = seed & int.MaxValue,
            Encoder = declared.Encoder! with { Layers = 1 },
            Reductions = new(declared.Reductions.Single() with { Ratio = ratio }),
        });
        var batch = Batches.Of(0, [draw.Examples(1)[0]]);
        dynamic w = Held.Record(learner.Model, "ToRight"), own = ((IReadOnlyList<KeptEncoderLayer>)w.Encoder)[0];
        var length = batch.Source.Length;
        Tensor x = (Embedding.Tokens(w.Embedding, Ids.Of(batch.Source, 1, CPU)) * Math.Sqrt(8)) + Sinusoidal.Table(12, 8).narrow(0, 0, length);
        Tensor y = Norm.Layer(x, own.AttentionNorm);
        Tensor q = Heads.Split(Linear.Apply(y, own.Query), 2), k = Heads.Split(Linear.Apply(y, own.Key), 2), v = Heads.Split(Linear.Apply(y, own.Value), 2);
        var weights = (q.matmul(k.transpose(2, 3)) / 2).softmax(-1);
        x = x + Linear.Apply(Heads.Join(weights.matmul(v)), own.Output);
        var received = weights.sum([0, 1, 2]).data<float>().ToArray();
        foreach (var place in Enumerable.Range(0, length).OrderByDescending(place => received[place]).Take((length + ratio - 1) / ratio))
        {
            var state = x.narrow(1, place, 1);
            state.copy_(state + FeedForward.Relu(Norm.Layer(state, own.FeedForwardNorm), own.Up, own.Down, Dropout.Off));
        }

        Same.Close(Norm.Layer(x, w.EncoderNorm), new Passes(learner, "ToRight").Encode(batch).Memory, 1e-5);
    }

    // In float32 it reads weights by blocks where no gradients are kept, and goes through libtorch's own attention where they are.
    [Theory]
    [InlineData("Kept")]
    [InlineData("Thresholded")]
    [InlineData("Retained")]
    public void A_long_sequence_is_encoded_alike_whether_gradients_are_kept_or_not(string name)
    {
        using var scope = NewDisposeScope();
        var declared = Subject.Named(name).Spec;
        using var learner = Subject.Named(name).Learner(declared with { Encoder = declared.Encoder! with { MaximumLength = 1_100 } });
        var batch = Batches.Of(0, new Draw(7).Examples(2, 1_030, 1_090));
        var passes = new Passes(learner, "ToRight");
        using (no_grad())
        {
            foreach (var (_, kept) in learner.Model.named_parameters().Where(weight => weight.name.EndsWith(".retention.weight", StringComparison.Ordinal)))
                kept.narrow(0, 500, 600).zero_();
        }

        var tracked = passes.Encode(batch).Memory;
        Assert.True(tracked.requires_grad);
        using var untracked = no_grad();
        Same.Close(tracked, passes.Encode(batch).Memory, 1e-5);
    }

    [Fact]
    public void What_was_left_out_looks_nowhere_and_nobody_looks_at_it()
    {
        using var learner = Subject.Named("Kept").Learner();
        var batch = Batches.Of(0, new Draw(5).Examples(3), 2);
        using var maps = learner.Observe(0, batch);
        var counts = tensor(batch.Source, [batch.Rows, batch.SourceLength], int64).ne(0).sum(1).data<long>().ToArray();
        foreach (var map in maps.Maps.Where(map => map.Place == AttentionPlace.Encoder))
        {
            long[] looks = [.. map.Weights.sum(-1).gt(0).sum(-1).select(1, 0).data<long>()], seen = [.. map.Weights.sum(2).gt(0).sum(-1).select(1, 0).data<long>()];
            long[] left = [.. counts.Select(count => map.Layer == 0 ? count : (count + 1) / 2)];
            Assert.Equal(left, looks);
            Assert.Equal(left, seen);
        }
    }

    [Law(MaxTest = 300)]
    public void Each_layer_is_recorded_with_the_positions_that_it_works_on(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var draw = new Draw(seed);
        var from = draw.Below(0, 2);
        using var learner = Subject.Named("Kept").Learner(From(from, Subject.Named("Kept").Spec) with { Seed = seed & int.MaxValue });
        var batch = Batches.Of(0, draw.Examples(3), draw.Below(0, 3));
        using var recorder = learner.Observe(0, batch);
        Assert.Equal(from == 0 ? [0, 1] : [0, 1, LayerAllocation.AfterLast], recorder.Allocations.Select(one => one.Layer));
        var real = tensor(batch.Source, [batch.Rows, batch.SourceLength], int64).ne(0);
        Assert.All(recorder.Allocations.Take(from + 1), whole => Same.Close(real.to(float32).diag_embed(), whole.Shares));

        // What the layer's heads look at most goes on; padding looks nowhere.
        var received = recorder.Maps.Single(map => map.Place == AttentionPlace.Encoder && map.Layer == from).Weights.mean([1]).sum(1).data<float>().ToArray();
        var kept = recorder.Allocations[from + 1].Shares;
        Same.Close(kept.sum(-1), kept.amax([-1]));
        float[] sums = [.. kept.sum(1).data<float>()];
        foreach (var row in Enumerable.Range(0, batch.Rows))
        {
            int[] places = [.. Enumerable.Range(row * batch.SourceLength, batch.SourceLength).Where(place => batch.Source[place] != 0)];
            Assert.Equal(
                places.OrderByDescending(place => received[place]).Take((places.Length + 1) / 2).Order(),
                Enumerable.Range(row * batch.SourceLength, batch.SourceLength).Where(place => sums[place] == 1));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Each_layer_leaves_the_part_that_was_declared_for_it_and_its_number_has_a_name_of_its_own(double second)
    {
        var spec = Subject.Named("Narrowed").Spec;
        var number = Numbers.Of(spec).Single(one => one.Path == "TopTokens2.Ratio");
        Assert.Equal(2, number.Read(spec));
        using var learner = Subject.Named("Narrowed").Learner(number.Write(spec, second));
        foreach (var seed in Enumerable.Range(1, 20))
        {
            var batch = Batches.Of(0, new Draw(seed).Examples(3), 2);
            using var recorder = learner.Observe(0, batch);
            long[] counts = [.. tensor(batch.Source, [batch.Rows, batch.SourceLength], int64).ne(0).sum(1).data<long>()];
            long[] then = [.. counts.Select(count => (long)Math.Ceiling(count / 1.25))], last = [.. then.Select(count => (long)Math.Ceiling(count / second))];
            Assert.Equal([counts, then, last], recorder.Allocations.Select(one => one.Shares.sum(-1).gt(0).sum(1).data<long>().ToArray()));
        }
    }

    [Theory]
    [InlineData("FusedTurned", 3)]
    [InlineData("MergedLeaning", 3)]
    [InlineData("Hybrid", 3, true)]
    [InlineData("Joined", 2)]
    [InlineData("Asked", 3)]
    [InlineData("Routed", 3)]
    [InlineData("Perceiving", 3)]
    [InlineData("Thresholded", 2, true)]
    [InlineData("ThresholdedLeaning", 3, true)]
    [InlineData("ThresholdedLast", 3, true)]
    [InlineData("Pooled", 2)]
    [InlineData("Apart", 0)]
    public void Every_layer_of_an_allocated_encoder_is_recorded_and_no_other(string name, int layers, bool last = false)
    {
        using var learner = Subject.Named(name).Learner();
        var batch = Batches.Of(0, new Draw(6).Examples(3), 1);
        using var recorder = learner.Observe(0, batch);
        Assert.Equal([.. Enumerable.Range(0, layers), .. last ? [LayerAllocation.AfterLast] : Array.Empty<int>()], recorder.Allocations.Select(one => one.Layer));
        foreach (var (_, shares) in recorder.Allocations)
        {
            Assert.Equal((batch.Rows, batch.SourceLength), (shares.size(0), shares.size(2)));
            var sums = shares.sum(-1);
            Same.Close(sums.gt(0).to(float32), sums);
            Same.Zero(shares.sum(1).masked_fill(tensor(batch.Source, [batch.Rows, batch.SourceLength], int64).ne(0), 0));
        }
    }

    [Fact]
    public void Nothing_is_recorded_while_it_is_off()
    {
        AttentionRecorder.Off.Keep(0, () => throw new InvalidOperationException("asked for"));
        Assert.Empty(AttentionRecorder.Off.Allocations);
    }

    [Theory]
    [InlineData("Kept")]
    [InlineData("Kept", 1)]
    [InlineData("FusedTurned")]
    [InlineData("MergedLeaning")]
    [InlineData("Routed")]
    [InlineData("Thresholded")]
    public void What_is_put_back_is_worked_on_alone_beside_what_is_anyway(string name, int? from = null)
    {
        using var scope = NewDisposeScope();
        var spec = from is { } last ? From(last, Subject.Named(name).Spec) : Subject.Named(name).Spec;
        using var learner = Subject.Named(name).Learner(spec.TokenPruning is null ? spec : spec with { TokenPruning = new() { Threshold = 6 } });
        foreach (var seed in Enumerable.Range(1, 20))
        {
            var batch = Batches.Of(0, new Draw(seed).Examples(1, shortest: 5, longest: 9));
            using var before = learner.Observe(0, batch);
            foreach (var position in Enumerable.Range(0, batch.SourceLength))
            {
                using (PutBack.At(position))
                {
                    using var back = learner.Observe(0, batch);
                    Assert.All(back.Allocations, layer => Assert.Equal(PositionWork.Alone, LayerWork.Of(layer)[position]));

                    // In the first layer that leaves any out, nothing has changed yet by which the others are chosen.
                    var (row, first) = before.Allocations.Select(LayerWork.Of).Index().First(layer => !layer.Item.Whole);
                    var then = LayerWork.Of(back.Allocations[row]);
                    Assert.All(
                        Enumerable.Range(0, batch.SourceLength).Where(place => first[place] == PositionWork.Alone && name != "FusedTurned"),
                        place => Assert.Equal(PositionWork.Alone, then[place]));
                    if (name is "Kept" or "Routed" or "Thresholded")
                        Assert.Equal(
                            Enumerable.Range(0, batch.SourceLength).Where(place => place == position || first[place] == PositionWork.Alone),
                            Enumerable.Range(0, batch.SourceLength).Where(place => then[place] == PositionWork.Alone));
                }

                using var after = learner.Observe(0, batch);
                Assert.All(before.Allocations.Zip(after.Allocations), pair => Same.Bits(pair.First.Shares, pair.Second.Shares));
            }
        }
    }

    [Fact]
    public void Where_every_position_is_put_back_the_encoder_is_the_dense_one()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var batch = Batches.Of(0, new Draw(9).Examples(1, shortest: 5));
        foreach (var name in new[] { "Kept", "MergedLeaning", "Thresholded" })
        {
            using var learner = Subject.Named(name).Learner();
            var states = new Passes(learner, "ToRight");
            Assert.ThrowsAny<Exception>(() => Same.Close(Dense(learner, Subject.Named(name).Spec, batch), states.Encode(batch).Memory, 1e-5));
            using var every = PutBack.Every();
            Same.Close(Dense(learner, Subject.Named(name).Spec, batch), states.Encode(batch).Memory, 1e-5);
        }
    }

    [Fact]
    public void Cost_counts_fewer_positions_after_each_layer_that_reduces()
    {
        var spec = Subject.Named("Apart").Spec with { Encoder = new() { MaximumLength = 512 } };
        ReductionSpec Top(int layer, int layers) => new() { Strategy = "TopTokens", FromLayer = layer, Layers = layers, Left = Remaining.Share };
        ExperimentPlan dense = Subject.Plan(spec), reduced = Subject.Plan(spec with { Reductions = new(Top(0, 2)) });
        double Cells(ExperimentPlan plan, int layer) => CostPlan.Of(plan, 512, 32).Rows.Single(row => row.Name == $"encoder layer {layer}").AttentionCells;
        Assert.Equal([1, 4, 16], Enumerable.Range(0, 3).Select(layer => Cells(dense, layer) / Cells(reduced, layer)));
        double Flops(ExperimentPlan plan, int layer) => CostPlan.Of(plan, 512, 32).Rows.Single(row => row.Name == $"encoder layer {layer}").Flops;
        Assert.Equal(256 * 4.0 * 256 * 1_024, Flops(dense, 0) - Flops(reduced, 0));
    }

    [Fact]
    public void The_cost_card_tells_each_layer_beside_a_dense_one()
    {
        var plan = Subject.Plan(Subject.Named("Kept").Spec with { Encoder = new() { MaximumLength = 512 } });
        var costs = AllocationCost.Of(plan);
        Assert.Equal([(512L, 256L), (256, 256), (256, 256)], costs.Select(one => (one.At.Queries, one.At.FeedForward)));
        Assert.Equal([1, 0.25, 0.25], costs.Select(one => one.Cells / one.Dense.Cells));
        Assert.Equal(CostPlan.Of(plan, 512, 32).Rows.Where(row => row.Name.StartsWith("encoder", StringComparison.Ordinal)).Select(row => row.Flops), costs.Select(one => one.Flops));
        Assert.All(costs, one => Assert.InRange(one.Bytes, 1, one.Dense.Bytes - 1));
        Assert.Contains("(25 %)", Assert.Single(AllocationCost.Lines(Subject.Plan(Subject.Named("PooledLeaning").Spec with { SpatialPooling = new() { Ratio = 4 } }))), StringComparison.Ordinal);
        Assert.Empty(AllocationCost.Of(Subject.Plan(Subject.Named("Apart").Spec)));
    }

    // The same, reducing from another layer on.
    private static ExperimentSpec From(int layer, ExperimentSpec spec) => spec with { Reductions = spec.Reductions.Select(one => one with { FromLayer = layer }).ToEquatableArray() };

    // The states of the same weights through no allocation at all.
    internal static Tensor Dense(ILearner allocated, ExperimentSpec spec, Heed.Data.Batch batch)
    {
        var made = spec.Transformer;
        dynamic w = Held.Record(allocated.Model, "ToRight");
        var (source, heads) = (Ids.Of(batch.Source, batch.Rows, CPU), spec.Encoder!.Heads);
        var (length, groups) = (source.size(1), spec.Encoder.KeyValueHeads == 0 ? heads : spec.Encoder.KeyValueHeads);
        var mask = AttentionMask.Padding(source);
        if (made.Positions == Positions.Alibi)
            mask = mask.Biased(Alibi.Bias(Alibi.Slopes(heads), length, length));
        Tensor x = Embedding.Tokens(w.Embedding, source) * Math.Sqrt(8);
        if (made.Positions == Positions.Sinusoidal)
            x = x + Sinusoidal.Table(12, 8).narrow(0, 0, length);
        if (made.Positions == Positions.Learned)
            x = x + ((Tensor)w.Positions).narrow(0, 0, length);
        foreach (dynamic own in w.Encoder)
        {
            Tensor y = made.Placement == NormPlacement.Pre ? Norm.Layer(x, own.AttentionNorm) : x;
            Tensor q = Heads.Split(Linear.Apply(y, own.Query), heads), k = Heads.Split(Linear.Apply(y, own.Key), groups), v = Heads.Split(Linear.Apply(y, own.Value), groups);
            if (made.Positions == Positions.Rotary)
                (q, k) = (Rotary.Apply(q, Rotary.Table(12, 4)), Rotary.Apply(k, Rotary.Table(12, 4)));
            x = x + Linear.Apply(Heads.Join(Attend.Observed(q, k, v, mask).Output), own.Output);
            x = made.Placement == NormPlacement.Pre ? x : Norm.Layer(x, own.AttentionNorm);
            y = made.Placement == NormPlacement.Pre ? Norm.Layer(x, own.FeedForwardNorm) : x;
            x = x + FeedForward.Relu(y, own.Up, own.Down, Dropout.Off);
            x = made.Placement == NormPlacement.Pre ? x : Norm.Layer(x, own.FeedForwardNorm);
        }

        return made.Placement == NormPlacement.Pre ? Norm.Layer(x, w.EncoderNorm) : x;
    }
}
