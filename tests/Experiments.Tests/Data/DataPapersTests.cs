using Heed.Host;
using Xunit;

namespace Heed.Tests.Data;

public sealed class DataPapersTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("heed-papers-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Papers_of_a_file_go_by_its_name_with_or_without_endings_and_notices_come_first()
    {
        string[] own = ["help.LICENSE", "help.NOTICE.md", "help.en-fr.LICENSE.txt"];
        foreach (var file in own.Append("other.LICENSE").Append("hel.LICENSE"))
            File.WriteAllText(Path.Combine(folder, file), file);
        Assert.Equal(
            ["help.NOTICE.md", "help.LICENSE", "help.en-fr.LICENSE.txt"],
            DataPapers.Of(Path.Combine(folder, "help.en-fr.tsv.gz")).Select(paper => paper.Text));
        Assert.Empty(DataPapers.Of(Path.Combine(folder, "lone.csv")));
    }
}
