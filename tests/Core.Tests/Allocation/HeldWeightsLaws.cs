using Heed.Allocation;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>The weights that an allocation says it holds are those that it is given, and those that a plan counts.</summary>
public class HeldWeightsLaws
{
    [Fact]
    public void Every_kind_is_given_by_its_name_with_the_values_that_it_begins_with()
    {
        using var model = new Owner();
        var held = HeldWeights.Of<Every>(new WeightStore(model, 5), "there", 6, 2, 8);
        Assert.Equal("3 6", string.Join(' ', held.Linear("map").Weight.shape));
        Same.Zero(held.Linear("map").Bias);
        Same.Exactly(ones(6), held.Norm("norm").Scale);
        Same.Zero(held.Vector("gate"));
        Assert.Equal("5 6", string.Join(' ', held.Embedding("latents").shape));
        Same.Exactly(tensor(new[] { 0.5f, 0.5f, 0, 0, 0, 0, 0, 0 }), held.Projection("mix")[0]);
        Assert.Equal(
            Every.Weights(6, 2, 8).SelectMany(one => one.Tensors.Select(tensor => ($"there.{tensor.Name}", string.Join(' ', tensor.Shape)))),
            model.named_parameters().Select(one => (one.name, string.Join(' ', one.parameter.shape))));
    }

    [Fact]
    public void At_ratio_1_nothing_is_held()
    {
        using var model = new Owner();
        Assert.Same(HeldWeights.None, HeldWeights.Of<Every>(new WeightStore(model, 5), "there", 6, 1, 8));
        Assert.Empty(model.named_parameters());
    }

    [Theory]
    [InlineData("map")]
    [InlineData("gate")]
    [InlineData("another")]
    public void Who_asks_for_one_of_another_kind_or_name_is_told_all_that_there_are(string name)
    {
        using var model = new Owner();
        var held = HeldWeights.Of<Every>(new WeightStore(model, 5), "there", 6, 2, 8);
        var error = Assert.Throws<AllocationError>(() => held.Norm(name));
        Assert.Equal(
            $"An allocation asks for the Norm '{name}' among its weights: expected the Linear 'map', the Norm 'norm', the Vector 'gate', the Embedding 'latents' or the Projection 'mix'.",
            error.Message);
        Assert.Contains("expected none, for it has no public static IReadOnlyList<LearnedWeight> Weights(", Assert.Throws<AllocationError>(() => HeldWeights.None.Vector(name)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("of.two", 4)]
    [InlineData("twice", 6)]
    [InlineData("empty", 0)]
    public void A_name_that_is_none_or_not_its_own_and_a_size_below_1_are_told_with_the_allocation(string name, int width)
    {
        using var model = new Owner();
        Wrong.Told = new LearnedWeight.Vector(name, width);
        var error = Assert.Throws<AllocationError>(() => HeldWeights.Of<Wrong>(new WeightStore(model, 5), "there", 6, 2, 8));
        Assert.StartsWith($"Wrong.Weights tells of Vector {{ Name = {name}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("expected a name without dots, of this weight alone, and sizes of 1 or more.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_throws_is_told_with_what_it_was_asked()
    {
        using var model = new Owner();
        var error = Assert.Throws<AllocationError>(() => HeldWeights.Of<Throwing>(new WeightStore(model, 5), "there", 6, 2.5, 8));
        Assert.Equal("Throwing.Weights, for a width of 6, a ratio of 2.5 and 8 positions at the most: NotSupportedException: no", error.Message);
    }

    private sealed class Throwing : IAllocation
    {
        public static long Left(long length, double ratio) => length;

        public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) => throw new NotSupportedException("no");

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => Reduction.Whole(sequence);
    }

    private sealed class Every : IAllocation
    {
        public static long Left(long length, double ratio) => MeanWindows.Left(length, ratio);

        public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) =>
        [
            new LearnedWeight.Linear("map", width, 3), new LearnedWeight.Norm("norm", width), new LearnedWeight.Vector("gate", width), new LearnedWeight.Embedding("latents", 5, width),
            new LearnedWeight.Projection("mix", 4, longest, (int)ratio),
        ];

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => MeanWindows.Reduce(sequence, received, ratio, weights);
    }

    private sealed class Wrong : IAllocation
    {
        public static LearnedWeight Told { get; set; } = new LearnedWeight.Vector("", 1);

        public static long Left(long length, double ratio) => MeanWindows.Left(length, ratio);

        public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) => [new LearnedWeight.Vector("twice", width), Told];

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => MeanWindows.Reduce(sequence, received, ratio, weights);
    }
}
