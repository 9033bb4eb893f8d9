using System.IO.Compression;
using System.Text;
using Heed.Data;

namespace Heed.Benchmarks;

/// <summary>Real texts as bytes, each cut to one length; those that are shorter are left out.</summary>
/// <param name="experiments">The folder of the experiments, whose data are read.</param>
/// <param name="length">Bytes of a text.</param>
public sealed class AllocatedTexts(string experiments, int length)
{
    /// <summary>Whole help pages, in English and in French.</summary>
    public IEnumerable<(int[] English, int[] French)> Pages() =>
        from page in Rows(Dense.Spec.Tasks[0].File, "en", "fr", "page").GroupBy(row => row[2])
        let english = Bytes(string.Join(' ', page.Select(row => row[0])))
        let french = Bytes(string.Join(' ', page.Select(row => row[1])))
        where english.Length >= length && french.Length >= length
        select (english[..length], french[..length]);

    /// <summary>What Debian's packages say of themselves.</summary>
    /// <exception cref="InvalidOperationException">They were not fetched.</exception>
    public IEnumerable<int[]> Descriptions()
    {
        const string file = "data/sections.tsv.gz", script = "data/sections.cs";
        if (!File.Exists(Path.Combine(experiments, file)))
            throw new InvalidOperationException($"Expected descriptions in {Path.Combine(experiments, file)}: dotnet run {Path.Combine(experiments, script)} fetches them.");
        return from row in Rows(file, "description")
               let text = Bytes(row[0])
               where text.Length >= length
               select text[..length];
    }

    /// <summary>The words of all help pages, in English.</summary>
    public IEnumerable<string> Words() => Rows(Dense.Spec.Tasks[0].File, "en").SelectMany(row => row[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // The named columns of each row.
    private IEnumerable<string[]> Rows(string file, params string[] columns)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(experiments, file)), CompressionMode.Decompress));
        var names = reader.ReadLine()!.Split('\t').ToList();
        int[] at = [.. columns.Select(name => names.IndexOf(name))];
        while (reader.ReadLine()?.Split('\t') is { } cells)
            yield return [.. at.Select(column => cells[column])];
    }

    private static int[] Bytes(string text) => [.. Encoding.UTF8.GetBytes(text).Select(value => Vocabulary.Start(0) + value)];
}
