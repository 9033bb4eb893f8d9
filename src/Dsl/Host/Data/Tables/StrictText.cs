using System.Text;
using System.Text.Unicode;

namespace Heed.Host;

/// <summary>UTF-8 → text, where every byte must fit.</summary>
internal static class StrictText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, or what is wrong with it.</summary>
    /// <param name="bytes">UTF-8.</param>
    /// <param name="source">The file that they are from.</param>
    /// <param name="line">Where they stand in it.</param>
    public static (string Text, UserError? Flaw) Of(ReadOnlySpan<byte> bytes, TableSource source, int line)
    {
        try
        {
            return (Strict.GetString(bytes), null);
        }
        catch (DecoderFallbackException)
        {
            Utf8.ToUtf16(bytes, new char[bytes.Length], out var valid, out _, replaceInvalidSequences: false);
            return ("", source.At(line, valid + 1, $"expected UTF-8; the byte 0x{bytes[valid]:X2} does not fit"));
        }
    }
}
