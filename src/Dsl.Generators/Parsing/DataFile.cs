using System.IO.Compression;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Parsing;

/// <summary>A data file that the build knows of, and the columns that its first line names.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Columns">The columns; empty where the first line cannot be read, which the host will say better.</param>
public sealed record DataFile(string Path, EquatableArray<string> Columns)
{
    private const int LongestHeader = 64 * 1024;

    /// <summary>Whether an additional file of the build is data.</summary>
    public static bool IsData(AdditionalText file) => IsPlain(file) || IsZipped(file);

    /// <summary>The columns of a data file.</summary>
    public static DataFile Parse(AdditionalText file, CancellationToken cancel)
    {
        var header = IsZipped(file) ? FirstLineOfZipped(file.Path) : file.GetText(cancel)?.Lines[0].ToString() ?? "";
        return new(file.Path, header.TrimEnd('\r').Split(['\t'], StringSplitOptions.RemoveEmptyEntries).ToEquatableArray());
    }

    private static bool IsPlain(AdditionalText file) => file.Path.EndsWith(".tsv", StringComparison.Ordinal);

    private static bool IsZipped(AdditionalText file) => file.Path.EndsWith(".tsv.gz", StringComparison.Ordinal);

#pragma warning disable RS1035 // The compiler can hand over text but no bytes, and a column's name stands in the first of them.
    private static string FirstLineOfZipped(string path)
    {
        try
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
            var line = new StringBuilder();
            for (var next = reader.Read(); next >= 0 && next != '\n' && line.Length < LongestHeader; next = reader.Read())
                line.Append((char)next);
            return line.ToString();
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return "";
        }
    }
#pragma warning restore RS1035
}
