using System.IO.Compression;
using System.Text;
using Heed.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Heed.Generators.Parsing;

/// <summary>A data file that the build knows of, and the columns that it names.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Columns">
/// The columns; empty where its start cannot be read, which the host will say better, and of Parquet, which names them at its end.
/// </param>
public sealed record DataFile(string Path, EquatableArray<string> Columns)
{
    private const int LongestHeader = 64 * 1024;

    /// <summary>Whether an additional file of the build is data.</summary>
    public static bool IsData(AdditionalText file) => TableFormats.Of(file.Path) is not null;

    /// <summary>The columns of a data file.</summary>
    public static DataFile Parse(AdditionalText file, CancellationToken cancel) =>
        new(file.Path, (TableFormats.Of(file.Path) switch
        {
            TableFormat.TabSeparated => TableHeader.OfTabSeparated(Start(file, cancel)),
            TableFormat.CommaSeparated => TableHeader.OfCommaSeparated(Start(file, cancel)),
            TableFormat.JsonLines => TableHeader.OfJsonLines(Start(file, cancel)),
            TableFormat.Idx => ["image", "label"],
            _ => [],
        }).ToEquatableArray());

    private static string Start(AdditionalText file, CancellationToken cancel)
    {
        if (TableFormats.IsZipped(file.Path))
            return StartOfZipped(file.Path);
        var text = file.GetText(cancel);
        return text?.ToString(new TextSpan(0, Math.Min(text.Length, LongestHeader))) ?? "";
    }

#pragma warning disable RS1035 // The compiler can hand over text but no bytes, and a column's name stands in the first of them.
    private static string StartOfZipped(string path)
    {
        try
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
            var start = new char[LongestHeader];
            return new(start, 0, reader.ReadBlock(start, 0, start.Length));
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return "";
        }
    }
#pragma warning restore RS1035
}
