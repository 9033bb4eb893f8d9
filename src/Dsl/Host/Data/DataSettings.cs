using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The numbers that say what becomes of data files.</summary>
/// <param name="Vocabulary">Tokens wanted, where they are learned as byte pairs.</param>
/// <param name="Split">How rows are parted.</param>
/// <param name="Seed">What the split is drawn from.</param>
/// <param name="Longest">Tokens of an example at the most; longer ones are cut, and counted.</param>
public sealed record DataSettings(int Vocabulary, SplitSpec Split, long Seed, PairLength Longest)
{
    /// <summary>How text becomes tokens.</summary>
    public TokenizerKind Kind { get; init; }

    /// <summary>Whether any task reads text: without any, nothing is learned.</summary>
    public bool ReadsText { get; init; } = true;

    /// <summary>The vocabulary; null where it is learned.</summary>
    public ReadyVocabulary? Ready { get; init; }

    /// <summary>Tokens of an example at the most, as an experiment declares them.</summary>
    /// <remarks>Where nothing is written a target is one token and its end; where nothing is read a source is empty.</remarks>
    public static PairLength LongestOf(ExperimentSpec spec) => new(spec.Encoder?.MaximumLength ?? 1, spec.Decoder?.MaximumLength ?? 2);
}
