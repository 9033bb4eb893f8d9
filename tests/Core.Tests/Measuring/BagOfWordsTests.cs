using System.Text.Json;
using Heed.Measuring;
using Xunit;

namespace Heed.Tests.Measuring;

/// <summary>Golden figures are scikit-learn's (words.golden.py).</summary>
public class BagOfWordsTests
{
    private static readonly JsonElement Golden = MeasuringGolden.Read("words");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Probabilities_are_those_of_scikit_learn(int place)
    {
        var golden = Golden.GetProperty("models")[place];
        var model = BagOfWords.Train(Golden.List<string>("texts"), Golden.List<int>("labels"), 3, golden.Figure("decay"));
        foreach (var (text, expected) in Golden.List<string>("test").Zip(golden.List<double[]>("probabilities")))
        {
            var actual = model.Probabilities(text);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
            Assert.Equal(Array.IndexOf(expected, expected.Max()), model.Predict(text));
        }
    }

    [Law(MaxTest = 100)]
    public void Probabilities_sum_to_1_and_training_again_gives_the_same_bits(AlikeTexts texts, AlikeTexts questions, Seed seed)
    {
        var (one, other) = (Train(texts, seed), Train(texts, seed));
        Assert.All(questions.Values, question =>
        {
            Assert.Equal(1, one.Probabilities(question).Sum(), 1e-12);
            Assert.Equal(one.Probabilities(question), other.Probabilities(question));
        });
    }

    /// <summary>Where the likelihood is greatest, each bias has no slope: classes are expected as often as they are there.</summary>
    [Law(MaxTest = 100)]
    public void Classes_are_expected_as_often_as_they_are_there(AlikeTexts texts, Seed seed)
    {
        var (labels, model) = (Labels(texts, seed), Train(texts, seed));
        for (var label = 0; label < 3; label++)
            Assert.Equal(
                labels.Count(own => own == label) / (double)labels.Length,
                texts.Values.Average(text => model.Probabilities(text)[label]), 1e-5);
    }

    [Law(MaxTest = 100)]
    public void Other_names_for_the_classes_change_nothing_else(AlikeTexts texts, Seed seed)
    {
        var (labels, model) = (Labels(texts, seed), Train(texts, seed));
        var renamed = BagOfWords.Train(texts.Values, [.. labels.Select(label => 2 - label)], 3);
        Assert.All(texts.Values, text => Assert.All(
            model.Probabilities(text).Zip(renamed.Probabilities(text).Reverse()), pair => Assert.Equal(pair.First, pair.Second, 1e-3)));
    }

    [Fact]
    public void A_dearer_weight_is_a_smaller_one()
    {
        double Sure(double decay) => BagOfWords.Train(["yes", "no"], [1, 0], 2, decay).Probabilities("yes")[1];
        Assert.True(Sure(0.01) > Sure(1) && Sure(1) > Sure(100) && Sure(100) > 0.5);
    }

    [Fact]
    public void A_mistake_in_the_call_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BagOfWords.Train([], [], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => BagOfWords.Train(["a"], [2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => BagOfWords.Train(["a"], [-1], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => BagOfWords.Train(["a"], [0], 2, decay: 0));
        Assert.Contains("each of 2 texts; received 1",
            Assert.Throws<ArgumentException>(() => BagOfWords.Train(["a", "b"], [0], 2)).Message, StringComparison.Ordinal);
    }

    private static BagOfWords Train(AlikeTexts texts, Seed seed) => BagOfWords.Train(texts.Values, Labels(texts, seed), 3);

    private static int[] Labels(AlikeTexts texts, Seed seed)
    {
        var draw = seed.Draw();
        return [.. texts.Values.Select(_ => draw.Below(0, 3))];
    }
}
