using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class WeightStoreLaws
{
    [Law]
    public void Asking_twice_for_one_name_gives_the_same_weights_registered_once(Seed seed)
    {
        using var scope = NewDisposeScope();
        using var model = new Model();
        var store = new WeightStore(model, seed.Value);
        var (linear, norm, embedding) = (store.Linear("a.query", 3, 2), store.Norm("a.norm", 3), store.Embedding("embedding", 5, 3));
        Assert.Equal(linear, store.Linear("a.query", 3, 2));
        Assert.Equal(norm, store.Norm("a.norm", 3));
        Assert.Same(embedding, store.Embedding("embedding", 5, 3));
        Assert.NotSame(linear.Weight, store.Linear("b.query", 3, 2).Weight);
        Assert.Equal(
            ["a.norm.scale", "a.norm.shift", "a.query.bias", "a.query.weight", "b.query.bias", "b.query.weight", "embedding.weight"],
            model.named_parameters().Select(parameter => parameter.name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_number_is_read_as_it_is_whatever_passes_compute_in()
    {
        using var model = new Model();
        var store = new WeightStore(model, 1, computes: bfloat16);
        var number = store.Number("a", 0.7);
        Assert.Same(number, store.Number("a", 0.7));
        Assert.Equal(0.7f, number.item<float>());
        Assert.False(store.Copies.Any);
        Assert.Equal(["a.weight"], model.named_parameters().Select(parameter => parameter.name));
    }

    [Law]
    public void Initial_values_depend_on_seed_and_name_and_not_on_what_was_made_before(Seed seed)
    {
        using var scope = NewDisposeScope();
        using var model = new Model();
        using var other = new Model();
        using var different = new Model();
        var store = new WeightStore(model, seed.Value);
        var (a, b, table) = (store.Linear("a", 4, 3), store.Linear("b", 4, 3), store.Embedding("table", 3, 4));
        store = new WeightStore(other, seed.Value);
        Same.Bits(table, store.Embedding("table", 3, 4));
        Same.Bits(b.Weight, store.Linear("b", 4, 3).Weight);
        Same.Bits(a.Weight, store.Linear("a", 4, 3).Weight);
        Same.Not(a.Weight, b.Weight);
        Same.Not(a.Weight, new WeightStore(different, seed.Value + 1L).Linear("a", 4, 3).Weight);
    }

    [Law]
    public void Shared_weights_sum_the_gradients_of_the_tasks_and_unshared_ones_see_their_own_only(Seed seed)
    {
        using var scope = NewDisposeScope();
        using var model = new Model();
        var store = new WeightStore(model, seed.Value);
        var draw = seed.Draw();
        var x = draw.Normal(2, 3);
        LinearWeights Shared() => store.Linear("shared", 3, 4);
        LinearWeights Own(string task) => store.Linear(task, 4, 2);
        Tensor Loss(string task) => Linear.Apply(Linear.Apply(x, Shared()).tanh(), Own(task)).square().sum();
        Tensor[] Gradients(params string[] tasks)
        {
            model.zero_grad();
            foreach (var task in tasks)
                Loss(task).backward();
            LinearWeights[] weights = [Shared(), Own("french"), Own("english")];
            return [.. weights.Select(linear => linear.Weight.grad?.clone() ?? zeros_like(linear.Weight))];
        }

        var (both, french, english) = (Gradients("french", "english"), Gradients("french"), Gradients("english"));
        Same.Close(french[0] + english[0], both[0], 1e-4);
        Same.Bits(french[1], both[1]);
        Same.Bits(english[2], both[2]);
        Same.Zero(french[2]);
        Same.Zero(english[1]);
    }

    [Fact]
    public void Initial_values_drawn_by_several_threads_are_those_that_one_draws()
    {
        using var scope = NewDisposeScope();
        var random = new SplitMix(7);
        float[] inOrder = [.. Enumerable.Range(0, 100_000).Select(_ => (float)(3 * random.NextNormal()))];
        Same.Bits(tensor(inOrder), new Initial.Normal(3).Draw([100_000], key: 7));
    }

    [Fact]
    public void Initial_values_have_the_spread_that_their_layer_needs()
    {
        using var scope = NewDisposeScope();
        using var model = new Model();
        var store = new WeightStore(model, 5);
        var (linear, norm, table) = (store.Linear("linear", 200, 100), store.Norm("norm", 8), store.Embedding("table", 100, 64));
        var bound = Math.Sqrt(6.0 / 300);
        Assert.InRange(linear.Weight.abs().max().item<float>(), 0.99 * bound, bound);
        Assert.Equal(bound / Math.Sqrt(3), linear.Weight.std().item<float>(), 0.02 * bound);
        Assert.Equal(0, linear.Weight.mean().item<float>(), 0.02 * bound);
        Assert.Equal(1.0 / 8, table.std().item<float>(), 0.005);
        Same.Zero(linear.Bias);
        Same.Zero(norm.Shift);
        Same.Zero(norm.Scale - 1);
    }

    // Deviations of 150 inputs and 250 outputs; tails are the shares beyond 1.8 deviations of what is drawn, uniform or normal.
    [Theory]
    [InlineData("XavierUniform", 0.070711, 0)]
    [InlineData("XavierNormal", 0.070711, 0.0719)]
    [InlineData("KaimingNormal", 0.115470, 0.0719)]
    [InlineData("TruncatedNormal", 0.017592, 0.0711)]
    public void Matrices_are_drawn_by_the_law_that_the_store_is_told(string law, double deviation, double tail)
    {
        using var scope = NewDisposeScope();
        using var model = new Model();
        Func<int, int, Initial> linear = law switch
        {
            "XavierNormal" => Initial.XavierNormal,
            "KaimingNormal" => Initial.KaimingNormal,
            "TruncatedNormal" => Initial.TruncatedNormal,
            _ => Initial.XavierUniform,
        };
        var drawn = new WeightStore(model, 5, linear: linear).Linear("linear", 150, 250).Weight;
        Assert.Equal(deviation, drawn.std().item<float>(), 0.02 * deviation);
        Assert.Equal(0, drawn.mean().item<float>(), 0.02 * deviation);
        Assert.Equal(tail, drawn.abs().gt(1.8 * deviation).to(float32).mean().item<float>(), 0.006);
        Assert.Equal(law == "TruncatedNormal", drawn.abs().max().item<float>() <= 2 * 0.02);
    }

    [Fact]
    public void Truncated_values_drawn_by_several_threads_are_those_that_one_draws()
    {
        using var scope = NewDisposeScope();
        var whole = new Initial.Truncated(3).Draw([100_000], key: 7);
        Same.Bits(whole.narrow(0, 0, 100), new Initial.Truncated(3).Draw([100], key: 7));
        Same.Not(whole.narrow(0, 0, 100), whole.narrow(0, 1 << 15, 100));
        Assert.Equal(0.77374 * 9, whole.var().item<float>(), 0.1);
    }

    [Fact]
    public void Another_shape_for_a_name_is_refused_with_both_shapes()
    {
        using var model = new Model();
        var store = new WeightStore(model, 1);
        store.Linear("a", 3, 2);
        var error = Assert.Throws<ArgumentException>(() => store.Linear("a", 4, 2));
        Assert.Contains("'a.weight'", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[2 4]", error.Message, StringComparison.Ordinal);
    }

    private sealed class Model() : nn.Module("model");
}
