using Heed.Data;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Tasks that read pictures: each way to pool learns, alone and beside tasks that read text.</summary>
public class PictureLaws
{
    private const int Steps = 120;

    public static TheoryData<string> Seeing { get; } = [nameof(Sees), nameof(SeesLess), nameof(SeesSquares), nameof(SeesMerged), nameof(SeesAsked)];

    [Theory]
    [MemberData(nameof(Seeing))]
    public void Every_pooling_learns_where_a_picture_is_bright(string name)
    {
        var (declared, create) = Named(name);
        var spec = declared with
        {
            Steps = Steps,
            Regularization = new() { Dropout = 0, LabelSmoothing = 0 },
            Optimizer = new AdamWSpec { LearningRate = 1e-2 },
            Schedule = new() { Warmup = 10 },
        };
        using var learner = create(Subject.Plan(spec), CPU);
        var draw = new Draw(1);
        for (var step = 1; step <= Steps; step++)
            learner.Step(step, [.. spec.Tasks.Select(task => Side(draw, 32, task))]);
        foreach (var (place, task) in spec.Tasks.Index())
        {
            var batch = Side(draw, 64, task);
            var loss = learner.Evaluate(place, batch);
            Assert.Equal(64, loss.Tokens);
            Assert.InRange(loss.Mean, 0, 0.2 * Math.Log(3));
            Assert.InRange(batch.Labels.Zip(learner.Decode(place, batch, 2)).Count(one => one.First == Assert.Single(one.Second)), 60, 64);
        }
    }

    [Fact]
    public void A_number_and_any_classes_are_told_of_a_picture_too()
    {
        var spec = SeesOtherwise.Spec with
        {
            Steps = Steps,
            Regularization = new() { Dropout = 0, LabelSmoothing = 0 },
            Optimizer = new AdamWSpec { LearningRate = 1e-2 },
            Schedule = new() { Warmup = 10 },
            Tasks = SeesOtherwise.Spec.Tasks.Select(task => task.With(column =>
                column.Number is { } number ? column with { Number = number with { Mean = 1, Deviation = 0.8 } } : column)).ToEquatableArray(),
        };
        using var learner = SeesOtherwise.Create(Subject.Plan(spec), CPU);
        var draw = new Draw(1);
        for (var step = 1; step <= Steps; step++)
            learner.Step(step, [.. spec.Tasks.Select(task => Side(draw, 32, task))]);
        var (numbers, sets) = (Side(draw, 64, spec.Tasks[0]), Side(draw, 64, spec.Tasks[1]));
        Assert.InRange(numbers.Numbers.Zip(learner.Numbers(0, numbers)).Count(one => Math.Abs(one.First - one.Second) < 0.5), 60, 64);
        Assert.InRange(sets.Labels.Chunk(3).Zip(learner.Decode(1, sets, 2)).Count(one => one.Second.SequenceEqual([Array.IndexOf(one.First, 1)])), 60, 64);
    }

    [Theory]
    [MemberData(nameof(Seeing))]
    public void Company_changes_no_class(string name)
    {
        var (spec, create) = Named(name);
        using var learner = create(Subject.Plan(spec), CPU);
        foreach (var (place, task) in spec.Tasks.Index())
        {
            var pairs = Pairs(new(2), 5, task);
            var together = learner.Evaluate(place, Batch.Of(task, pairs, [0, 1, 2, 3, 4], 0)).Sum;
            Assert.Equal(pairs.Sum(pair => learner.Evaluate(place, Batch.Of(task, [pair], [0], 0)).Sum), together, 1e-4);
        }
    }

    private static (ExperimentSpec Spec, Func<ExperimentPlan, Device, ILearner> Create) Named(string name) => name switch
    {
        nameof(Sees) => (Sees.Spec, Sees.Create),
        nameof(SeesLess) => (SeesLess.Spec, SeesLess.Create),
        nameof(SeesSquares) => (SeesSquares.Spec, SeesSquares.Create),
        nameof(SeesAsked) => (SeesAsked.Spec, SeesAsked.Create),
        _ => (SeesMerged.Spec, SeesMerged.Create),
    };

