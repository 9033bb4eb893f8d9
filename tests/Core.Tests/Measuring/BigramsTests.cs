using Heed.Measuring;
using Xunit;

namespace Heed.Tests;

public class BigramsTests
{
    private static readonly int[][] Texts = [[5, 6, 5, 6], [5, 7]];

    [Fact]
    public void Probabilities_are_those_of_the_counts()
    {
        var counts = new Bigrams(Texts, vocabulary: 10);
        // 5 was seen 3 times of 6; each of ten tokens counts once more.
        Assert.Equal(4.0 / 16, counts.Unigram(5), 1e-12);
        Assert.Equal(1.0 / 16, counts.Unigram(9), 1e-12);
        // After 5 came 6 twice and 7 once: two kinds.
        Assert.Equal((2 + (2 * 3.0 / 16)) / 5, counts.Bigram(5, 6), 1e-12);
        Assert.Equal((0 + (2 * 1.0 / 16)) / 5, counts.Bigram(5, 9), 1e-12);
        // Both texts begin with 5; nothing was seen after 9.
        Assert.Equal((2 + (1 * 4.0 / 16)) / 3, counts.Bigram(0, 5), 1e-12);
        Assert.Equal(counts.Unigram(5), counts.Bigram(9, 5));
        Assert.Equal(5, counts.MostFrequent);
    }

    [Law]
    public void Probabilities_of_all_tokens_sum_to_one(Seed seed)
    {
        var draw = seed.Draw();
        var vocabulary = draw.Below(1, 12);
        var texts = Enumerable.Range(0, draw.Below(1, 6))
            .Select(_ => Enumerable.Range(0, draw.Below(0, 8)).Select(_ => draw.Below(0, vocabulary)).ToArray()).ToArray();
        var counts = new Bigrams(texts, vocabulary);
        var all = Enumerable.Range(0, vocabulary).ToArray();
        Assert.Equal(1, all.Sum(counts.Unigram), 1e-9);
        Assert.All(all, before => Assert.Equal(1, all.Sum(token => counts.Bigram(before, token)), 1e-9));
    }
}
