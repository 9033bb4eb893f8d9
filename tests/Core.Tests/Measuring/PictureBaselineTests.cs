using Heed.Measuring;
using Xunit;

namespace Heed.Tests.Measuring;

/// <summary>What needs no model and knows pictures: nearest neighbour and logistic regression by pixels.</summary>
public class PictureBaselineTests
{
    [Law(MaxTest = 200)]
    public void The_nearest_is_that_of_comparing_all_and_of_several_the_first(Seed seed)
    {
        var draw = seed.Draw();
        var length = draw.Below(1, 40);
        var (pictures, questions) = (Drawn(draw, draw.Below(1, 150), length, 3), Drawn(draw, 4, length, 3));
        foreach (var (question, found) in questions.Zip(NearestPicture.Find(pictures, questions)))
        {
            long[] distances = [.. pictures.Select(picture => Distance(picture, question))];
            Assert.Equal(distances.Min(), found.Distance);
            Assert.Equal(Array.IndexOf(distances, distances.Min()), found.Example);
        }
    }

    [Fact]
    public void Distances_of_large_and_white_pictures_are_exact()
    {
        var draw = new Draw(5);
        var (pictures, questions) = (Drawn(draw, 3, 20_003, 256), new[] { (ReadOnlyMemory<byte>)Enumerable.Repeat((byte)255, 20_003).ToArray() });
        Assert.Equal(pictures.Min(picture => Distance(picture, questions[0])), NearestPicture.Find(pictures, questions)[0].Distance);
        Assert.Equal(0, NearestPicture.Find([.. pictures, questions[0]], questions)[0].Distance);
    }

    /// <summary>Where pixels are black or white, a white one is a word that is there; the bag of words is held against scikit-learn.</summary>
    [Law(MaxTest = 50)]
    public void Regression_over_black_and_white_pixels_is_that_over_words(Seed seed)
    {
        var draw = seed.Draw();
        bool[][] white = [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 6).Select(_ => draw.Coin()).ToArray()).Append([.. Enumerable.Repeat(true, 6)])];
        int[] labels = [.. white.Select(_ => draw.Below(0, 3))];
        string[] texts = [.. white.Select(one => string.Join(' ', one.Index().Where(pixel => pixel.Item).Select(pixel => "w" + pixel.Index).DefaultIfEmpty("w0")))];
        ReadOnlyMemory<byte>[] pictures =
        [
            .. white.Select(one => (ReadOnlyMemory<byte>)(one.Any(is255 => is255) ? one : [true, .. one[1..]]).Select(is255 => (byte)(is255 ? 255 : 0)).ToArray()),
        ];
        var (words, pixels) = (BagOfWords.Train(texts, labels, 3), PixelRegression.Train(pictures, labels, 3));
        foreach (var (text, picture) in texts.Zip(pictures))
            Assert.All(words.Probabilities(text).Zip(pixels.Probabilities(picture.Span)), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
    }

    [Fact]
    public void A_mistake_in_the_call_is_refused()
    {
        ReadOnlyMemory<byte>[] one = [new byte[] { 1 }];
        Assert.Throws<ArgumentOutOfRangeException>(() => PixelRegression.Train([], [], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => PixelRegression.Train(one, [2], 2));
        Assert.Throws<ArgumentException>(() => PixelRegression.Train(one, [0, 1], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => NearestPicture.Find([], one));
    }

    private static ReadOnlyMemory<byte>[] Drawn(Draw draw, int count, int length, int values) =>
        [.. Enumerable.Range(0, count).Select(_ => (ReadOnlyMemory<byte>)Enumerable.Range(0, length).Select(_ => (byte)draw.Below(0, values)).ToArray())];

    private static long Distance(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) =>
        one.ToArray().Zip(other.ToArray(), (left, right) => (long)(left - right) * (left - right)).Sum();
}
