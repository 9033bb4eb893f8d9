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
        Assert.All(rows, row => Assert.True(row.English.Trim() == row.English && row.English.Length > 0 && row.French.Length > 0 && row.English != row.French));
        var files = rows.Select(row => row.Page + ".html").ToList();
        Assert.Equal(files.Order(StringComparer.Ordinal), files);
        Assert.StartsWith("Mozilla Public License Version 2.0", File.ReadAllText(Path.Combine(Folder(), "help.LICENSE")), StringComparison.Ordinal);
        Assert.Contains("33,505 English-French pairs", File.ReadAllText(Path.Combine(Folder(), "help.NOTICE.md")), StringComparison.Ordinal);
    }

    private static string Folder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../experiments/data"));
}
