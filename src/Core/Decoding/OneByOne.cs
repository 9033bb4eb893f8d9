using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>Answers whose every token is chosen for good: what greedy decoding and sampling have in common.</summary>
internal static class OneByOne
{
    /// <summary>Writes rows side by side, until each has ended or has the greatest length.</summary>
    /// <param name="next">
    /// One step: the newest token of each row [b], int64, to the logits of the one after it [b v]. Rows that have ended go on getting the
    /// end, and what is said of them is ignored.
    /// </param>
    /// <param name="choose">Limited logits [b v] and the position, from 0, to the tokens chosen [b], int64.</param>
    /// <param name="decoding">Holds the repetition penalty.</param>
    /// <param name="bounds">Where answers begin and end.</param>
    /// <returns>The tokens of each row, without start and end.</returns>
    public static int[][] Decode(Func<Tensor, Tensor> next, Func<Tensor, int, Tensor> choose, DecodingSpec decoding, Bounds bounds)
    {
        using var untracked = no_grad();
        var said = Enumerable.Range(0, bounds.Rows).Select(_ => new List<int>()).ToArray();
        long[] newest = [.. bounds.Starts];
        for (var length = 0; length < bounds.MaximumLength && (length == 0 || newest.Any(token => token != bounds.End)); length++)
        {
            using var scope = NewDisposeScope();
            var logits = bounds.Limit(next(tensor(newest, device: bounds.Device)), said, decoding); // [b v]
            var chosen = choose(logits, length).cpu().data<long>();
            for (var row = 0; row < bounds.Rows; row++)
            {
                newest[row] = length > 0 && newest[row] == bounds.End ? bounds.End : chosen[row];
                if (newest[row] != bounds.End)
                    said[row].Add((int)newest[row]);
            }
        }

        return [.. said.Select(tokens => tokens.ToArray())];
    }
}
