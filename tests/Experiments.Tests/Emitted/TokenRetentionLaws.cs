using Heed.Attention;
using Heed.Data;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests.Emitted;

/// <summary>Learned budgets, from the attribute to the emitted pass and step; 12 of 24 steps are soft.</summary>
public class TokenRetentionLaws
{
    private const int Longest = 12, LastSoft = 12;

    private static readonly ExperimentSpec Declared = Plain("Retained");

    public static TheoryData<string> Retaining { get; } = ["Retained", "RetainedLeaning", "RetainedLast"];

    [Fact]
    public void Where_all_is_retained_both_stages_are_the_dense_encoder()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var learner = Subject.Named("Retained").Learner(Declared);
        foreach (var batch in new[] { Batches.Of(0, new Draw(7).Examples(3), 2), Batches.Of(0, [new([9], [9])]) })
        {
            var real = Ids.Of(batch.Source, batch.Rows, CPU).ne(0).unsqueeze(-1);
            var dense = ReductionLaws.Dense(learner, Declared, batch) * real;
            Same.Close(dense, Encoded(learner, batch) * real, 1e-6);
            Same.Close(dense, Encoded(learner, batch, soft: true) * real, 1e-6);
        }
    }

    [Law(MaxTest = 300)]
    public void One_layer_of_both_stages_is_what_the_paper_says_of_each_position(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var draw = new Draw(seed);
        var spec = Declared with { Seed = seed & int.MaxValue, Encoder = Declared.Encoder! with { Layers = 1 } };
        using var learner = Subject.Named("Retained").Learner(spec);
        var batch = Batches.Of(0, [draw.Examples(1)[0]]);
        dynamic w = Held.Record(learner.Model, "ToRight"), own = ((IReadOnlyList<RetainedEncoderLayer>)w.Encoder)[0];
        float[] retentions = [.. Enumerable.Range(0, Longest).Select(_ => draw.Below(0, 5) / 4f)];
        ((Parameter)own.Retention).copy_(tensor(retentions) / spec.TokenRetention!.Rate);
        var budget = Math.Max(1, (int)Math.Ceiling(retentions.Sum(one => Math.Min(one, 1))));
        var length = batch.Source.Length;
        Tensor x = (Embedding.Tokens(w.Embedding, Ids.Of(batch.Source, 1, CPU)) * Math.Sqrt(8)) + Sinusoidal.Table(Longest, 8).narrow(0, 0, length);
        Tensor y = Norm.Layer(x, own.AttentionNorm);
        Tensor q = Heads.Split(Linear.Apply(y, own.Query), 2), k = Heads.Split(Linear.Apply(y, own.Key), 2), v = Heads.Split(Linear.Apply(y, own.Value), 2);
        var weights = (q.matmul(k.transpose(2, 3)) / 2).softmax(-1);
        x = x + Linear.Apply(Heads.Join(weights.matmul(v)), own.Output);
        float[] significance = [.. weights.sum([0, 1, 2]).data<float>()];
        Tensor hard = x.clone(), soft = x.clone();
        foreach (var (place, rank) in Enumerable.Range(0, length).OrderByDescending(place => significance[place]).Select((place, rank) => (place, rank)))
        {
            var state = x.narrow(1, place, 1);
            if (rank < budget)
                hard.narrow(1, place, 1).copy_(Through(state));
            soft.narrow(1, place, 1).copy_(Through(state * Math.Min(retentions[rank], 1)));
        }

        Same.Close(Norm.Layer(hard, w.EncoderNorm), Encoded(learner, batch), 1e-4);
        Same.Close(Norm.Layer(soft, w.EncoderNorm), Encoded(learner, batch, soft: true), 1e-3);

        Tensor Through(Tensor state) => state + FeedForward.Relu(Norm.Layer(state, own.FeedForwardNorm), own.Up, own.Down, Dropout.Off);
    }

    [Theory]
    [MemberData(nameof(Retaining))]
    public void A_soft_step_gives_retentions_the_gradient_of_the_objective_which_counts_each_by_its_layer(string name)
    {
        using var scope = NewDisposeScope();
        var spec = Plain(name) with { Optimizer = new AdamWSpec { Clip = 1e9 }, TokenRetention = Plain(name).TokenRetention! with { Penalty = 0.01 } };
        var batches = new Draw(3).PerTask(2, rows: 4, shortest: 3);
        using var learner = Fractional(name, spec);
        var (report, free) = (learner.Step(1, batches), 0.0);
        using (var other = Fractional(name, spec with { TokenRetention = spec.TokenRetention with { Penalty = 0 } }))
            free = other.Step(1, batches).Loss;
        double Loss(string weight, double move)
        {
            using var other = Fractional(name, spec);
            using (no_grad())
                Retentions(other).Single(one => one.Name == weight).Value.narrow(0, 0, 1).add_(move);
            return other.Step(1, batches).Loss;
        }

        using var before = Fractional(name, spec);
        var mass = Retentions(before).Sum(one => one.Value.sum().item<float>() * spec.TokenRetention.Rate * (Layer(one.Name) + 1));
        Assert.Equal(free + (0.01 * mass), report.Loss, 1e-4);
        foreach (var (weight, value) in Retentions(learner))
        {
            // Not closer, for a network of rectifiers has kinks everywhere.
            Assert.Equal((Loss(weight, 0.001) - Loss(weight, -0.001)) / 0.002, value.grad![0].item<float>(), 0.02);

            // No text is as long as the longest: what it would retain there has its price alone.
            Assert.Equal(0.01 * spec.TokenRetention.Rate * (Layer(weight) + 1), value.grad![Longest - 1].item<float>(), 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Retaining))]
    public void The_stage_switches_at_its_step_and_freezes_budgets(string name)
    {
        using var scope = NewDisposeScope();
        var spec = Plain(name) with { TokenRetention = Plain(name).TokenRetention! with { Penalty = 0.01 } };
        using var learner = Fractional(name, spec);
        var batches = new Draw(3).PerTask(2, rows: 4, shortest: 4);
        Training.Run(learner, spec, 1, LastSoft - 1);
        double[] Evaluated() => [.. batches.Select((batch, task) => learner.Evaluate(task, batch).Mean)];
        Tensor[] Now() => [.. Retentions(learner).Select(one => one.Value.detach().clone())];

        var (before, hard) = (Now(), Evaluated());
        Assert.All(learner.Step(LastSoft, batches).Losses.Zip(hard), pair => Assert.NotEqual(pair.Second, pair.First, 1e-4));
        Assert.All(before.Zip(Now()), pair => Same.Not(pair.First, pair.Second));

        (before, hard) = (Now(), Evaluated());
        var report = learner.Step(LastSoft + 1, batches);
        Assert.All(report.Losses.Zip(hard), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.Equal(report.Losses.Sum(), report.Loss, 1e-6);
        Assert.All(Retentions(learner), one => Assert.Null(one.Value.grad));
        Training.Run(learner, spec, LastSoft + 2, spec.Steps);
        Assert.All(before.Zip(Now()), pair => Same.Bits(pair.First, pair.Second));
    }

    [Fact]
    public void A_high_price_leaves_fewer_positions_than_none()
    {
        using var scope = NewDisposeScope();
        long Left(double penalty)
        {
            var spec = Declared with { Steps = 120, Optimizer = new AdamWSpec { LearningRate = 1e-2 }, TokenRetention = new() { Penalty = penalty }, Schedule = new() { Warmup = 5 } };
            using var learner = Subject.Named("Retained").Learner(spec);
            Training.Run(learner, spec, 1, 60);
            Assert.All(Retentions(learner), one => Assert.InRange(one.Value.aminmax() is var (least, most) ? Math.Max(-least.item<float>(), most.item<float>()) : 9, 0, 0.1f));
            using var recorder = learner.Observe(0, Batches.Of(0, new Draw(5).Examples(20, shortest: 4)));
            return recorder.Allocations[^1].Shares.sum().to(int64).item<long>();
        }

        Assert.InRange(Left(0.05), 20, Left(0) - 20);
    }

    [Theory]
    [MemberData(nameof(Retaining))]
    public void Texts_of_one_token_and_batches_whose_rows_keep_other_numbers_run_in_both_stages(string name)
    {
        var spec = Subject.Named(name).Spec;
        foreach (var (shortest, longest) in new[] { (1, 1), (1, 6) })
        {
            foreach (var step in new[] { 1, LastSoft + 1 })
            {
                using var learner = Fractional(name, spec);
                Assert.True(double.IsFinite(learner.Step(step, new Draw(step).PerTask(2, 5, shortest, longest)).Loss));
            }
        }
    }

    [Fact]
    public void Only_a_run_can_tell_what_it_costs()
    {
        var plan = Subject.Plan(Declared);
        Assert.Empty(AllocationCost.Of(plan));
        Assert.Equal(CostPlan.Of(Subject.Plan(Declared.Dense), 12, 8).Flops, CostPlan.Of(plan, 12, 8).Flops);
        Assert.Contains(AllocationOutline.Of(Declared), line => line.Contains("only a run can tell", StringComparison.Ordinal));
    }

    private static ExperimentSpec Plain(string name) => Subject.Named(name).Spec is var spec ? spec with
    {
        Regularization = new() { Dropout = 0, LabelSmoothing = 0 },
        AdaptiveSpan = spec.AdaptiveSpan is { } span ? span with { Penalty = 0 } : null,
    } : throw new ArgumentException(name);

    // A learner whose budgets are of about three positions, of retentions between the bounds.
    private static ILearner Fractional(string name, ExperimentSpec spec)
    {
        var learner = Subject.Named(name).Learner(spec);
        using var untracked = no_grad();
        foreach (var (_, value) in Retentions(learner))
            value.copy_(tensor([.. Enumerable.Range(0, Longest).Select(rank => (float)(0.8 / (1 + (0.3 * rank) + (0.1 * rank * rank)) / spec.TokenRetention!.Rate))]));
        return learner;
    }

    private static Tensor Encoded(ILearner learner, Batch batch, bool soft = false) => new Passes(learner, "ToRight", soft ? true : null).Encode(batch).Memory;

    private static int Layer(string weight) => int.Parse(weight.Split("encoder.")[1].Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static (string Name, Parameter Value)[] Retentions(ILearner learner) =>
        [.. learner.Model.named_parameters().Where(weight => weight.name.EndsWith("retention.weight", StringComparison.Ordinal))];
}
