using System.Runtime.CompilerServices;
using Heed.Host;
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

    private static string Read(string name) => File.ReadAllText(Path.Combine(Folder(), name));

    private static string Folder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../experiments/data"));
}
