using Heed.Attention;
using Heed.Data;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Language models, numbers and sets of classes: each does what its definition says, learns, and stands beside the others.</summary>
public class KindLaws
{
    private const int Steps = 200;

    public static TheoryData<string> Languages { get; } = new("Speaks", "SpeaksOtherwise", "Everything", "SpeaksEvicting", "SpeaksEvictingByBeam", "SpeaksOfNear", "SpeaksOfThePast");

    [Theory]
    [InlineData("Everything")]
    [InlineData("Speaks")]
    [InlineData("SpeaksOtherwise")]
    [InlineData("Fills")]
    [InlineData("Marks")]
    public void The_model_has_the_weights_of_its_plan_and_no_others(string name)
    {
        var (spec, create) = Named(name);
        var plan = Subject.Plan(spec);
        using var learner = create(plan, CPU);
        Assert.Equal(
            plan.Weights.Select(weight => (weight.Name, string.Join(' ', weight.Shape))).Order(),
            learner.Model.named_parameters().Select(one => (one.name, string.Join(' ', one.parameter.shape))).Order());
    }

    [Fact]
    public void A_language_model_holds_the_decoder_that_others_share_but_nothing_that_attends_to_a_source()
    {
        using var learner = Everything.Create(Subject.Plan(Everything.Spec), CPU);
        var (speaks, writes) = (Held.By(learner, "Speak"), Held.By(learner, "ToRight"));
        Assert.Same(writes["Decoder[1].Query.Weight"], speaks["Decoder[1].Query.Weight"]);
        Assert.DoesNotContain(speaks.Keys, path => path.Contains("Cross", StringComparison.Ordinal) || path.Contains("Encoder", StringComparison.Ordinal));
        Assert.DoesNotContain(Held.By(learner, "Fill").Keys, path => path.Contains("Decoder", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void What_comes_later_changes_no_state_of_a_language_model_exactly_and_the_cache_says_the_same(string name)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (spec, create) = Named(name);
        using var learner = create(Subject.Plan(spec), CPU);
        dynamic model = learner.Model, weights = Held.Record(learner.Model, "Speak");
        for (var seed = 0; seed < 20; seed++)
        {
            var draw = new Draw(seed);
            var (rows, length) = (draw.Below(1, 4), draw.Below(1, 9));
            var ids = draw.Ids(Batches.FirstToken, 290, rows, length);
            var seen = draw.Below(1, length + 1);
            var other = cat([ids.narrow(1, 0, seen), draw.Ids(Batches.FirstToken, 290, rows, length - seen)], 1);
            Tensor States(Tensor text) => model.Continue(weights, text, Dropout.Off, AttentionRecorder.Off);
            Same.Exactly(States(ids).narrow(1, 0, seen), States(other).narrow(1, 0, seen));

            using KeyValueCache cache = model.Forget(rows, length);
            for (var place = 0; place < length; place++)
            {
                var full = Embedding.Logits(States(ids).select(1, place), Held.Output(learner, "Speak"));
                Same.Close(full, (Tensor)model.ContinueNext(weights, ids.select(1, place), cache), 1e-4);
            }
        }
    }

    [Fact]
    public void A_text_that_is_begun_goes_on_alike_by_a_beam_of_one_and_by_nearly_cold_sampling()
    {
        var draw = new Draw(3);
        var (rows, length) = (3, 4);
        int[] begun = [.. Enumerable.Range(0, rows).SelectMany(_ => Enumerable.Range(0, length).Select(place => place == 0 ? Vocabulary.Start(0) : draw.Below(8, 290)))];
        var batch = new Batch(rows, 0, length, [], begun, begun, [0, 1, 2]);
        var greedy = Said(Speaks.Spec, Speaks.Create, batch);
        Assert.Contains(greedy, row => row.Length > 1);
        Assert.Equal(greedy, Said(SpeaksByBeam.Spec with { Decoding = new BeamSpec { Width = 1 } }, SpeaksByBeam.Create, batch));
        Assert.Equal(greedy, Said(SpeaksBySampling.Spec with { Decoding = new SamplingSpec { Temperature = 1e-3 } }, SpeaksBySampling.Create, batch));
        Assert.NotEqual(greedy, Said(SpeaksBySampling.Spec with { Decoding = new SamplingSpec { Temperature = 3 } }, SpeaksBySampling.Create, batch));
    }

    private static IReadOnlyList<int[]> Said(ExperimentSpec spec, Func<ExperimentPlan, Device, ILearner> create, Batch batch)
    {
        using var learner = create(Subject.Plan(spec), CPU);
        return learner.Decode(0, batch, 6);
    }

    [Fact]
    public void A_loss_of_hidden_tokens_reads_their_labels_and_no_others()
    {
        using var learner = Fills.Create(Subject.Plan(Fills.Spec), CPU);
        var batch = new Batch(1, 4, 1, [9, 10, 2, 12], [], [0, 0, 11, 0], [0]) { AreTokens = true };
        var loss = learner.Evaluate(0, batch);
        Assert.Equal(1, loss.Tokens);
        Assert.NotEqual(loss.Sum, learner.Evaluate(0, batch with { Labels = [0, 0, 13, 0] }).Sum);
        Assert.NotEqual(loss.Sum, learner.Evaluate(0, batch with { Source = [9, 10, 2, 14] }).Sum);
    }

    [Fact]
    public void Every_kind_learns_beside_the_others_what_can_be_told_and_a_weight_of_zero_leaves_it_untold()
    {
        var spec = Everything.Spec with
        {
            Steps = Steps,
            Regularization = new() { Dropout = 0, LabelSmoothing = 0 },
            Optimizer = new AdamWSpec { LearningRate = 1e-2 },
            Schedule = new() { Warmup = 10 },
            Tasks = Everything.Spec.Tasks.Select(Known).ToEquatableArray(),
        };
        var (learned, idle) = (Losses(spec), Losses(spec with
        {
            Tasks = spec.Tasks.Select(task => task.Kind is TaskKind.SequenceToSequence or TaskKind.Classification ? task : task with { Weight = 0 }).ToEquatableArray(),
        }));
        foreach (var task in new[] { 1, 2, 4, 5, 6 })
            Assert.True(learned[task] < 0.5 * idle[task], $"{spec.Tasks[task].Name}: {learned[task]:0.000} where it was trained, {idle[task]:0.000} where not");
    }

    /// <summary>A task whose data was read: its classes and the spread of its numbers are known.</summary>
    internal static TaskSpec Known(TaskSpec task) => task.With(column => column with
    {
        Label = column.Label is { } label ? label with { Classes = new("Quiet", "Loud", "Shrill") } : null,
        Number = column.Number is { } number ? number with { Mean = 4, Deviation = 1.5 } : null,
    });

    private static double[] Losses(ExperimentSpec spec)
    {
        using var learner = Everything.Create(Subject.Plan(spec), CPU);
        var draw = new Draw(1);
        for (var step = 1; step <= Steps; step++)
            learner.Step(step, Examples(spec, draw, 16, SplitMix.Key(step)));
        var test = Examples(spec, draw, 64, 0);
        return [.. test.Select((batch, task) => learner.Evaluate(task, batch).Mean)];
    }

    /// <summary>A batch for each task. Texts say one token again and again; how often, and which, is what tasks tell.</summary>
    internal static Batch[] Examples(ExperimentSpec spec, Draw draw, int rows, ulong key) =>
    [
        .. spec.Tasks.Select((task, place) =>
        {
            TokenPair[] pairs = [.. Enumerable.Range(0, rows).Select(_ =>
            {
                var (token, length) = (draw.Below(0, 3), draw.Below(2, 8));
                int[] text = [.. Enumerable.Repeat(Batches.FirstToken + token, length)];
                return task.Kind switch
                {
                    TaskKind.SequenceToSequence => new TokenPair(text, text),
                    TaskKind.CausalLanguageModel => new([], text),
                    TaskKind.MaskedLanguageModel => new(text, []),
                    TaskKind.Regression => new(text, []) { Number = token + 3 },
                    TaskKind.MultiLabel => new(text, token == 0 ? [] : [token, 0]),
                    TaskKind.Tagging => new(text, [token, token]) { Words = [0, length - 1] },
                    _ => new(text, [token]),
                };
            })];
            return Batch.Of(task, pairs, [.. Enumerable.Range(0, rows)], Vocabulary.Start(place), new(0.3, Vocabulary.Start(place), Batches.FirstToken, 3), key);
        }),
    ];

    private static (ExperimentSpec Spec, Func<ExperimentPlan, Device, ILearner> Create) Named(string name) => name switch
    {
        "Speaks" => (Speaks.Spec, Speaks.Create),
        "SpeaksOtherwise" => (SpeaksOtherwise.Spec, SpeaksOtherwise.Create),
        "SpeaksOfNear" => (SpeaksOfNear.Spec, SpeaksOfNear.Create),
        "SpeaksOfThePast" => (SpeaksOfThePast.Spec, SpeaksOfThePast.Create),
        "SpeaksEvicting" => (SpeaksEvicting.Spec, SpeaksEvicting.Create),
        "SpeaksEvictingByBeam" => (SpeaksEvictingByBeam.Spec, SpeaksEvictingByBeam.Create),
        "Fills" => (Fills.Spec, Fills.Create),
        "Marks" => (Marks.Spec with { Tasks = Marks.Spec.Tasks.Select(Known).ToEquatableArray() }, Marks.Create),
        _ => (Everything.Spec with { Tasks = Everything.Spec.Tasks.Select(Known).ToEquatableArray() }, Everything.Create),
    };
}
