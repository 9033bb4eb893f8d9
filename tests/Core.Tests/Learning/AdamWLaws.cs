using Heed.Learning;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

public class AdamWLaws
{
    private static readonly AdamWSettings Settings = new(Beta1: 0.8, Beta2: 0.95, Epsilon: 1e-8, WeightDecay: 0.1);

    [Law]
    public void Both_forms_equal_the_reference_over_several_steps_with_gradients_missing_now_and_then(Seed seed, bool fused)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var parameters = Parameters(draw);
        using var optimizer = new AdamW(parameters, Settings, fused);
        (Tensor Value, Tensor Mean, Tensor Square, int Steps)[] expected =
            [.. parameters.Select(own => (own.Value.detach().clone(), zeros_like(own.Value), zeros_like(own.Value), 0))];
        for (var step = 0; step < 3; step++)
        {
            optimizer.ZeroGradients();
            var gradients = parameters.Select(parameter => draw.Below(0, 4) == 0 ? null : draw.Normal(parameter.Value.shape)).ToArray();
            var clip = draw.Coin() ? 0.5 : double.PositiveInfinity;
            var norm = Math.Sqrt(gradients.Sum(gradient => gradient is null ? 0 : gradient.square().sum().item<float>()));
            var scale = Math.Max(1, norm / clip);
            for (var i = 0; i < gradients.Length; i++)
            {
                if (gradients[i] is not { } gradient)
                    continue;
                parameters[i].Value.grad = gradient;
                var (value, mean, square, steps) = expected[i];
                var decay = value.dim() > 1 ? Settings.WeightDecay : 0;
                var next = AdamWReference.Step(value, gradient / scale, mean, square, steps + 1, 0.01, decay, Settings);
                expected[i] = (next.Value, next.Mean, next.Square, steps + 1);
            }

            Assert.Equal(norm, optimizer.Step(0.01, clip), 1e-4);
        }

        for (var i = 0; i < expected.Length; i++)
        {
            Same.Close(expected[i].Value, parameters[i].Value);
            var steps = optimizer.State.Single(state => state.Name == $"{parameters[i].Name}.steps").Value;
            Assert.Equal(expected[i].Steps, steps.item<float>());
        }
    }

    [Law]
    public void Without_gradient_force_matrices_shrink_by_the_decay_and_nothing_else_moves(Seed seed)
    {
        using var scope = NewDisposeScope();
        var parameters = Parameters(seed.Draw());
        var before = parameters.Select(parameter => parameter.Value.detach().clone()).ToArray();
        using var optimizer = new AdamW(parameters, Settings);
        foreach (var (_, value) in parameters)
            value.grad = zeros_like(value);
        Assert.Equal(0, optimizer.Step(0.5, 1));
        foreach (var (old, (_, value)) in before.Zip(parameters))
        {
            if (old.dim() > 1)
                Same.Close(old * (1 - (0.5 * Settings.WeightDecay)), value, 1e-6);
            else
                Same.Exactly(old, value);
        }
    }

    [Law]
    public void A_state_copied_into_another_optimizer_goes_on_with_the_same_bits(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (parameters, twins) = (Parameters(seed.Draw()), Parameters(seed.Draw()));
        using var optimizer = new AdamW(parameters, Settings);
        using var twin = new AdamW(twins, Settings);
        void Step(AdamW moved, IEnumerable<(string Name, Parameter Value)> owned, int seed)
        {
            var gradients = new Draw(seed);
            moved.ZeroGradients();
            foreach (var (_, value) in owned)
                value.grad = gradients.Normal(value.shape);
            moved.Step(0.01, 1);
        }

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
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_gradient_that_is_not_finite_is_reported_and_updates_nothing(float poison)
    {
        using var scope = NewDisposeScope();
        var parameters = Parameters(new Draw(1));
        var before = parameters.Select(parameter => parameter.Value.detach().clone()).ToArray();
        using var optimizer = new AdamW(parameters, Settings);
        foreach (var (_, value) in parameters)
            value.grad = full_like(value, poison);
        Assert.False(double.IsFinite(optimizer.Step(0.5, 1)));
        Assert.All(before.Zip(parameters), pair => Same.Bits(pair.First, pair.Second.Value));
        Assert.All(optimizer.State, state => Same.Zero(state.Value));
    }

    [Fact]
    public void The_script_of_the_fused_form_compiles_here_and_no_gradients_are_no_update()
    {
        using var scope = NewDisposeScope();
        var parameters = Parameters(new Draw(1));
        using var optimizer = new AdamW(parameters, Settings);
        optimizer.ZeroGradients();
        Assert.True(optimizer.IsFused);
        Assert.Equal(0, optimizer.Step(0.5, 1));
    }

    [Fact]
    public void A_thousand_steps_leave_no_tensor_behind()
    {
        var parameters = Parameters(new Draw(1));
        using var optimizer = new AdamW(parameters, Settings);
        long Live() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        var start = Live();
        for (var step = 0; step < 1_000; step++)
        {
            optimizer.ZeroGradients();
            using (NewDisposeScope())
                parameters.Select(parameter => parameter.Value.square().sum()).Aggregate((sum, next) => sum + next).backward();
            optimizer.Step(1e-3, 1);
        }

        Assert.Equal(start, Live());
    }

    private static List<(string Name, Parameter Value)> Parameters(Draw draw) =>
    [
        ("weight", new Parameter(draw.Normal(draw.Below(1, 4), draw.Below(1, 4)))),
        ("bias", new Parameter(draw.Normal(draw.Below(1, 4)))),
        ("table", new Parameter(draw.Normal(3, 2))),
        ("scale", new Parameter(draw.Normal(1))),
    ];
}
