using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>Words and their tags, as answers and reports write them.</summary>
internal static class TaggedWords
{
    /// <summary>What stands in the place of a tag where the word was cut, so that no model told it.</summary>
    public const string Cut = "[cut]";

    /// <summary>The tags of all words, with spaces between, as a data file has them.</summary>
    /// <param name="label">The classes.</param>
    /// <param name="asked">The words.</param>
    /// <param name="told">The class of each word that was not cut.</param>
    public static string Tags(LabelSpec label, TokenPair asked, int[] told)
    {
        string[] tags = [.. Enumerable.Repeat(Cut, asked.Words.Length)];
        foreach (var (word, tag) in asked.Kept.Zip(told))
            tags[word] = label.Classes[tag];
        return string.Join(' ', tags);
    }

    /// <summary>Each word of a text with its tag behind it: <c>Opens/O the/O file/B-thing</c>.</summary>
    public static string Beside(string text, string tags) =>
        string.Join(' ', Planning.Text.Words(text).Zip(Planning.Text.Words(tags), (word, tag) => $"{word}/{tag}"));

    /// <summary>Tags that are those of the reference, of 100.</summary>
    public static double Right(string reference, string tags) =>
        100 * Planning.Text.Words(reference).Zip(Planning.Text.Words(tags)).Average(pair => pair.First == pair.Second ? 1.0 : 0);
}
