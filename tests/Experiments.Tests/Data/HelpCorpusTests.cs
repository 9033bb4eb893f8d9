using System.Runtime.CompilerServices;
using System.Text;
using Heed.Data;
using Heed.Host;
using Heed.Planning;
using Xunit;

namespace Heed.Tests.Data;

public class HelpCorpusTests
{
    [Fact]
    public void The_shipped_pairs_are_whole_unique_and_licensed()
    {
        var rows = new TableFile(Path.Combine(Folder(), "help.en-fr.tsv.gz"), "help.en-fr.tsv.gz").Rows("en", "fr", "page")
            .Select(row => (English: row.Text("en"), French: row.Text("fr"), Page: row.Text("page"))).ToList();
        Assert.Equal(33_505, rows.Count);
        Assert.Equal(rows.Count, rows.Select(row => (row.English, row.French)).Distinct().Count());
        Assert.All(rows, row => Assert.NotEqual(row.English, row.French));
        Assert.All(rows.SelectMany(row => new[] { row.English, row.French }), text => Assert.True(text.Length > 0 && text == text.Trim()));
        var files = rows.Select(row => row.Page + ".html").ToList();
        Assert.Equal(files.Order(StringComparer.Ordinal), files);
        Assert.StartsWith("Mozilla Public License Version 2.0", Read("help.LICENSE"), StringComparison.Ordinal);
        Assert.Contains("33,505 English-French pairs", Read("help.NOTICE.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 128, 4_096)]
    [InlineData(true, 256, 8_192)]
    public void Of_the_tokens_of_their_batches_nine_in_ten_are_real(bool bytes, int longest, int budget)
    {
        int Length(string text) => Math.Min(longest, 1 + (bytes ? Encoding.UTF8.GetByteCount(text) : PreTokens.Pattern().Count(text)));
        PairLength[] lengths =
        [
            .. new TableFile(Path.Combine(Folder(), "help.en-fr.tsv.gz"), "help.en-fr.tsv.gz").Rows("en", "fr").Select(row => new PairLength(Length(row.Text("en")), Length(row.Text("fr")))),
        ];
        BatchSize[] sizes = [.. Batching.Epoch(lengths, budget, 17, 0).Select(batch => BatchSize.Of(TaskKind.SequenceToSequence, lengths, batch))];
        Assert.InRange(sizes.Sum(one => one.RealTokens) / (double)sizes.Sum(one => one.PaddedTokens), 0.9, 1);
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Folder(), name));

    private static string Folder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../experiments/data"));
}
