using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>Where answers begin and end, whatever chooses their tokens.</summary>
/// <param name="Starts">The token that each answer goes on from, [b].</param>
/// <param name="End">The token that ends one.</param>
/// <param name="MaximumLength">Greatest number of tokens of an answer.</param>
/// <param name="Only">What answers may be made of; anything if none.</param>
/// <param name="Device">Where the model wants its tokens; the CPU if not said.</param>
public sealed record Bounds(IReadOnlyList<long> Starts, long End, int MaximumLength, Lexicon? Only = null, Device? Device = null)
{
    /// <summary>Answers that all start with the same token.</summary>
    public Bounds(int rows, long start, long end, int maximumLength, Lexicon? only = null, Device? device = null)
        : this([.. Enumerable.Repeat(start, rows)], end, maximumLength, only, device)
    {
    }

    /// <summary>Answers written side by side, b.</summary>
    public int Rows => Starts.Count;

    /// <summary>Logits [r v] as answers so far leave them: repeated tokens penalised, those that may not follow at -∞.</summary>
    /// <param name="logits">What the model says of the next token, [r v].</param>
    /// <param name="said">The tokens of each row so far, without start; null for a row that is no answer.</param>
    /// <param name="decoding">Holds the penalty.</param>
    internal Tensor Limit(Tensor logits, IReadOnlyList<IReadOnlyList<int>?> said, DecodingSpec decoding)
    {
        var length = said.Max(row => row?.Count ?? 0);
        if (decoding.RepetitionPenalty != 1 && length > 0)
        {
            // Only rows whose answer is over are shorter, and what is said of them is ignored.
            long[] tokens = [.. said.SelectMany(row => Enumerable.Range(0, length).Select(place => place < row?.Count ? row[place] : End))];
            logits = RepetitionPenalty.Apply(logits, tensor(tokens, [said.Count, length], device: Device), decoding.RepetitionPenalty);
        }

        return Only is null
            ? logits
            : Lexicon.Allow(logits, [.. said.Select(row => row is null ? [End] : Only.Next(row, MaximumLength - row.Count, End))]);
    }
}
