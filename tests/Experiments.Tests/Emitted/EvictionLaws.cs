using Heed.Attention;
using Heed.Data;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Caches that evict, from the attribute to the answers of an emitted model.</summary>
public class EvictionLaws
{
    [Law(MaxTest = 100)]
    public void Logits_of_a_text_are_those_of_attention_to_what_lists_of_positions_would_hold(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var draw = new Draw(seed);
        var (spec, create) = Any(draw);
        spec = spec with { Seed = seed & int.MaxValue };
        using var learner = DecodingChoicesTests.Learner(create, spec);
        var (rows, length) = (draw.Below(1, 4), draw.Below(1, 20));
        var ids = draw.Ids(Batches.FirstToken, 290, rows, length);
        var expected = ByHand(learner, spec, ids);
        var passes = new Passes(learner, "Speak");
        using var cache = passes.Forget(rows, 24);
        for (var place = 0; place < length; place++)
            Same.Close(expected.select(1, place), passes.ContinueNext(ids.select(1, place), cache), 1e-3);
    }

    [Law(MaxTest = 100)]
    public void With_room_for_every_position_answers_and_logits_are_those_of_a_cache_that_holds_all(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (draw, spec) = (new Draw(seed), Subject.Named("Evicting").Spec with { Seed = seed & int.MaxValue });
        var batch = Batches.Of(0, draw.Examples(draw.Below(1, 4)), draw.Below(0, 3), draw.Below(0, 3));
        using (ILearner holds = DecodingChoicesTests.Learner(Evicting.Create, spec), every = DecodingChoicesTests.Learner(Apart.Create, spec with { CacheEviction = null }))
            Assert.Equal(every.Decode(0, batch, 9), holds.Decode(0, batch, 9));

        using ILearner evicting = Subject.Named("Evicting").Learner(spec), dense = Subject.Named("Apart").Learner(spec with { CacheEviction = null });
        Passes one = new(evicting, "ToRight"), other = new(dense, "ToRight");
        var (memory, mask) = one.Encode(batch);
        using KeyValueCache some = one.Remember(memory, 10), all = other.Remember(memory, 10);
        var target = tensor(batch.Decoder, [batch.Rows, batch.TargetLength], int64);
        for (var place = 0; place < batch.TargetLength; place++)
            Same.Close(other.DecodeNext(target.select(1, place), mask, all), one.DecodeNext(target.select(1, place), mask, some), 1e-5);
    }

    [Law(MaxTest = 50)]
    public void A_text_that_is_begun_goes_on_by_the_likeliest_token_of_what_is_held_of_it(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var draw = new Draw(seed);
        var spec = Numbers(SpeaksEvicting.Spec, draw) with { Seed = seed & int.MaxValue };
        using var learner = DecodingChoicesTests.Learner(SpeaksEvicting.Create, spec);
        var batch = Begun(draw, draw.Below(1, 4), draw.Below(1, 14));
        var said = learner.Decode(0, batch, 10);
        for (var row = 0; row < batch.Rows; row++)
        {
            long[] read = [.. batch.Decoder.Chunk(batch.TargetLength).ElementAt(row).Concat(said[row]).Select(token => (long)token)];
            var logits = ByHand(learner, spec, tensor(read).unsqueeze(0))[0]; // [t v]
            for (var place = 0; place < Math.Min(10, said[row].Length + 1); place++)
            {
                var chosen = place < said[row].Length ? said[row][place] : Vocabulary.End;
                var at = logits[batch.TargetLength - 1 + place];
                Assert.InRange(at[chosen].item<float>(), at.max().item<float>() - 1e-3, float.MaxValue);
            }
        }
    }

