using Heed.Attention;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Keys and values of windows, from the attribute to the emitted pass.</summary>
public class SpatialPoolingLaws
{
    [Law(MaxTest = 300)]
    public void At_ratio_1_the_encoder_is_the_dense_one(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (draw, spec) = (new Draw(seed), Subject.Named("Pooled").Spec with { Seed = seed & int.MaxValue });
        using ILearner pooled = Subject.Named("Pooled").Learner(spec with { SpatialPooling = new() { Ratio = 1 } }), dense = Subject.Named("Apart").Learner(spec with { SpatialPooling = null });
        var batch = Batches.Of(0, draw.Examples(draw.Below(1, 4)), draw.Below(0, 3));
        Same.Close(new Passes(dense, "ToRight").Encode(batch).Memory, new Passes(pooled, "ToRight").Encode(batch).Memory, 1e-6);
    }

    [Law(MaxTest = 300)]
    public void A_layer_attends_to_means_of_neighbours_written_out_by_hand(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (draw, numbers) = (new Draw(seed), Subject.Named("Pooled").Spec);
        var ratio = draw.Below(2, 5);
        var spec = numbers with { Seed = seed & int.MaxValue, Encoder = numbers.Encoder! with { Layers = 1 }, SpatialPooling = new() { Ratio = ratio } };
        using var learner = Subject.Named("Pooled").Learner(spec);
        var batch = Batches.Of(0, [draw.Examples(1)[0]]);
        dynamic w = Held.Record(learner.Model, "ToRight"), own = ((IReadOnlyList<PooledEncoderLayer>)w.Encoder)[0];
        var length = batch.Source.Length;
        Tensor x = (Embedding.Tokens(w.Embedding, Ids.Of(batch.Source, 1, CPU)) * Math.Sqrt(8)) + Sinusoidal.Table(12, 8).narrow(0, 0, length);
        Tensor y = Norm.Layer(x, own.AttentionNorm);
        var means = cat([.. Enumerable.Range(0, (length + ratio - 1) / ratio).Select(window =>
            y.narrow(1, window * ratio, Math.Min(ratio, length - (window * ratio))).mean([1], keepdim: true))], 1);
        Tensor q = Heads.Split(Linear.Apply(y, own.Query), 2), k = Heads.Split(Linear.Apply(means, own.Key), 2), v = Heads.Split(Linear.Apply(means, own.Value), 2);
        x = x + Linear.Apply(Heads.Join((q.matmul(k.transpose(2, 3)) / 2).softmax(-1).matmul(v)), own.Output);
        x = x + FeedForward.Relu(Norm.Layer(x, own.FeedForwardNorm), own.Up, own.Down, Dropout.Off);
        Same.Close(Norm.Layer(x, w.EncoderNorm), new Passes(learner, "ToRight").Encode(batch).Memory, 1e-5);
    }

    [Theory]
    [InlineData("Pooled")]
    [InlineData("PooledTurned")]
    [InlineData("PooledLeaning")]
    public void What_is_looked_at_is_told_of_the_positions_that_were_read(string name)
    {
        using var learner = Subject.Named(name).Learner();
        var batch = Batches.Of(0, new Draw(5).Examples(3), 2);
        using var maps = learner.Observe(0, batch);
        var pooling = Subject.Named(name).Spec.SpatialPooling!;
        foreach (var map in maps.Maps.Where(map => map.Place == AttentionPlace.Encoder))
        {
            long length = batch.Source.Length / batch.Rows;
            Assert.Equal([3, 2, length, length], map.Weights.shape);
            var real = tensor(batch.Source, [3, 1, length], int64).ne(0).to(float32).expand(-1, 2, -1); // padding looks nowhere
            Same.Close(real, map.Weights.sum(-1), 1e-5);
            var together = (map.Weights[TensorIndex.Ellipsis, 0] - map.Weights[TensorIndex.Ellipsis, 1]).abs().max().item<float>();
            Assert.Equal(pooling.RatioAt(map.Layer) > 1, together < 1e-6);
        }
    }

    [Fact]
    public void Cost_counts_fewer_keys()
    {
        var spec = Subject.Named("Apart").Spec with { Encoder = new() { MaximumLength = 512 } };
        ExperimentPlan dense = Subject.Plan(spec), pooled = Subject.Plan(spec with { SpatialPooling = new() { Ratio = 8, FromLayer = 1 } });
        CostRow Layer(ExperimentPlan plan, int layer) => CostPlan.Of(plan, 512, 32).Rows.Single(row => row.Name == $"encoder layer {layer}");
        Assert.Equal(Layer(dense, 0), Layer(pooled, 0));
        Assert.Equal(Layer(dense, 1).AttentionCells / 8, Layer(pooled, 1).AttentionCells);
        Assert.Equal(448 * ((4.0 * 256 * 256) + (4.0 * 512 * 256)), Layer(dense, 1).Flops - Layer(pooled, 1).Flops);
    }
}
