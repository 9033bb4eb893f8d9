using Heed.Data;
using Xunit;

namespace Heed.Tests.Data;

public class NearDuplicatesTests
{
    [Law]
    public void Clusters_are_what_comparing_all_pairs_gives(AlikeTexts texts, AlikeTexts others, byte level)
    {
        var threshold = new[] { 0.2, 1 / 3.0, 0.5, 0.6, 2 / 3.0, 0.75, 0.8, 1 }[level % 8];
        string[][] columns = [texts.Values, [.. texts.Values.Select((_, row) => others.Values[row % others.Values.Length])]];
        var labels = Enumerable.Range(0, texts.Values.Length).ToArray();
        for (var row = 0; row < labels.Length; row++)
            for (var other = 0; other < row; other++)
                if (columns.Any(column => Words.Jaccard(column[row], column[other]) >= threshold))
                {
                    var (low, high) = (Math.Min(labels[row], labels[other]), Math.Max(labels[row], labels[other]));
                    labels = [.. labels.Select(label => label == high ? low : label)];
                }
        Assert.Equal(labels, NearDuplicates.Clusters(columns, threshold));
    }

    [Theory]
    [InlineData("Open the File", "open the file!", 1)]
    [InlineData("Open the file", "Close the file", 0.5)]
    [InlineData("打开文件", "关闭文件", 1 / 3.0)]
    [InlineData("l'été", "l'ete", 1 / 3.0)]
    [InlineData("...", "!!!", 0)]
    [InlineData("...", "...", 1)]
    public void Words_are_what_a_reader_would_count(string one, string other, double similarity) =>
        Assert.Equal(similarity, Words.Jaccard(one, other), 1e-12);
}
