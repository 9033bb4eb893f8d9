namespace Heed.Host;

/// <summary>Notices and licences that lie beside a data file: <c>help.NOTICE.md</c> and <c>help.LICENSE</c> beside <c>help.en-fr.tsv.gz</c>.</summary>
public static class DataPapers
{
    /// <summary>Bytes of a paper at the most: a licence has some 35 thousand.</summary>
    private const int Longest = 1 << 20;

    private static readonly string[] Endings = [".NOTICE.md", ".NOTICE", ".NOTICE.txt", ".LICENSE", ".LICENSE.md", ".LICENSE.txt"];

    /// <summary>Names and texts of the papers, notices first; those that cannot be read are left out.</summary>
    /// <param name="path">The data file.</param>
    public static IReadOnlyList<(string File, string Text)> Of(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return
        [
            .. from ending in Endings
               from name in Names(Path.GetFileName(path))
               let text = Read(Path.Combine(folder, name + ending))
               where text is not null
               select (name + ending, text),
        ];
    }

    private static string? Read(string paper)
    {
        try
        {
            return File.Exists(paper) && new FileInfo(paper).Length <= Longest ? File.ReadAllText(paper) : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // help.en-fr.tsv.gz, help.en-fr.tsv, help.en-fr, help.
    private static IEnumerable<string> Names(string file)
    {
        for (var name = file; name.Length > 0; name = Path.GetFileNameWithoutExtension(name))
        {
            yield return name;
            if (!Path.HasExtension(name))
                yield break;
        }
    }
}
