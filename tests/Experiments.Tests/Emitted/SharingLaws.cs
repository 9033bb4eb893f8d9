using Heed.Allocation;
using Heed.Data;
using Heed.Learning;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests.Emitted;

public class SharingLaws
{
    public static TheoryData<string> Experiments { get; } = new(Subject.Exact.Select(subject => subject.Spec.Name));

    [Law]
    public void Tasks_hold_the_same_object_where_the_declaration_shares_and_another_where_it_does_not(ModelCase one)
    {
        using var learner = one.Learner();
        foreach (var (first, second) in Pairs(one.Spec))
        {
            var (held, other) = (Held.By(learner, first), Held.By(learner, second));
            Assert.Equal(held.Keys, other.Keys);
            foreach (var path in held.Keys)
            {
                Assert.True(
                    ReferenceEquals(held[path], other[path]) == one.Subject.Shares(path, first, second),
                    $"{path} of {first} and {second}: expected {(one.Subject.Shares(path, first, second) ? "one weight" : "two weights")}.");
            }
        }
    }

    [Law(MaxTest = 300)]
    public void A_steps_gradient_is_the_sum_of_what_each_tasks_loss_gives_to_the_weights_it_holds_and_to_no_other(ModelCase one)
    {
        using var scope = NewDisposeScope();
        var spec = one.Spec with
        {
            Optimizer = new AdamWSpec { Clip = 1e9 },
            Tasks = one.Spec.Tasks.Select((task, place) => task with { Weight = place + 0.5 }).ToEquatableArray(),
            AdaptiveSpan = one.Spec.AdaptiveSpan is { } span ? span with { Penalty = 0 } : null, // what spans and budgets cost is no task's
            TokenRetention = one.Spec.TokenRetention is { } retention ? retention with { Penalty = 0 } : null,
        };
        using var learner = one.Subject.Learner(spec);
        var batches = one.Draw().PerTask(spec.Tasks.Count);
        var alone = spec.Tasks.Zip(batches, (task, batch) => Gradients(learner, spec, task, batch)).ToArray();
        var held = spec.Tasks.Select(task => Held.By(learner, task.Name).Values.ToHashSet(ReferenceEqualityComparer.Instance)).ToArray();
        learner.Step(1, batches);
        var weights = learner.Model.named_parameters().ToArray();

        // What reduces blocks that lie behind is read where some do.
        bool Read(string weight, Batch batch) => !weight.Contains(".past.", StringComparison.Ordinal) || spec.AllocatePast!.Behind(spec.Decoder!.Layers, batch.TargetLength) > 0;
        Assert.All(weights, one => Assert.Equal(
            held.Zip(batches, (own, batch) => own.Contains(one.parameter) && Read(one.name, batch)), alone.Select(gradients => gradients.ContainsKey(one.name))));
        Tensor Flat(Func<string, Parameter, Tensor?> gradient) =>
            cat([.. weights.Select(one => (gradient(one.name, one.parameter) ?? zeros_like(one.parameter)).flatten())]);
        Same.Close(
            alone.Select(gradients => Flat((name, _) => gradients.GetValueOrDefault(name))).Aggregate((sum, gradient) => sum + gradient),
            Flat((_, parameter) => parameter.grad), 1e-4);
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Changing_a_weight_changes_what_the_tasks_that_hold_it_say_and_nothing_that_others_say(string name)
    {
        var subject = Subject.Named(name);
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var learner = subject.Learner();
        var draw = new Draw(5);
        var batches = draw.PerTask(subject.Spec.Tasks.Count, shortest: 3);
        Tensor Said(int task) => new Passes(learner, subject.Spec.Tasks[task].Name).Logits(batches[task]);
        var before = batches.Select((_, task) => Said(task)).ToArray();

        // A key's bias adds the same to all scores of a query, which softmax does not see.
        foreach (var (weight, parameter) in learner.Model.named_parameters().Where(one => !one.name.EndsWith("key.bias", StringComparison.Ordinal)))
        {
            var kept = parameter.clone();

            // Of a threshold, what is chosen: above all of two positions or more one goes on, below them all do; of retentions, a budget of one.
            Tensor[] moves =
                weight.EndsWith("threshold.weight", StringComparison.Ordinal) ? [tensor([12f]), tensor([-12f])]
                : weight.EndsWith("retention.weight", StringComparison.Ordinal) ? [full(parameter.shape, -12)]
                : [draw.Normal(parameter.shape)];
            var alike = moves.Select(move =>
            {
                parameter.copy_(kept + move);
                return before.Select((said, task) => Alike(said, Said(task))).ToArray();
            }).ToArray();
            for (var task = 0; task < batches.Length; task++)
                Assert.True(Holds(learner, subject.Spec.Tasks[task].Name, parameter) != alike.All(same => same[task]), $"{weight} and {subject.Spec.Tasks[task].Name}");
            parameter.copy_(kept);
        }
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Twins_that_are_not_shared_grow_apart_even_from_one_beginning(string name)
    {
        var subject = Subject.Named(name);
        using var scope = NewDisposeScope();
        using var learner = subject.Learner(subject.Spec with { Schedule = new() { Warmup = 1 } });
        var twins = Pairs(subject.Spec)
            .SelectMany(pair => Held.By(learner, pair.First).Join(Held.By(learner, pair.Second), one => one.Key, one => one.Key, Twins))
            .Where(pair => !ReferenceEquals(pair.One, pair.Other)).ToArray();
        using (no_grad())
        {
            foreach (var (_, one, other) in twins)
                other.copy_(one);
        }

        var draw = new Draw(6);
        for (var step = 1; step <= 3; step++)
            learner.Step(step, draw.PerTask(subject.Spec.Tasks.Count));
        foreach (var (path, one, other) in twins)
            Assert.False(Alike(one, other), path);
    }

    private static bool Holds(ILearner learner, string task, Parameter weight) =>
        Held.By(learner, task).Values.Any(held => ReferenceEquals(held, weight));

    private static bool Alike(Tensor one, Tensor other) => one.eq(other).all().item<bool>();

    private static (string Path, Parameter One, Parameter Other) Twins(
        KeyValuePair<string, Parameter> one, KeyValuePair<string, Parameter> other) => (one.Key, one.Value, other.Value);

    private static IEnumerable<(string First, string Second)> Pairs(ExperimentSpec spec) =>
        from first in spec.Tasks
        from second in spec.Tasks
        where string.CompareOrdinal(first.Name, second.Name) < 0
        select (first.Name, second.Name);

    // What the loss of one task, by its weight, leaves in the gradients.
    private static Dictionary<string, Tensor> Gradients(ILearner learner, ExperimentSpec spec, TaskSpec task, Batch batch)
    {
        learner.Optimizer.ZeroGradients();
        var soft = SoftPruning.At(1, spec);
        var states = new Passes(learner, task.Name, spec.TokenRetention is null ? soft : true).States(batch).flatten(0, 1);
        var loss = LabelSmoothing.FromHidden(
            states, Held.Output(learner, task.Name), batch.Labels, spec.Regularization.LabelSmoothing);
        ((soft?.Penalized(loss) ?? loss) * task.Weight).backward();
        return learner.Model.named_parameters()
            .Where(weight => weight.parameter.grad is not null)
            .ToDictionary(weight => weight.name, weight => weight.parameter.grad!.clone());
    }
}