    [Law(MaxTest = 50)]
    public void A_beam_finds_what_a_slow_search_over_what_is_held_of_each_answer_finds(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var draw = new Draw(seed);
        var beam = new BeamSpec { Width = draw.Below(2, 5), LengthPenalty = new[] { 0, 0.6, 2 }[draw.Below(0, 3)] };
        var spec = Numbers(SpeaksEvictingByBeam.Spec, draw) with { Seed = seed & int.MaxValue, Decoding = beam };
        spec = spec with { CacheEviction = spec.CacheEviction! with { Budget = draw.Below(1, 5), Recent = 1 } };
        using var learner = DecodingChoicesTests.Learner(SpeaksEvictingByBeam.Create, spec);
        var batch = Begun(draw, draw.Below(1, 3), 1);
        var maximum = draw.Below(1, 9);
        var said = learner.Decode(0, batch, maximum);
        var best = DecodingChoicesTests.Slow(read => ByHand(learner, spec, read), Vocabulary.Start(0), beam, maximum);
        foreach (var answer in said)
        {
            var found = best.FirstOrDefault(one => one.Tokens.SequenceEqual(answer));
            Assert.NotNull(found.Tokens);
            Assert.InRange(found.Score, best.Max(one => one.Score) - 1e-3, 0);
        }
    }

    [Fact]
    public void An_answer_is_the_same_alone_and_beside_others()
    {
        using var learner = DecodingChoicesTests.Learner(SpeaksEvicting.Create, SpeaksEvicting.Spec);
        var together = Begun(new Draw(11), 12, 5);
        Assert.Equal(
            together.Decoder.Chunk(5).Select(row => learner.Decode(0, new Batch(1, 0, 5, [], row, row, [0]), 16)[0]),
            learner.Decode(0, together, 16));
    }

    [Fact]
    public void The_cost_card_counts_what_is_read_token_after_token_beside_a_cache_that_holds_all()
    {
        var (plan, written) = (Subject.Plan(Subject.Named("Evicting").Spec), Subject.Named("Evicting").Spec.Decoder!.MaximumLength);
        var (evicting, dense) = EvictionCost.Of(plan)!.Value;
        var eviction = plan.Spec.CacheEviction!;
        double[] held = [.. from layer in Enumerable.Range(0, plan.Decoder!.Layers) from length in Enumerable.Range(1, written) select (double)(eviction.At(layer) ? Math.Min(eviction.Budget, length) : length)];
        Assert.Equal(plan.Decoder!.Heads * held.Sum(), evicting.Cells);
        Assert.Equal(plan.Decoder!.Heads * plan.Decoder.Layers * written * (written + 1) / 2.0, dense.Cells);
        Assert.True(evicting.Cells < dense.Cells && evicting.Bytes < dense.Bytes && evicting.Flops < dense.Flops);
        Assert.Contains(AllocationCost.Lines(plan), line => line.StartsWith($"writing an answer of {written} tokens", StringComparison.Ordinal));
        Assert.Null(EvictionCost.Of(Subject.Plan(Subject.Named("Apart").Spec)));
    }

    [Fact]
    public void What_is_said_of_it_names_what_is_held()
    {
        Assert.Contains(
            "while answers are written, each head of the decoder holds 8 positions: the newest 2 and those that received most attention, from layer 1 on (H2O)",
            string.Join('\n', Description.Of(Subject.Plan(SpeaksEvicting.Spec))), StringComparison.Ordinal);
        Assert.Contains("over a cache of 8 positions a head", DecodingOutline.Of(SpeaksEvicting.Spec), StringComparison.Ordinal);
    }

    private static (ExperimentSpec Spec, Func<ExperimentPlan, Device, ILearner> Create) Any(Draw draw) => draw.Coin()
        ? (Numbers(SpeaksEvicting.Spec, draw), SpeaksEvicting.Create)
        : (Numbers(SpeaksEvictingByBeam.Spec, draw), SpeaksEvictingByBeam.Create);

