using System.Text;
using Heed.Data;
using Heed.Host;

namespace Heed.Benchmarks;

/// <summary>Real texts as bytes, each cut to one length; those that are shorter are left out.</summary>
/// <param name="experiments">The folder of the experiments, whose data are read.</param>
/// <param name="length">Bytes of a text.</param>
public sealed class AllocatedTexts(string experiments, int length)
{
    /// <summary>Whole help pages, in English and in French.</summary>
    public IEnumerable<(int[] English, int[] French)> Pages() =>
        from page in Table(Dense.Spec.Tasks[0].File).Rows("en", "fr", "page").GroupBy(row => row.Text("page"))
        let english = Bytes(string.Join(' ', page.Select(row => row.Text("en"))))
        let french = Bytes(string.Join(' ', page.Select(row => row.Text("fr"))))
        where english.Length >= length && french.Length >= length
        select (english[..length], french[..length]);

    /// <summary>What Debian's packages say of themselves.</summary>
    /// <exception cref="UserError">They were not fetched.</exception>
    public IEnumerable<int[]> Descriptions() =>
        from row in Table("data/sections.tsv.gz").Rows("description")
        let text = Bytes(row.Text("description"))
        where text.Length >= length
        select text[..length];

    private TableFile Table(string file) => new(Path.Combine(experiments, file), file);

    private static int[] Bytes(string text) => [.. Encoding.UTF8.GetBytes(text).Select(value => Vocabulary.Start(0) + value)];
}
