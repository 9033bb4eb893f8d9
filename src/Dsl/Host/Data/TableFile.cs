using System.Buffers;
using System.Text;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.GZip;

namespace Heed.Host;

/// <summary>
/// A tab-separated file, plain or gzip, whose first line names its columns. It is read as a stream, line by line, and strictly: a row
/// that is not what the first line promises is refused with its place, before any training.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="name">What messages call it.</param>
/// <param name="longestLine">Bytes in a line at the most.</param>
public sealed class TableFile(string path, string name, int longestLine = TableFile.LongestLine)
{
    /// <summary>Bytes in a line at the most: more is a file of another kind, and would fill the memory.</summary>
    public const int LongestLine = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Every row, in order.</summary>
    /// <param name="needed">Columns that must be there.</param>
    /// <exception cref="UserError">The file is missing or damaged, lacks a column, or has a row of another form.</exception>
    public IEnumerable<Row> Rows(params string[] needed)
    {
        IReadOnlyDictionary<string, int>? columns = null;
        var number = 0;
        foreach (var line in Lines())
        {
            number++;
            if (columns is null)
            {
                columns = Columns(line, needed);
                continue;
            }

            var cells = line.Split('\t');
            if (cells.Length != columns.Count)
                throw At(number, null, $"expected {columns.Count} columns ({string.Join(", ", columns.Keys)}), found {cells.Length}");
            yield return new(columns, cells);
        }

        if (columns is null)
            throw new UserError($"{name}: expected a first line that names the columns; the file is empty.");
        if (number == 1)
            throw new UserError($"{name}: expected rows after the first line; there are none.");
    }

    private Dictionary<string, int> Columns(string line, string[] needed)
    {
        var names = line.Split('\t');
        var twice = names.GroupBy(column => column).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
            throw At(1, null, $"expected columns of different names; {twice.Key} stands {twice.Count()} times");
        var missing = needed.Except(names).ToArray();
        return missing.Length == 0
            ? names.Select((column, place) => (column, place)).ToDictionary(pair => pair.column, pair => pair.place)
            : throw At(1, null, $"expected a column {string.Join(" and a column ", missing)}; there are {string.Join(", ", names)}");
    }

    private IEnumerable<string> Lines()
    {
        using var stream = Open();
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            var line = new ArrayBufferWriter<byte>(1 << 12);
            var number = 1;
            for (var read = Fill(stream, buffer, number); read > 0; read = Fill(stream, buffer, number))
            {
                for (var start = 0; start < read;)
                {
                    var end = Array.IndexOf(buffer, (byte)'\n', start, read - start);
                    line.Write(buffer.AsSpan(start, (end < 0 ? read : end) - start));
                    if (line.WrittenCount > longestLine)
                        throw At(number, null, $"expected lines of at most {Figures.Whole(longestLine)} bytes; this one is longer");
                    start = end < 0 ? read : end + 1;
                    if (end < 0)
                        continue;
                    yield return Decode(line.WrittenSpan, number++);
                    line.ResetWrittenCount();
                }
            }

            if (line.WrittenCount > 0)
                yield return Decode(line.WrittenSpan, number);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Stream Open()
    {
        try
        {
            var file = File.OpenRead(path);
            // .NET's own GZipStream takes a truncated file for a whole one.
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipInputStream(file) : file;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError($"{name}: expected a data file; there is none. {Script()}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{name}: cannot be read: {error.Message}");
        }
    }

    private int Fill(Stream stream, byte[] buffer, int number)
    {
        try
        {
            return stream.Read(buffer, 0, buffer.Length);
        }
        catch (Exception error) when (error is SharpZipBaseException or IOException)
        {
            throw At(number, null, $"the file is damaged or cut off here: {error.Message}");
        }
    }

    private string Decode(ReadOnlySpan<byte> line, int number)
    {
        if (line.EndsWith("\r"u8))
            line = line[..^1];
        if (number == 1 && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        try
        {
            return Strict.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            System.Text.Unicode.Utf8.ToUtf16(line, new char[line.Length], out var valid, out _, replaceInvalidSequences: false);
            throw At(number, valid + 1, $"expected UTF-8; the byte 0x{line[valid]:X2} does not fit");
        }
    }

    private UserError At(int line, int? column, string message) => new($"{name}({line}{(column is null ? "" : $",{column}")}): {message}.");

    // A script of the same name beside the file brings it, where there is one.
    private string Script()
    {
        var script = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path).Split('.')[0] + ".cs");
        return File.Exists(script) ? $"This brings it: dotnet run {Path.GetRelativePath(Environment.CurrentDirectory, script)}" : "";
    }
}