    private static ExperimentSpec Numbers(ExperimentSpec spec, Draw draw)
    {
        var (budget, layers, heads) = (draw.Below(1, 9), draw.Below(1, 4), new[] { 1, 2, 4 }[draw.Below(0, 3)]);
        return spec with
        {
            Decoder = spec.Decoder! with { Layers = layers, Heads = heads, KeyValueHeads = draw.Coin() ? 1 : heads },
            CacheEviction = new() { Budget = budget, Recent = draw.Below(1, budget + 1), FromLayer = draw.Below(0, layers) },
        };
    }

    private static Batch Begun(Draw draw, int rows, int length)
    {
        int[] begun = [.. Enumerable.Range(0, rows * length).Select(at => at % length == 0 ? Vocabulary.Start(0) : draw.Below(Batches.FirstToken, 290))];
        return new(rows, 0, length, [], begun, begun, [.. Enumerable.Range(0, rows)]);
    }

    // A language model's pass over whole texts, ids [b t] → logits [b t v]: every position attends to what lists hold of those before it.
    private static Tensor ByHand(ILearner learner, ExperimentSpec spec, Tensor ids)
    {
        dynamic w = Held.Record(learner.Model, "Speak");
        var (plan, eviction, length) = (Subject.Plan(spec).Decoder!, spec.CacheEviction!, ids.size(1));
        var (rotary, shared) = (spec.Transformer.Positions == Positions.Rotary, plan.Heads / plan.KeyValueHeads);
        Tensor x = Embedding.Tokens(w.Embedding, ids) * Math.Sqrt(plan.Width);
        for (var layer = 0; layer < plan.Layers; layer++)
        {
            dynamic own = ((IReadOnlyList<object>)w.Decoder)[layer];
            Tensor y = Norm.Layer(x, own.AttentionNorm);
            Tensor q = Heads.Split(Linear.Apply(y, own.Query), plan.Heads), k = Heads.Split(Linear.Apply(y, own.Key), plan.KeyValueHeads);
            Tensor v = Heads.Split(Linear.Apply(y, own.Value), plan.KeyValueHeads);
            if (rotary)
                (q, k) = (Rotary.Apply(q, Rotary.Table(24, plan.HeadWidth)), Rotary.Apply(k, Rotary.Table(24, plan.HeadWidth)));
            var scores = q.matmul(k.repeat_interleave(shared, 1).transpose(2, 3)) / Math.Sqrt(plan.HeadWidth); // [b h t t]
            if (!rotary)
                scores += Alibi.Bias(Alibi.Slopes(plan.Heads), length, length);
            var weights = Weights(scores, shared, layer >= eviction.FromLayer ? eviction.Budget : (int)length, eviction.Recent);
            x = x + Linear.Apply(Heads.Join(weights.matmul(v.repeat_interleave(shared, 1))), own.Output);
            x = x + FeedForward.Relu(Norm.Layer(x, own.FeedForwardNorm), own.Up, own.Down, Dropout.Off);
        }

        return Embedding.Logits(Norm.Layer(x, w.DecoderNorm), w.Embedding);
    }

    private static Tensor Weights(Tensor scores, int shared, int budget, int recent)
    {
        var (rows, heads, length) = ((int)scores.size(0), (int)scores.size(1), (int)scores.size(2));
        var told = scores.contiguous().data<float>().ToArray();
        var weights = new float[told.Length];
        for (var group = 0; group < rows * heads / shared; group++)
        {
            var list = new HeldByHand(budget, recent, single: true);
            for (var place = 0; place < length; place++)
            {
                list.Come(place);
                foreach (var head in Enumerable.Range(group * shared, shared))
                {
                    var first = ((head * length) + place) * length;
                    var most = list.Places.Max(key => told[first + key]);
                    var total = list.Places.Sum(key => Math.Exp(told[first + key] - most));
                    foreach (var key in list.Places)
                        weights[first + key] = (float)(Math.Exp(told[first + key] - most) / total);
                }

                list.Receive(key => Enumerable.Range(group * shared, shared).Sum(head => (double)weights[(((head * length) + place) * length) + key]));
            }
        }

        return tensor(weights, scores.shape);
    }
}
