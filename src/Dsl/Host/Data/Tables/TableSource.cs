using Heed.Planning;

namespace Heed.Host;

/// <summary>The file behind a table.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What messages call it.</param>
/// <param name="Longest">Bytes in a line, or in a cell, at the most.</param>
internal sealed record TableSource(string Path, string Name, int Longest)
{
    /// <summary>Its bytes, decompressed where its name ends in <c>.gz</c>.</summary>
    /// <exception cref="UserError">It is missing or cannot be read.</exception>
    public Stream Open()
    {
        try
        {
            var file = File.OpenRead(Path);
            // .NET's own GZipStream takes a truncated file for a whole one.
            return TableFormats.IsZipped(Path) ? new WholeGzipStream(file) : file;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError($"{Name}: expected a data file; there is none. {Script(Path)}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{Name}: cannot be read: {error.Message}");
        }
    }

    /// <summary>Where each column stands.</summary>
    /// <param name="names">The columns that there are.</param>
    /// <param name="line">Where they are named.</param>
    /// <param name="needed">Those that must be among them.</param>
    /// <exception cref="UserError">Two have one name, or one is missing.</exception>
    public IReadOnlyDictionary<string, int> Columns(IReadOnlyList<string> names, int line, string[] needed)
    {
        var twice = names.GroupBy(column => column).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
            throw At(line, null, $"expected columns of different names; {twice.Key} stands {twice.Count()} times");
        var missing = needed.Except(names).ToArray();
        return missing.Length == 0
            ? names.Index().ToDictionary(column => column.Item, column => column.Index)
            : throw At(line, null, $"expected a column {string.Join(" and a column ", missing)}; there are {string.Join(", ", names)}");
    }

    /// <summary>What is wrong, and where: the line (of a Parquet file the row), and the byte in it where that is known.</summary>
    public UserError At(int line, long? column, string message) => new($"{Name}({line}{(column is null ? "" : $",{column}")}): {message}.");

    /// <summary>How to bring a file: by the script of its name beside it, where there is one.</summary>
    public static string Script(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        var script = System.IO.Path.Combine(folder, System.IO.Path.GetFileName(path).Split('.')[0] + ".cs");
        return File.Exists(script) ? $"This brings it: dotnet run {System.IO.Path.GetRelativePath(Environment.CurrentDirectory, script)}" : "";
    }
}
