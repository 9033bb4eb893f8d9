using Heed.Allocation;
using Heed.Attention;
using Heed.Data;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests.Emitted;

/// <summary>Learned token pruning, from the attribute to the emitted pass and step; 12 of 24 steps are soft.</summary>
public class TokenPruningLaws
{
    private const int Longest = 12, LastSoft = 12;

    private static readonly ExperimentSpec Declared = Subject.Named("Thresholded").Spec with { Regularization = new() { Dropout = 0, LabelSmoothing = 0 } };

    public static TheoryData<string> Pruning { get; } = ["Thresholded", "ThresholdedLeaning", "ThresholdedLast"];

    [Fact]
    public void Below_every_importance_hard_is_the_dense_encoder_and_soft_tends_to_it()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var spec = Declared with { TokenPruning = new() { Threshold = 0, Temperature = 0.01 } };
        using var learner = Subject.Named("Thresholded").Learner(spec);
        foreach (var batch in new[] { Batches.Of(0, new Draw(7).Examples(3), 2), Batches.Of(0, [new([9], [9])]) })
        {
            var real = Ids.Of(batch.Source, batch.Rows, CPU).ne(0).unsqueeze(-1);
            var dense = ReductionLaws.Dense(learner, spec, batch) * real;
            Same.Close(dense, Encoded(learner, batch) * real, 1e-6);
            Same.Close(dense, Encoded(learner, batch, SoftPruning.At(1, spec)) * real, 1e-5);
        }
    }

    [Law(MaxTest = 300)]
    public void One_layer_of_both_stages_is_what_the_paper_says_of_each_position(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var draw = new Draw(seed);
        var spec = Declared with { Seed = seed & int.MaxValue, Encoder = Declared.Encoder! with { Layers = 1 } };
        using var learner = Subject.Named("Thresholded").Learner(spec);
        var batch = Batches.Of(0, [draw.Examples(1)[0]]);
        dynamic w = Held.Record(learner.Model, "ToRight"), own = ((IReadOnlyList<ThresholdedEncoderLayer>)w.Encoder)[0];
        var threshold = draw.Below(0, 60) / 10f;
        ((Parameter)own.Threshold).fill_(threshold);
        var length = batch.Source.Length;
        Tensor x = (Embedding.Tokens(w.Embedding, Ids.Of(batch.Source, 1, CPU)) * Math.Sqrt(8)) + Sinusoidal.Table(Longest, 8).narrow(0, 0, length);
        Tensor y = Norm.Layer(x, own.AttentionNorm);
        Tensor q = Heads.Split(Linear.Apply(y, own.Query), 2), k = Heads.Split(Linear.Apply(y, own.Key), 2), v = Heads.Split(Linear.Apply(y, own.Value), 2);
        var weights = (q.matmul(k.transpose(2, 3)) / 2).softmax(-1);
        x = x + Linear.Apply(Heads.Join(weights.matmul(v)), own.Output);
        double[] importance = [.. weights.to(float64).mean([0, 1, 2]).data<double>().Select(one => one * Longest)];
        Tensor hard = x.clone(), soft = x.clone();
        foreach (var place in Enumerable.Range(0, length))
        {
            var state = x.narrow(1, place, 1);
            var through = state + FeedForward.Relu(Norm.Layer(state, own.FeedForwardNorm), own.Up, own.Down, Dropout.Off);
            if (importance[place] >= threshold || place == Array.IndexOf(importance, importance.Max()))
                hard.narrow(1, place, 1).copy_(through);
            soft.narrow(1, place, 1).copy_(through / (1 + Math.Exp(-(importance[place] - threshold) / spec.TokenPruning!.Temperature)));
        }

        Same.Close(Norm.Layer(hard, w.EncoderNorm), Encoded(learner, batch), 1e-4);
        Same.Close(Norm.Layer(soft, w.EncoderNorm), Encoded(learner, batch, SoftPruning.At(1, spec)), 1e-3);
    }

    [Theory]
    [MemberData(nameof(Pruning))]
    public void A_soft_step_gives_thresholds_and_what_importance_comes_from_the_gradient_of_loss_and_price(string name)
    {
        using var scope = NewDisposeScope();
        var spec = Subject.Named(name).Spec with
        {
            Regularization = new() { Dropout = 0, LabelSmoothing = 0 },
            Optimizer = new AdamWSpec { Clip = 1e9 },
            TokenPruning = Subject.Named(name).Spec.TokenPruning! with { Penalty = 2, Temperature = 1 },
        };
        var batches = new Draw(3).PerTask(2, rows: 4, shortest: 3);
        using var learner = Subject.Named(name).Learner(spec);
        learner.Step(1, batches);
        double Loss(string weight, double move)
        {
            using var other = Subject.Named(name).Learner(spec);
            using (no_grad())
                Named(other, weight).Single().Value.view(-1).narrow(0, 0, 1).add_(move);
            return other.Step(1, batches).Loss;
        }

        Assert.Equal(name == "ThresholdedLeaning" ? 4 : 2, Named(learner, "threshold").Length);
        foreach (var (weight, value) in Named(learner, "threshold").Concat(Named(learner, $"encoder.{spec.Encoder!.Layers - 1}.query.weight")))
            Assert.Equal((Loss(weight, 0.005) - Loss(weight, -0.005)) / 0.01, value.grad!.view(-1)[0].item<float>(), 3e-4);
    }

    [Theory]
    [MemberData(nameof(Pruning))]
    public void The_stage_switches_at_its_step_and_freezes_thresholds(string name)
    {
        using var scope = NewDisposeScope();
        var spec = Subject.Named(name).Spec with { Regularization = new() { Dropout = 0, LabelSmoothing = 0 } };
        using var learner = Subject.Named(name).Learner(spec);
        var batches = new Draw(3).PerTask(2, rows: 4, shortest: 4);
        Training.Run(learner, spec, 1, LastSoft - 1);
        double[] Evaluated() => [.. batches.Select((batch, task) => learner.Evaluate(task, batch).Mean)];
        Tensor[] Now() => [.. Named(learner, "threshold").Select(one => one.Value.detach().clone())];

        var (before, hard) = (Now(), Evaluated());
        Assert.All(learner.Step(LastSoft, batches).Losses.Zip(hard), pair => Assert.NotEqual(pair.Second, pair.First, 1e-3));
        Assert.All(before.Zip(Now()), pair => Same.Not(pair.First, pair.Second));

        (before, hard) = (Now(), Evaluated());
        Assert.All(learner.Step(LastSoft + 1, batches).Losses.Zip(hard), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.All(Named(learner, "threshold"), one => Assert.Null(one.Value.grad));
        Training.Run(learner, spec, LastSoft + 2, spec.Steps);
        Assert.All(before.Zip(Now()), pair => Same.Bits(pair.First, pair.Second));
    }

    [Fact]
    public void A_high_price_leaves_fewer_positions_than_none()
    {
        using var scope = NewDisposeScope();
        long Left(double penalty)
        {
            var spec = Declared with { Steps = 120, Optimizer = new AdamWSpec { LearningRate = 2e-2 }, TokenPruning = new() { Penalty = penalty, Threshold = 0.5, Temperature = 0.5 }, Schedule = new() { Warmup = 5 } };
            using var learner = Subject.Named("Thresholded").Learner(spec);
            Training.Run(learner, spec, 1, 60);
            using var recorder = learner.Observe(0, Batches.Of(0, new Draw(5).Examples(20, shortest: 4)));
            return recorder.Allocations[^1].Shares.sum().to(int64).item<long>();
        }

        Assert.InRange(Left(5), 20, Left(0) - 20);
    }

    [Theory]
    [MemberData(nameof(Pruning))]
    public void Texts_of_one_token_and_batches_whose_rows_keep_other_numbers_run_in_both_stages(string name)
    {
        var spec = Subject.Named(name).Spec;
        foreach (var (shortest, longest) in new[] { (1, 1), (1, 6) })
        {
            foreach (var step in new[] { 1, LastSoft + 1 })
            {
                using var learner = Subject.Named(name).Learner(spec);
                Assert.True(double.IsFinite(learner.Step(step, new Draw(step).PerTask(2, 5, shortest, longest)).Loss));
            }
        }
    }

    [Fact]
    public void Thresholds_rise_to_the_declared_one_of_the_last_layer()
    {
        using var learner = Subject.Named("Thresholded").Learner(Declared with { Encoder = Declared.Encoder! with { Layers = 3 } });
        Assert.Equal([2.3f / 3, 2.3f * 2 / 3, 2.3f], Held.By(learner, "ToRight").Where(held => held.Key.Contains("Threshold", StringComparison.Ordinal)).Select(held => held.Value.item<float>()));
    }

    [Fact]
    public void Only_a_run_can_tell_what_it_costs()
    {
        var plan = Subject.Plan(Declared);
        Assert.Empty(AllocationCost.Of(plan));
        Assert.Equal(CostPlan.Of(Subject.Plan(Declared.Dense), 12, 8).Flops, CostPlan.Of(plan, 12, 8).Flops);
        Assert.Contains(AllocationOutline.Of(Declared), line => line.Contains("only a run can tell", StringComparison.Ordinal));
    }

    private static Tensor Encoded(ILearner learner, Batch batch, SoftPruning? soft = null) => new Passes(learner, "ToRight", soft).Encode(batch).Memory;

    private static (string Name, Parameter Value)[] Named(ILearner learner, string part) =>
        [.. learner.Model.named_parameters().Where(weight => weight.name.Contains(part, StringComparison.Ordinal))];
}
