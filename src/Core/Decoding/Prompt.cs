using Heed.Data;
using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>Texts that are begun, for a model to go on with.</summary>
public static class Prompt
{
    /// <summary>Has a model hear all but the last token of each text; from the last it goes on.</summary>
    /// <param name="next">One step: the newest token of each row [b·n], int64, to the logits of the one after it, which are not read.</param>
    /// <param name="batch">What stands already, [b t]: of every row as much.</param>
    /// <param name="times">How many rows after one another hear each text, n.</param>
    /// <param name="device">Where the model wants its tokens; the CPU if not said.</param>
    /// <returns>The last token of each text, [b].</returns>
    public static long[] Hear(Func<Tensor, Tensor> next, Batch batch, int times = 1, Device? device = null)
    {
        using var untracked = no_grad();
        for (var place = 0; place < batch.TargetLength - 1; place++)
        {
            using var scope = NewDisposeScope();
            next(tensor(Column(place).SelectMany(token => Enumerable.Repeat(token, times)).ToArray(), device: device));
        }

        return Column(batch.TargetLength - 1);

        long[] Column(int place) => [.. batch.Decoder.Chunk(batch.TargetLength).Select(row => (long)row[place])];
    }
}
