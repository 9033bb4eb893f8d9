using Heed.Attention;
using Heed.Data;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

public class ObserveLaws
{
    [Law]
    public void Every_place_and_layer_has_a_map_whose_rows_sum_to_1_over_what_they_may_see(ModelCase one)
    {
        using var scope = NewDisposeScope();
        using var learner = one.Learner();
        var draw = one.Draw();
        var task = draw.Below(0, one.Spec.Tasks.Count);
        var batch = Batches.Of(task, draw.Examples(draw.Below(1, 4)), draw.Below(0, 3), draw.Below(0, 3));
        using var recorder = learner.Observe(task, batch);

        var plan = Subject.Plan(one.Spec);
        Assert.Equal(
            [
                .. Enumerable.Range(0, plan.Encoder!.Layers).Select(layer => (AttentionPlace.Encoder, layer)),
                .. Enumerable.Range(0, plan.Decoder!.Layers).SelectMany(layer => new[] { (AttentionPlace.Decoder, layer), (AttentionPlace.Cross, layer) }),
            ],
            recorder.Maps.Select(map => (map.Place, map.Layer)));
        var real = tensor(batch.Source, [batch.Rows, 1, 1, batch.SourceLength], int64).ne(Vocabulary.Padding); // [b 1 1 s]
        var past = ones(batch.TargetLength, batch.TargetLength).tril().to(@bool); // [t t]
        foreach (var (place, _, weights) in recorder.Maps)
        {
            var (queries, keys, heads, seen) = place switch
            {
                AttentionPlace.Encoder => (batch.SourceLength, batch.SourceLength, plan.Encoder!.Heads, real),
                AttentionPlace.Decoder => (batch.TargetLength, batch.TargetLength, plan.Decoder!.Heads, past),
                _ => (batch.TargetLength, batch.SourceLength, plan.Decoder!.Heads, real),
            };
            Assert.Equal([batch.Rows, heads, queries, keys], weights.shape);
            Assert.True(weights.ge(0).all().item<bool>());
            var sums = weights.masked_fill(seen.logical_not(), 0).sum(-1);

            // Of what is allocated, what was left out or is padding looks nowhere.
            if (place == AttentionPlace.Encoder && one.Spec.Allocates)
            {
                var left = one.Spec.Reductions.Count > 0 || one.Spec.Routing is not null || one.Spec.LearnedReductions.Any();
                sums = sums.masked_fill(sums.eq(0).logical_and(left ? ones_like(sums).to(@bool) : real.squeeze(1).logical_not()), 1);
            }

            Same.Close(ones(batch.Rows, heads, queries), sums);
            Same.Zero(weights.masked_fill(seen, 0));
        }
    }
}