    [Fact]
    public void The_model_registers_the_weights_of_the_plan_and_none_that_text_needs()
    {
        using var learner = Sees.Create(Subject.Plan(Sees.Spec), CPU);
        var names = Registered(learner);
        Assert.Equal(Planned(Subject.Plan(Sees.Spec)), names);
        Assert.Contains("shared.patch.weight [16 4]", names);
        Assert.Contains("SeenByFirst.start.weight [16]", names);
        Assert.DoesNotContain(names, name => name.Contains("embedding", StringComparison.Ordinal));
    }

    [Fact]
    public void An_allocation_knows_in_what_rows_patches_stood_before_squares_of_them_were_joined()
    {
        using var scope = NewDisposeScope();
        using var learner = SeesUpper.Create(Subject.Plan(SeesUpper.Spec), CPU);
        foreach (var (place, task) in SeesUpper.Spec.Tasks.Index())
        {
            var pixels = new byte[task.Image!.Size];
            new Random(place).NextBytes(pixels);
            TokenPair[] pairs = [new([], [1]) { Picture = new(8, 16, 1, pixels), Positions = task.Positions!.Value }];
            using var seen = learner.Observe(place, Batch.Of(task, pairs, [0], 0));

            // Of 8 rows of 4 patches the upper 4, of what stands before them all.
            var kept = seen.Allocations[1].Shares[0].sum([0]).gt(0).data<bool>().ToArray();
            Assert.Equal(Enumerable.Range(0, task.Positions.Value).Select(position => position < task.Positions - 16), kept);
        }
    }

    [Fact]
    public void Another_patch_is_another_map_without_a_new_build()
    {
        var spec = Sees.Spec with
        {
            Tasks = Sees.Spec.Tasks.Select(task => task.With(column =>
            column.Image is { } image ? column with { Image = image with { Patch = 4, Channels = 3 } } : column)).ToEquatableArray()
        };
        using var learner = Sees.Create(Subject.Plan(spec), CPU);
        Assert.Contains("shared.patch.weight [16 48]", Registered(learner));
        var pixels = new byte[spec.Tasks[0].Image!.Size];
        TokenPair[] pairs = [new([], [1]) { Picture = new(8, 4, 3, pixels), Positions = 2 }];
        Assert.True(double.IsFinite(learner.Evaluate(0, Batch.Of(spec.Tasks[0], pairs, [0], 0)).Sum));
    }

    [Fact]
    public void Beside_text_each_kind_holds_what_it_reads_with()
    {
        var plan = Subject.Plan(SeesAndReads.Spec);
        using var learner = SeesAndReads.Create(plan, CPU);
        Assert.Equal(Planned(plan), Registered(learner));
        Assert.Contains("shared.patch.weight [16 4]", Registered(learner));
        Assert.Contains("shared.embedding.weight [300 16]", Registered(learner));
        Assert.DoesNotContain("Embedding", Held.By(learner, "SeenByMean").Keys);
        Assert.Contains("Embedding", Held.By(learner, "ByMean").Keys);
        Assert.Contains("Embedding", Held.By(learner, "ToRight").Keys);
    }

    [Fact]
    public void Beside_text_each_kind_trains_what_they_share_and_its_own()
    {
        var spec = SeesAndReads.Spec with { Regularization = new() { Dropout = 0 }, Optimizer = new AdamWSpec { WeightDecay = 0 } };
        var draw = new Draw(5);
        Batch[] batches =
        [
            Side(draw, 4, spec.Tasks[0]), Batch.CollateClasses([.. draw.Examples(4).Select((one, place) => one with { Target = [place % 3] })], [0, 1, 2, 3]),
            Batches.Of(2, draw.Examples(4)),
        ];
        var sees = Moved(Only(spec, "SeenByMean"), batches);
        var reads = Moved(Only(spec, "ByMean"), batches);
        Assert.Contains("shared.encoder.0.query.weight", sees);
        Assert.Contains("shared.encoder.0.query.weight", reads);
        Assert.Contains("shared.patch.weight", sees);
        Assert.DoesNotContain("shared.embedding.weight", sees);
        Assert.DoesNotContain("shared.patch.weight", reads);
        Assert.Contains("shared.embedding.weight", reads);
    }

