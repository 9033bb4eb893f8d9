using System.Text;
using Heed.Data;
using Heed.Decoding;
using Heed.Planning;

namespace Heed.Host;

/// <summary>
/// What a task's answers may be made of: the entries of the text file that its target names, one a line. White space around an entry and
/// empty lines do not count. An answer is entries, at least one, with a space between.
/// </summary>
public static class Lexicons
{
    /// <summary>The lexicon of each task; null where anything may be said. The declared file counts, else the copy that the run keeps.</summary>
    /// <param name="spec">What is declared.</param>
    /// <param name="folder">What declared files are relative to.</param>
    /// <param name="run">The run that is asked.</param>
    /// <param name="vocabulary">The tokens of the entries.</param>
    /// <exception cref="UserError">A file is not there, or an entry cannot be said.</exception>
    public static IReadOnlyList<Lexicon?> Of(ExperimentSpec spec, string folder, RunFolder run, Tokenization vocabulary) =>
    [
        .. spec.Tasks.Select(task =>
        {
            if (task.Only.Length == 0)
                return null;
            var (declared, kept) = (Path.Combine(folder, task.Only), run.Lexicon(task.Name));
            var text = Read(File.Exists(declared) || !File.Exists(kept) ? declared : kept, task.Only);
            return Of(text, task.Only, vocabulary, spec.Decoder!.MaximumLength);
        }),
    ];

    /// <summary>Keeps a copy of every declared file with a run, so that it can be asked without them.</summary>
    /// <exception cref="UserError">A file is not there, or an entry cannot be said: better known before training than after.</exception>
    public static void Keep(ExperimentSpec spec, string folder, RunFolder run, Tokenization vocabulary)
    {
        _ = Of(spec, folder, run, vocabulary);
        foreach (var task in spec.Tasks.Where(task => task.Only.Length > 0 && File.Exists(Path.Combine(folder, task.Only))))
            run.WriteLexicon(task.Name, Read(Path.Combine(folder, task.Only), task.Only));
    }

    /// <summary>The lexicon of a text.</summary>
    /// <param name="text">Entries, one a line.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="vocabulary">The tokens of the entries.</param>
    /// <param name="longest">Tokens of an answer at the most.</param>
    /// <exception cref="UserError">There is no entry, one cannot be said, or none is short enough.</exception>
    public static Lexicon Of(string text, string name, Tokenization vocabulary, int longest)
    {
        (int Line, string Entry)[] entries =
            [.. text.Split('\n').Select((line, place) => (place + 1, line.Trim())).Where(line => line.Item2.Length > 0).DistinctBy(line => line.Item2)];
        if (entries.Length == 0)
            throw new UserError($"{name}: expected entries, one a line; found none.");

        // What follows another entry has a space in front, which tokens may hold in their own way: seen behind the first entry.
        var (anchor, behind) = (entries[0].Entry, vocabulary.Encode(entries[0].Entry));
        var first = entries.Select(line => Said(line, vocabulary.Encode(line.Entry), line.Entry)).ToArray();
        var following = entries.Select(line =>
        {
            var both = Said(line, vocabulary.Encode($"{anchor} {line.Entry}"), $"{anchor} {line.Entry}");
            return both.Length > behind.Length && both.AsSpan().StartsWith(behind)
                ? both[behind.Length..]
                : throw new UserError($"{name}({line.Line}): expected an entry that can follow another; the tokens of \"{anchor} {line.Entry}\" run over the space.");
        }).ToArray();
        var lexicon = new Lexicon(first, following);
        return lexicon.Shortest <= longest
            ? lexicon
            : throw new UserError($"{name}: expected an entry of at most {longest} tokens (Decoder.MaximumLength); the shortest has {lexicon.Shortest}.");

        // Tokens that lose case and accents say the same still; those that know a character not say another.
        int[] Said((int Line, string Entry) line, int[] tokens, string said) =>
            tokens.Length > 0 && Accents.Strip(vocabulary.Decode(tokens)) == Accents.Strip(said)
                ? tokens
                : throw new UserError($"{name}({line.Line}): expected an entry that the vocabulary can say; of \"{said}\" it says \"{vocabulary.Decode(tokens)}\".");
    }

    private static string Read(string path, string name)
    {
        if (!File.Exists(path))
            throw new UserError($"{path}: expected the text file that Only = \"{name}\" names; there is none.");
        try
        {
            return WholeFile.Guard(path, () => File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)));
        }
        catch (DecoderFallbackException)
        {
            throw new UserError($"{path}: expected UTF-8; some of its bytes do not fit.");
        }
    }
}
