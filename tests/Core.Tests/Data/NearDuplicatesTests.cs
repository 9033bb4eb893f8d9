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

    [Law]
    public void A_row_resembles_held_out_ones_where_comparing_it_with_each_says_so(AlikeTexts held, AlikeTexts asked, byte level)
    {
        var threshold = new[] { 0.2, 1 / 3.0, 0.5, 0.6, 2 / 3.0, 0.75, 0.8, 1 }[level % 8];
        string[][] columns = [held.Values, [.. held.Values.Reverse()]];
        var rows = new HeldOutRows(columns, threshold);
        // Words that no held-out row has, too.
        foreach (var row in asked.Values.SelectMany(text => new[] { text, text + " x y" }).Select(text => new[] { text, "z " + text }))
            Assert.Equal(
                columns.Zip(row).Any(one => one.First.Any(other => Words.Jaccard(one.Second, other) >= threshold)), rows.Resemble(row));
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
