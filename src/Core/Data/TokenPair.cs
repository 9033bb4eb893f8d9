namespace Heed.Data;

/// <summary>
/// Token ids of one example: what goes in and what should come out. Targets carry neither start nor end. Where classes are told, the target
/// is their numbers; where a number is told, it is <see cref="Number"/>.
/// </summary>
public sealed record TokenPair(int[] Source, int[] Target)
{
    /// <summary>The number that should come out, in the unit of its column.</summary>
    public float Number { get; init; }

    /// <summary>What goes in where that is a picture; there are no source tokens then.</summary>
    public Picture? Picture { get; init; }

    /// <summary>Positions that the picture takes: its patches, and a start before them where there is one.</summary>
    public int Positions { get; init; }

    /// <summary>Tokens on both sides, the target's end counted, and positions of a picture among the source's.</summary>
    public PairLength Length => new(Source.Length + Positions, Target.Length + 1);

    /// <summary>The pair cut to so many tokens at the most, the target's end counted; the same pair where nothing is cut.</summary>
    public TokenPair Truncate(PairLength longest) => Source.Length <= longest.Source && Target.Length < longest.Target
        ? this
        : this with { Source = Source[..Math.Min(Source.Length, longest.Source)], Target = Target[..Math.Min(Target.Length, longest.Target - 1)] };
}

/// <summary>Tokens of an example.</summary>
/// <param name="Source">Tokens that go in.</param>
/// <param name="Target">Tokens that should come out, the end among them.</param>
public readonly record struct PairLength(int Source, int Target);
