namespace Heed;

/// <summary>
/// This column is a tag for each word of the input text (Devlin et al. 2019, section 5.3), and tells which: words of the text, and tags of
/// the cell, are parted by white space, and there are as many of the ones as of the others. The parameter is an array of an enum (its
/// members' names are the tags), of strings or of ints (the tags are those that the data holds, in ordinal order). Tags such as
/// <c>B-name</c>, <c>I-name</c> and <c>O</c> are also scored by the spans that they mark.
/// </summary>
/// <remarks>
/// A word is told from the encoder's state at its first token. Where a text is longer than <c>Encoder.MaximumLength</c>, the words whose
/// first token was cut get no tag: training leaves them out, and scores count them as wrong.
/// </remarks>
/// <param name="column">The column's name in the data file.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TagsAttribute(string column) : Attribute
{
    /// <summary>The column's name in the data file.</summary>
    public string Column { get; } = column;
}
