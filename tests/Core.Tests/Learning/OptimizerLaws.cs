using Heed.Learning;
using Heed.Planning;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

/// <summary>What holds for every optimizer.</summary>
public class OptimizerLaws
{
    private const double Decay = 0.1;

    public static TheoryData<string> Optimizers { get; } = new(OptimizerSpec.All.Select(optimizer => optimizer.Name));

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Without_gradient_force_matrices_shrink_by_the_decay_and_nothing_else_moves(string name) => ForSeeds(seed =>
    {
        var parameters = Parameters(seed);
        var before = parameters.Select(parameter => parameter.Value.detach().clone()).ToArray();
        using var optimizer = Make(name, parameters);
        foreach (var (_, value) in parameters)
            value.grad = zeros_like(value);
        Assert.Equal(0, optimizer.Step(0.5, 1).item<float>());
        foreach (var (old, (_, value)) in before.Zip(parameters))
        {
            if (old.dim() > 1)
                Same.Close(old * (1 - (0.5 * Decay)), value, 1e-6);
            else
                Same.Exactly(old, value);
        }
    });

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_state_copied_into_another_goes_on_with_the_same_bits(string name) => ForSeeds(seed =>
    {
        var (parameters, twins) = (Parameters(seed), Parameters(seed));
        using var optimizer = Make(name, parameters);
        using var twin = Make(name, twins);
        Step(optimizer, parameters, 1);
        Step(optimizer, parameters, 2);
        using (no_grad())
        {
            foreach (var (from, to) in optimizer.State.Zip(twin.State))
                to.Value.copy_(from.Value);
            foreach (var (from, to) in parameters.Zip(twins))
                to.Value.copy_(from.Value);
        }

        Step(optimizer, parameters, 3);
        Step(twin, twins, 3);
        foreach (var (one, other) in parameters.Zip(twins))
            Same.Bits(one.Value, other.Value);
    });

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_state_forgotten_goes_elsewhere(string name)
    {
        using var scope = NewDisposeScope();
        var (parameters, twins) = (Parameters(1), Parameters(1));
        using var optimizer = Make(name, parameters);
        for (var step = 0; step < 30; step++)
            Step(optimizer, parameters, 1);
        using (no_grad())
        {
            foreach (var (from, to) in parameters.Zip(twins))
                to.Value.copy_(from.Value);
        }

        using var twin = Make(name, twins);
        Step(optimizer, parameters, 2);
        Step(twin, twins, 2);
        Same.Not(cat([.. parameters.Select(one => one.Value.flatten())]), cat([.. twins.Select(one => one.Value.flatten())]));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_gradient_that_is_not_finite_is_reported_and_updates_nothing(string name)
    {
        foreach (var poison in new[] { float.NaN, float.PositiveInfinity })
        {
            using var scope = NewDisposeScope();
            var parameters = Parameters(1);
            var before = parameters.Select(parameter => parameter.Value.detach().clone()).ToArray();
            using var optimizer = Make(name, parameters);
            foreach (var (_, value) in parameters)
                value.grad = full_like(value, poison);
            Assert.False(float.IsFinite(optimizer.Step(0.5, 1).item<float>()));
            Assert.All(before.Zip(parameters), pair => Same.Bits(pair.First, pair.Second.Value));
            Assert.All(optimizer.State, state => Same.Zero(state.Value));

            // Nor does one that is wrong in one place alone, where something was learned before.
            Step(optimizer, parameters, 1);
            var kept = parameters.Select(parameter => parameter.Value).Concat(optimizer.State.Select(state => state.Value)).ToArray();
            Tensor[] learned = [.. kept.Select(value => value.detach().clone())];
            foreach (var (_, value) in parameters)
                value.grad = ones_like(value);
            parameters[^1].Value.grad![0] = poison;
            Assert.False(float.IsFinite(optimizer.Step(0.5, 1).item<float>()));
            Assert.All(learned.Zip(kept), pair => Same.Bits(pair.First, pair.Second));
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_parameter_without_gradient_keeps_its_value_and_its_moments(string name)
    {
        using var scope = NewDisposeScope();
        var parameters = Parameters(1);
        using var optimizer = Make(name, parameters);
        Step(optimizer, parameters, 1);
        var before = parameters.Select(parameter => parameter.Value).Concat(optimizer.State.Select(state => state.Value))
            .Select(value => value.detach().clone()).ToArray();
        optimizer.ZeroGradients();
        Assert.Equal(0, optimizer.Step(0.5, 1).item<float>());
        Assert.All(
            before.Zip(parameters.Select(parameter => parameter.Value).Concat(optimizer.State.Select(state => state.Value))),
            pair => Same.Bits(pair.First, pair.Second));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Hundreds_of_steps_lead_down_a_bowl_and_leave_no_tensor_behind(string name)
    {
        var parameters = Parameters(1);
        using var optimizer = Make(name, parameters);
        double Height()
        {
            using var scope = NewDisposeScope();
            return parameters.Sum(parameter => parameter.Value.square().sum().item<float>());
        }

        var (height, live) = (Height(), 0L);
        for (var step = 0; step < 300; step++)
        {
            optimizer.ZeroGradients();
            using (NewDisposeScope())
                parameters.Select(parameter => parameter.Value.square().sum()).Aggregate((sum, next) => sum + next).backward();
            optimizer.Step(1e-2, 1).Dispose();
            if (step == 1)
                live = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        }

        Assert.Equal(live, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        Assert.InRange(Height(), 0, height / 2);
    }

    // The plan tells people what training will hold.
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void The_plan_counts_the_moments_that_are_kept(string name)
    {
        using var scope = NewDisposeScope();
        var parameters = Parameters(1);
        using var optimizer = Make(name, parameters);
        foreach (var (own, value) in parameters)
        {
            var kept = optimizer.State.Where(state => state.Name.StartsWith(own, StringComparison.Ordinal) && !state.Name.EndsWith("steps", StringComparison.Ordinal));
            var planned = MomentsPlan.Of(Settings(name), new(own, "", value.shape.Select(size => (int)size).ToEquatableArray()));
            Assert.Equal(planned, kept.Sum(state => state.Value.numel()));
        }
    }

    private static OptimizerSpec Settings(string name) =>
        OptimizerSpec.All.Single(optimizer => optimizer.Name == name) with { WeightDecay = Decay };

    // Muon's two rates are made one, so that all matrices decay alike.
    private static Optimizer Make(string name, IReadOnlyList<(string Name, Parameter Value)> parameters) => Settings(name).Match<Optimizer>(
        adamW => new AdamW(parameters, adamW),
        sgd => new Sgd(parameters, sgd),
        adafactor => new Adafactor(parameters, adafactor),
        lion => new Lion(parameters, lion),
        muon => new Muon(parameters, muon with { AdamWLearningRate = muon.LearningRate }));

    private static void Step(Optimizer optimizer, IEnumerable<(string Name, Parameter Value)> parameters, int seed)
    {
        var gradients = new Draw(seed);
        optimizer.ZeroGradients();
        foreach (var (_, value) in parameters)
            value.grad = gradients.Normal(value.shape);
        optimizer.Step(0.01, 1);
    }

    private static void ForSeeds(Action<int> law)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            using var scope = NewDisposeScope();
            law(seed);
        }
    }

    private static List<(string Name, Parameter Value)> Parameters(int seed)
    {
        var draw = new Draw(seed);
        return
        [
            ("weight", new Parameter(draw.Normal(draw.Below(1, 4), draw.Below(2, 4)))),
            ("bias", new Parameter(draw.Normal(draw.Below(2, 4)))),
            ("embedding.weight", new Parameter(draw.Normal(3, 2))),
            ("scale", new Parameter(draw.Normal(1))),
        ];
    }
}
