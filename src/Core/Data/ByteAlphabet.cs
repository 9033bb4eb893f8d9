using System.Text;

namespace Heed.Data;

/// <summary>
/// GPT-2's printable alphabet: a byte that is a printable character of Latin-1 stands for itself, the other 68 are U+0100 and up in
/// order, so that a space is <c>Ġ</c>. It lets tokens that are no whole characters be written as text.
/// </summary>
public static class ByteAlphabet
{
    private static readonly char[] Letters = Make();

    /// <summary>The letter of each byte, [256].</summary>
    public static IReadOnlyList<char> All => Letters;

    /// <summary>A text's UTF-8 bytes, each as its letter.</summary>
    public static string Spell(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(value => Letters[value]));

    private static char[] Make()
    {
        var (letters, next) = (new char[256], 'Ā');
        for (var value = 0; value < 256; value++)
            letters[value] = value is >= '!' and <= '~' or >= '¡' and <= '¬' or >= '®' ? (char)value : next++;
        return letters;
    }
}
