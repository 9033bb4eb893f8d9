using Heed.Learning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>What makes each rule that rule.</summary>
public class UpdateLaws
{
    [Law]
    public void Lion_moves_every_number_by_the_learning_rate_whatever_its_gradient(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (value, gradient, momentum) = (draw.Normal(3, 2), draw.Normal(3, 2), draw.Normal(3, 2));
        var (moved, _) = Lion.Step(value, gradient * 1e3, momentum, 0.25, 0, new());
        Same.Close(full_like(value, 0.25), (moved - value).abs(), 1e-6);
        Same.Close((moved - value).sign(), -((0.9 * momentum) + (100 * gradient)).sign());
    }

    [Law]
    public void Sgd_without_momentum_goes_down_the_gradient_and_nesterov_looks_ahead_by_the_momentum(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (value, gradient, momentum) = (draw.Normal(3), draw.Normal(3), draw.Normal(3));
        Same.Close(value - (0.5 * gradient), Sgd.Step(value, gradient, momentum, 0.5, 0, new() { Momentum = 0 }).Value);
        var (plain, next) = Sgd.Step(value, gradient, momentum, 0.5, 0, new() { Momentum = 0.8 });
        Same.Close(value - (0.5 * next), plain);
        var ahead = Sgd.Step(value, gradient, momentum, 0.5, 0, new() { Momentum = 0.8, Nesterov = true }).Value;
        Same.Close(value - (0.5 * (gradient + (0.8 * next))), ahead);
    }

    [Law]
    public void Muon_keeps_the_singular_directions_and_brings_their_sizes_near_one(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (height, width) = (draw.Below(1, 5), draw.Below(1, 5));
        var (u, _, vh) = linalg.svd(draw.Normal(height, width), fullMatrices: false);

        // From a hundredth of the greatest on: five iterations multiply what is small by 3.4445^5, 485 times.
        var sizes = (draw.Normal(Math.Min(height, width)).sigmoid() * 0.95) + 0.05;
        var matrix = u.matmul(diag(sizes)).matmul(vh) * Math.Exp(draw.Below(-5, 6));
        var orthogonal = Muon.Orthogonalize(matrix, 5);
        var turned = u.t().matmul(orthogonal).matmul(vh.t());
        Same.Close(turned, diag(turned.diagonal()), 1e-4);
        Assert.All(turned.diagonal().data<float>().ToArray(), size => Assert.InRange(size, 0.6f, 1.3f));
    }

    [Theory]
    [InlineData("shared.encoder.0.query.weight", 2, true)]
    [InlineData("Tone.encoder.0.up.weight", 2, true)]
    [InlineData("Tone.encoder.0.up.bias", 1, false)]
    [InlineData("shared.embedding.weight", 2, false)]
    [InlineData("shared.output_embedding.weight", 2, false)]
    [InlineData("shared.positions.weight", 2, false)]
    [InlineData("shared.encoder.0.mine.embedding.weight", 2, true)]
    [InlineData("Tone.head.weight", 2, false)]
    public void Muon_leaves_tables_of_words_places_and_classes_to_AdamW(string name, int axes, bool moves) =>
        Assert.Equal(moves, Planning.MuonSpec.Orthogonalizes(name, axes));

    [Law]
    public void Muon_moves_high_matrices_further_by_the_root_of_their_height_over_their_width(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (high, zero) = (draw.Normal(8, 2), zeros(8, 2));
        double Moved(Tensor gradient) =>
            Muon.Step(zeros_like(gradient), gradient, zeros_like(gradient), 1, new() { WeightDecay = 0 }).Value.norm().item<float>();
        Assert.Equal(2, Moved(high) / Moved(high.t()), 1e-3);
    }

    // The mean of squares is exact for what its factors can say: outer products.
    [Law]
    public void Adafactor_of_a_gradient_whose_squares_have_rank_one_needs_no_more_than_rows_and_columns(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var gradient = draw.Normal(4).exp().unsqueeze(1) * draw.Normal(3).exp() * draw.Normal(4, 3).sign();
        var (factored, row, column) = Adafactor.Factored(gradient, zeros(4), zeros(3), 1, new());
        Same.Close(Adafactor.Whole(gradient, zeros(4, 3), 1, new()).Update, factored);
        Same.Close(gradient.sign(), factored);
        Same.Close(gradient.square().mean([1]) / row, ones(4));
        Same.Close(gradient.square().mean([0]) / column, ones(3));
    }

    [Law]
    public void Adafactor_moves_a_parameter_by_no_more_than_its_size_times_rate_and_threshold(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var parameter = new TorchSharp.Modules.Parameter(draw.Normal(4, 3) * Math.Exp(draw.Below(-12, 3)));
        var before = parameter.detach().clone();
        using var optimizer = new Adafactor([("weight", parameter)], new() { ClipThreshold = 0.5 });
        double Size(Tensor tensor) => tensor.square().mean().sqrt().item<float>();
        parameter.grad = draw.Normal(4, 3);
        optimizer.Step(0.1, 1);
        Assert.InRange(Size(parameter - before), 0, 0.1 * 0.5 * Math.Max(1e-3, Size(before)) * 1.0001);
        Assert.True(Size(parameter - before) > 0);
    }
}
