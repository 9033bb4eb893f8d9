using System.Buffers;
using ICSharpCode.SharpZipLib;

namespace Heed.Host;

/// <summary>A line of a text file, without its line feed.</summary>
/// <param name="Number">The line, from 1.</param>
/// <param name="Text">What it says; nothing where it has a flaw.</param>
/// <param name="Flaw">What is wrong with it: too long, or not UTF-8.</param>
internal readonly record struct TextLine(int Number, string Text, UserError? Flaw)
{
    /// <summary>The lines of a file, as a stream: of a long one no more than a buffer is ever in memory.</summary>
    /// <exception cref="UserError">The file is missing, damaged or cut off.</exception>
    public static IEnumerable<TextLine> Of(TableSource source)
    {
        using var stream = source.Open();
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            var line = new ArrayBufferWriter<byte>(1 << 12);
            var (number, told) = (1, false);
            for (var read = Fill(stream, buffer, source, number); read > 0; read = Fill(stream, buffer, source, number))
            {
                for (var start = 0; start < read;)
                {
                    var end = Array.IndexOf(buffer, (byte)'\n', start, read - start);
                    line.Write(buffer.AsSpan(start, (end < 0 ? read : end) - start));
                    start = end < 0 ? read : end + 1;
                    if (line.WrittenCount > source.Longest && !told)
                    {
                        told = true;
                        yield return new(number, "", source.At(
                            number, null, $"expected lines of at most {Figures.Whole(source.Longest)} bytes; this one is longer"));
                    }

                    if (end >= 0 && !told)
                        yield return Decode(line.WrittenSpan, source, number);
                    if (end >= 0)
                        (number, told) = (number + 1, false);
                    if (end >= 0 || told)
                        line.ResetWrittenCount();
                }
            }

            if (line.WrittenCount > 0 && !told)
                yield return Decode(line.WrittenSpan, source, number);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Fill(Stream stream, byte[] buffer, TableSource source, int number)
    {
        try
        {
            return stream.Read(buffer, 0, buffer.Length);
        }
        catch (Exception error) when (error is SharpZipBaseException or IOException)
        {
            throw source.At(number, null, $"the file is damaged or cut off here: {error.Message}");
        }
    }

    private static TextLine Decode(ReadOnlySpan<byte> line, TableSource source, int number)
    {
        var (text, flaw) = StrictText.Of(number == 1 && line.StartsWith("\uFEFF"u8) ? line[3..] : line, source, number);
        return new(number, text, flaw);
    }
}
