using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>Matrices in 8 bits (Dettmers et al. 2022, LLM.int8(), section 2.1).</summary>
public class Int8Laws
{
    // bfloat16 rounds to 8 bits.
    private const double Rounding = 1.0 / 256;

    [Law]
    public void No_number_is_off_by_more_than_half_its_rows_scale_and_a_rows_greatest_is_127(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (matrix, _) = Case(seed.Draw());
        using var rounded = Int8Matrix.Round(matrix);
        var scales = rounded.Scales.to(float32).unsqueeze(1);
        Assert.True((matrix - rounded.Whole()).abs().le(scales * 0.501).all().item<bool>());
        Same.Exactly(matrix.abs().amax([1]).gt(0).to(float32) * 127, rounded.Values.to(float32).abs().amax([1]));
    }

    [Law]
    public void The_product_is_that_of_the_matrix_which_stands_for_it_and_not_of_the_one_that_was_rounded(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (matrix, x) = Case(draw);
        using var rounded = Int8Matrix.Round(matrix);
        var read = x.to(bfloat16).to(float32);
        var greatest = read.abs().matmul(rounded.Whole().abs().t()).max().item<float>();
        Close(read.matmul(rounded.Whole().t()), rounded.Apply(x));
        Assert.True(Int8Matrix.HasProduct);
        Close(rounded.Apply(x, byProduct: false), rounded.Apply(x, byProduct: true));

        void Close(Tensor expected, Tensor actual) =>
            Assert.InRange((expected - actual).abs().max().item<float>(), 0, 2 * Rounding * greatest);
    }

    [Fact]
    public void Rounding_is_seen_in_a_product()
    {
        using var scope = NewDisposeScope();
        var draw = new Draw(3);
        Tensor matrix = draw.Normal(64, 256), x = draw.Normal(8, 256).to(bfloat16).to(float32);
        using var rounded = Int8Matrix.Round(matrix);
        var exact = x.matmul(matrix.t());
        var error = ((x.matmul(rounded.Whole().t()) - exact).norm() / exact.norm()).item<float>();
        Assert.InRange(error, 1e-3, 2e-2);
    }

    [Fact]
    public void This_libtorch_multiplies_matrices_of_8_bits_itself() => Assert.True(Int8Matrix.HasProduct);

    [Fact]
    public void Weights_that_changed_are_rounded_again_once_they_are_refreshed()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = new Holder();
        var store = new WeightStore(model, 1, computes: bfloat16);
        var (map, x) = (store.Linear("map", 32, 4), ones(1, 32, bfloat16));
        using var copies = store.Copies;
        var before = copies.Rounded.Apply(x, map).clone();
        model.parameters().First().mul_(2);
        Same.Exactly(before, copies.Rounded.Apply(x, map));
        copies.Refresh();
        Same.Exactly(before * 2, copies.Rounded.Apply(x, map));
    }

    private static (Tensor Matrix, Tensor X) Case(Draw draw)
    {
        long outputs = draw.Below(1, 40), inputs = draw.Below(1, 70);
        var matrix = draw.Normal(outputs, inputs) * 3;
        if (draw.Coin())
            matrix.select(0, 0).zero_();
        return (matrix, draw.Normal(draw.Below(1, 4), draw.Below(1, 3), inputs));
    }

    private sealed class Holder() : nn.Module("Holder");
}
