namespace Heed.Data;

/// <summary>
/// Token ids of one example: what goes in and what should come out. Targets carry neither start nor end. Where classes are told, the target
/// is their numbers, of each word one where there are <see cref="Words"/>; where a number is told, it is <see cref="Number"/>.
/// </summary>
public sealed record TokenPair(int[] Source, int[] Target)
{
    /// <summary>The number that should come out, in the unit of its column.</summary>
    public double Number { get; init; }

    /// <summary>
    /// The place of each word's first token among the source's, where words are told each for itself: at or beyond the source's end, where
    /// it was cut.
    /// </summary>
    public int[] Words { get; init; } = [];

    /// <summary>The words whose first token is there, by their places among <see cref="Words"/>.</summary>
    public IEnumerable<int> Kept => Enumerable.Range(0, Words.Length).Where(word => Words[word] < Source.Length);

    /// <summary>What goes in where that is a picture; there are no source tokens then.</summary>
    public Picture? Picture { get; init; }

    /// <summary>Positions that the picture takes: its patches, and a start before them where there is one.</summary>
    public int Positions { get; init; }

    /// <summary>Tokens on both sides, the target's end counted, and positions of a picture among the source's; words are the source's own.</summary>
    public PairLength Length => new(Source.Length + Positions, (Words.Length > 0 ? 0 : Target.Length) + 1);

    /// <summary>The pair cut to so many tokens at the most, the target's end counted; the same pair where nothing is cut.</summary>
    public TokenPair Truncate(PairLength longest) => Source.Length <= longest.Source && Target.Length < longest.Target
        ? this
        : this with { Source = Source[..Math.Min(Source.Length, longest.Source)], Target = Target[..Math.Min(Target.Length, longest.Target - 1)] };
}

/// <summary>Tokens of an example.</summary>
/// <param name="Source">Tokens that go in.</param>
/// <param name="Target">Tokens that should come out, the end among them.</param>
public readonly record struct PairLength(int Source, int Target);