    [Fact]
    public void Every_layer_is_observed_over_start_and_patches()
    {
        using var learner = Sees.Create(Subject.Plan(Sees.Spec), CPU);
        using var recorder = learner.Observe(1, Batch.Of(Sees.Spec.Tasks[1], Pairs(new(3), 2, Sees.Spec.Tasks[1]), [0, 1], 0));
        Assert.Equal([2, 2, 9, 9], Assert.Single(recorder.Maps).Weights.shape);
    }

    [Fact]
    public void Parameters_and_operations_are_as_many_as_counted_by_hand()
    {
        // Width 16, feed-forward 64: 4 maps of 16·16 + 16, two of 16·64 with biases, three norms; patches of 4 numbers; 12 places.
        const int layer = (4 * 272) + (16 * 64) + 64 + (64 * 16) + 16 + (2 * 32), trunk = layer + 32 + (4 * 16) + 16 + (12 * 16);
        Assert.Equal(trunk + (3 * ((3 * 16) + 3)) + 16 + 16, Subject.Plan(Sees.Spec).Parameters);

        // 8 patches whatever the tokens asked for: the map of patches, then a layer, then 3 classes.
        const int operations = (8 * 2 * 4 * 16) + (8 * ((4 * 2 * 16 * 16) + (2 * 2 * 16 * 64))) + (4 * 8 * 8 * 16) + (2 * 16 * 3);
        var cost = CostPlan.Of(Subject.Plan(Sees.Spec), source: 3, target: 5);
        Assert.Equal(operations, cost.Flops);
        Assert.Equal("a picture of 8 patches", cost.Example);
    }

    [Fact]
    public void A_batch_counts_patches_as_tokens()
    {
        var batch = Side(new(4), 3, Sees.Spec.Tasks[1]);
        Assert.Equal((3, 9, 3, 30, 30), (batch.Rows, batch.SourceLength, batch.RealLabels, batch.RealTokens, batch.PaddedTokens));
    }

    // Dark pictures of which a third, left, middle or right, is bright: that is the class.
    private static Batch Side(Draw draw, int rows, TaskSpec task) => Batch.Of(task, Pairs(draw, rows, task), [.. Enumerable.Range(0, rows)], 0);

    private static TokenPair[] Pairs(Draw draw, int rows, TaskSpec task)
    {
        var image = task.Image!;
        return
        [
            .. Enumerable.Range(0, rows).Select(_ => draw.Below(0, 3)).Select(side => new TokenPair([], [side])
            {
                Number = side,
                Picture = new(image.Width, image.Height, 1, Enumerable.Range(0, image.Width * image.Height).Select(pixel => Shade(pixel % image.Width / ((image.Width + 2) / 3) == side)).ToArray()),
                Positions = task.Positions!.Value,
            }),
        ];

        byte Shade(bool bright) => (byte)draw.Below(bright ? 180 : 0, bright ? 256 : 60);
    }

    private static string[] Planned(ExperimentPlan plan) =>
        [.. plan.Weights.Select(weight => $"{weight.Name} [{string.Join(' ', weight.Shape)}]").Order(StringComparer.Ordinal)];

    private static string[] Registered(ILearner learner) =>
        [.. learner.Model.named_parameters().Select(one => $"{one.name} [{string.Join(' ', one.parameter.shape)}]").Order(StringComparer.Ordinal)];

    private static ExperimentSpec Only(ExperimentSpec spec, string name) => spec with
    {
        Tasks = spec.Tasks.Select(task => task with { Weight = task.Name == name ? 1 : 0 }).ToEquatableArray(),
    };

    // The weights that a step with gradients changes.
    private static HashSet<string> Moved(ExperimentSpec spec, Batch[] batches)
    {
        using var scope = NewDisposeScope();
        using var learner = SeesAndReads.Create(Subject.Plan(spec), CPU);
        var before = learner.Model.named_parameters().ToDictionary(one => one.name, one => one.parameter.detach().clone());
        learner.Step(100, batches);
        return [.. learner.Model.named_parameters().Where(one => one.parameter.ne(before[one.name]).any().item<bool>()).Select(one => one.name)];
    }
}
