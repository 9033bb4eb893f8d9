using Heed.Data;
using Heed.Measuring;
using Xunit;

namespace Heed.Tests.Measuring;

public class BaselinesTests
{
    [Law]
    public void The_nearest_text_is_the_first_that_no_other_surpasses(AlikeTexts texts, AlikeTexts questions)
    {
        var nearest = new NearestNeighbour(texts.Values);
        Assert.All(questions.Values, question =>
        {
            var similarities = texts.Values.Select(text => Words.Jaccard(question, text)).ToList();
            Assert.Equal((similarities.IndexOf(similarities.Max()), similarities.Max()), nearest.Find(question));
        });
    }

    [Fact]
    public void Retrieval_finds_the_likest_and_says_whether_it_is_a_twin()
    {
        var retrieved = Baselines.Retrieve(["Open the file", "Print"], ["Close the file", "Print all the pages", "unknown"]);
        Assert.Equal([new(0, 0.5), new(1, 0.25), new(0, 0)], retrieved);
        Assert.Equal([true, false, false], retrieved.Select(one => one.HasTwin));
    }

    [Theory]
    [InlineData(2, new[] { 2 })]
    [InlineData(1, new[] { 0, 1, 1, 2 })]
    [InlineData(0, new[] { 3, 0, 0, 3, 1 })]
    public void The_most_frequent_class_is_the_lowest_of_those_met_most_often(int expected, int[] labels) =>
        Assert.Equal(expected, Baselines.MostFrequent(labels));

    [Law]
    public void No_other_constant_is_right_more_often(LabelCase labels)
    {
        double Right(int answer) => Accuracy.Of(ConfusionMatrix.Of(
            labels.References, [.. labels.References.Select(_ => answer)], labels.Classes));
        var best = Right(Baselines.MostFrequent(labels.References));
        Assert.All(Enumerable.Range(0, labels.Classes), answer => Assert.True(Right(answer) <= best));
    }
}
