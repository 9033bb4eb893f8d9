using Heed.Attention;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Heads that learn how far they see, from the attribute to the emitted pass and step.</summary>
public class SpanLaws
{
    [Theory]
    [InlineData("Spanned")]
    [InlineData("SpannedLeaning")]
    [InlineData("LookingBack")]
    [InlineData("LookingAround")]
    public void Heads_begin_at_the_declared_span_in_the_layers_that_have_one(string name)
    {
        using var learner = Subject.Named(name).Learner();
        var (declared, held) = (Subject.Named(name).Spec, Held.By(learner, "ToLeft"));
        Begin("Encoder", declared.EncoderSpan, declared.Encoder!.Layers, 12);
        Begin("Decoder", declared.DecoderSpan, declared.Decoder!.Layers, 10);

        void Begin(string stack, AdaptiveSpanSpec? span, int layers, double longest)
        {
            foreach (var layer in Enumerable.Range(0, layers))
            {
                var spans = held.GetValueOrDefault($"{stack}[{layer}].Span");
                Assert.Equal(span?.Acts(layer) == true, spans is not null);
                if (spans is not null)
                    Same.Close(full(2, span!.Start / longest), spans);
            }
        }
    }

    [Theory]
    [InlineData("Spanned")]
    [InlineData("SpannedLeaning")]
    public void Long_texts_are_read_in_blocks_as_all_their_pairs_would_be(string name)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var declared = Subject.Named(name).Spec;
        using var learner = Subject.Named(name).Learner(declared with { Encoder = declared.Encoder! with { MaximumLength = 200 } });
        foreach (var (layer, spans) in Held.By(learner, "ToRight").Where(held => held.Key.EndsWith("Span", StringComparison.Ordinal)).Index())
            spans.Value.copy_(tensor([0.03f, 0.01f * layer]));
        foreach (var seed in Enumerable.Range(1, 10))
        {
            var batch = Batches.Of(0, new Draw(seed).Examples(3, shortest: 90, longest: 170));
            Assert.InRange(SpanBand.Of(batch.SourceLength, 9).Count, 2, 6);
            dynamic model = learner.Model, weights = Held.Record(learner.Model, "ToRight");
            Tensor source = Ids.Of(batch.Source, 3, CPU), real = source.ne(0).unsqueeze(-1);
            using var recorder = new AttentionRecorder();
            Tensor whole = model.Encode(weights, source, AttentionMask.Padding(source), Dropout.Off, recorder);
            Same.Close(whole * real, new Passes(learner, "ToRight").Encode(batch).Memory * real);
            var reach = name == "Spanned" ? 9 : 8; // 0.03 · 200 and a ramp of 3 or 2
            var at = arange(batch.SourceLength);
            Same.Zero(recorder.Maps[^1].Weights * (at.unsqueeze(1) - at).abs().ge(reach));
        }
    }

    [Theory]
    [InlineData("LookingBack")]
    [InlineData("LookingAround")]
    public void Long_answers_are_read_in_blocks_as_all_their_pairs_would_be_and_as_a_cache_tells_them(string name)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var declared = Subject.Named(name).Spec;
        using var learner = Subject.Named(name).Learner(declared with { Decoder = declared.Decoder! with { MaximumLength = 200 } });
        foreach (var (layer, spans) in Held.By(learner, "ToRight").Where(held => held.Key.StartsWith("Decoder[", StringComparison.Ordinal) && held.Key.EndsWith("Span", StringComparison.Ordinal)).Index())
            spans.Value.copy_(tensor([0.03f, 0.01f * layer]));
        var batch = Batches.Of(0, new Draw(3).Examples(2, shortest: 4, longest: 9));
        var passes = new Passes(learner, "ToRight");
        var (memory, mask) = passes.Encode(batch);
        var target = randint(5, 20, [2, 170], int64, generator: new Generator(7));
        Assert.InRange(SpanBand.Of(170, 9, causal: true).Count, 2, 6);
        var states = passes.Decode(target, memory, mask);
        using var recorder = new AttentionRecorder();
        dynamic model = learner.Model, weights = Held.Record(learner.Model, "ToRight");
        Tensor whole = model.Decode(weights, target, memory, mask, Dropout.Off, recorder);
        Same.Close(whole, states);
        var reach = name == "LookingBack" ? 9 : 8; // 0.03 · 200 and a ramp of 3 or 2
        var behind = arange(170).unsqueeze(1) - arange(170);
        Assert.All(
            recorder.Maps.Where(map => map.Place == AttentionPlace.Decoder),
            map => Same.Zero(map.Weights * behind.ge(reach).logical_or(behind.lt(0))));
        using var cache = passes.Remember(memory, 170);
        for (var place = 0; place < 170; place++)
            Same.Close(passes.Logits(states.select(1, place)), passes.DecodeNext(target.select(1, place), mask, cache), 1e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-3)]
    [InlineData(10)]
    public void Spans_wider_than_any_text_shrink_by_the_penalty_alone_which_the_objective_counts(double penalty)
    {
        using var scope = NewDisposeScope();
        var declared = Subject.Named("Spanned").Spec;
        using var learner = Subject.Named("Spanned").Learner(declared with
        {
            AdaptiveSpan = declared.AdaptiveSpan! with { Start = 12, Penalty = penalty },
            Optimizer = new AdamWSpec { LearningRate = 1e-3, Clip = 1e9 },
            Schedule = new() { Warmup = 0 },
        });
        double[] Spans() => [.. Enumerable.Range(0, 2).SelectMany(layer => Held.By(learner, "ToRight")[$"Encoder[{layer}].Span"].data<float>().ToArray().Select(share => 12.0 * share))];
        for (var step = 1; step <= 4; step++)
        {
            var before = Spans();
            var report = learner.Step(step, new Draw(step).PerTask(2));
            Assert.Equal(report.Losses.Sum() + (penalty * before.Sum() / 2), report.Loss, 1e-4);
            foreach (var layer in Enumerable.Range(0, 2))
                Same.Close(full(2, penalty * 12 / 2), Held.By(learner, "ToRight")[$"Encoder[{layer}].Span"].grad!, 1e-4);
            Assert.All(before.Zip(Spans()), pair => Assert.True(penalty == 0 ? pair.Second == pair.First : pair.Second < pair.First));
        }
    }

    [Fact]
    public void Each_step_holds_spans_between_none_and_the_longest()
    {
        using var scope = NewDisposeScope();
        var declared = Subject.Named("Spanned").Spec;
        using var learner = Subject.Named("Spanned").Learner(declared with
        {
            AdaptiveSpan = declared.AdaptiveSpan! with { Penalty = 0 },
            Optimizer = new AdamWSpec { LearningRate = 0.4 },
            Schedule = new() { Warmup = 0 },
        });
        var seen = new List<float>();
        for (var step = 1; step <= 30; step++)
        {
            learner.Step(step, new Draw(step).PerTask(2));
            seen.AddRange([.. Enumerable.Range(0, 2).SelectMany(layer => Held.By(learner, "ToRight")[$"Encoder[{layer}].Span"].data<float>().ToArray())]);
        }

        Assert.All(seen, share => Assert.InRange(share, 0, 1));
        Assert.Contains(seen, share => share is 0 or 1);
    }

    [Fact]
    public void The_cost_card_counts_the_band_that_spans_begin_with()
    {
        var spec = Subject.Named("Apart").Spec with { Encoder = new() { MaximumLength = 512 } };
        ExperimentPlan dense = Subject.Plan(spec), banded = Subject.Plan(spec with { AdaptiveSpan = new() { FromLayer = 1 } });
        CostRow Row(ExperimentPlan plan, int layer) => CostPlan.Of(plan, 512, 32).Rows.Single(row => row.Name == $"encoder layer {layer}");
        var cells = 512.0 * (3 * 32); // blocks of 32 queries, which see 32 keys on either side
        Assert.Equal([512.0 * 512, cells, cells], Enumerable.Range(0, 3).Select(layer => Row(banded, layer).AttentionCells / dense.Encoder!.Heads));
        Assert.Equal(4 * dense.Width * ((512.0 * 512) - cells), Row(dense, 1).Flops - Row(banded, 1).Flops);
        Assert.Equal(dense.Encoder!.Heads, Row(banded, 1).Parameters - Row(dense, 1).Parameters);
        Assert.EndsWith(", at the spans that it starts with", Assert.Single(AllocationCost.Lines(banded)), StringComparison.Ordinal);
        Assert.True(CostPlan.TrainingBytes(banded, 512, 32) < CostPlan.TrainingBytes(dense, 512, 32));

        // A decoder's heads see back: a block sees the one before it. What it attends to of the encoder stays.
        var written = Subject.Plan(spec with { Decoder = spec.Decoder! with { MaximumLength = 256 }, AdaptiveSpan = new() { In = Trunk.Decoder, FromLayer = 1 } });
        CostRow Written(int layer) => CostPlan.Of(written, 512, 256).Rows.Single(row => row.Name == $"decoder layer {layer}");
        Assert.Equal([256.0 * (256 + 512), 256.0 * (64 + 512)], Enumerable.Range(0, 2).Select(layer => Written(layer).AttentionCells / written.Decoder!.Heads));
        Assert.Equal(4 * written.Width * 256.0 * (256 - 64), Written(0).Flops - Written(1).Flops);
        Assert.StartsWith("the decoder of ", Assert.Single(AllocationCost.Lines(written)), StringComparison.Ordinal);

        // What an encoder beside it costs is told whatever spans are.
        var beside = Subject.Plan(spec with { Decoder = spec.Decoder! with { MaximumLength = 64 }, AdaptiveSpan = new() { In = Trunk.Decoder }, SpatialPooling = new() { Ratio = 4 } });
        Assert.Equal(["encoder", "decoder"], AllocationCost.Of(beside).Select(one => one.Stack).Distinct());
        Assert.Equal([false, true], AllocationCost.Lines(beside).Select(line => line.EndsWith(", at the spans that it starts with", StringComparison.Ordinal)));

        // Where the start reaches across the sequence, all pairs are counted.
        Assert.Equal(512.0 * 512, Row(Subject.Plan(spec with { AdaptiveSpan = new() { Start = 300 } }), 0).AttentionCells / dense.Encoder.Heads);
    }
}
