using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>Decoding that takes the likeliest token at every step.</summary>
public static class Greedy
{
    /// <summary>Decodes rows side by side, until each has ended or has the greatest length.</summary>
    /// <param name="next">
    /// One step: the newest token of each row [b], int64, to the logits of the one after it [b v]. Rows that have ended go on getting the
    /// end, and what is said of them is ignored.
    /// </param>
    /// <param name="greedy">Holds the repetition penalty.</param>
    /// <param name="bounds">Where answers begin and end.</param>
    /// <returns>The tokens of each row, without start and end.</returns>
    public static int[][] Decode(Func<Tensor, Tensor> next, GreedySpec greedy, Bounds bounds) =>
        OneByOne.Decode(next, (logits, _) => MostLikely.Ids(logits), greedy, bounds);
}
