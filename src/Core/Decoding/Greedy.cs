using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>Decoding that takes the likeliest token at every step.</summary>
public static class Greedy
{
    /// <summary>Decodes rows side by side, until each has ended or has the greatest length.</summary>
    /// <param name="next">
    /// One step: the newest token of each row [b], int64, to the logits of the one after it [b v]. Rows that have ended go on getting
    /// <paramref name="end"/>, and what is said of them is ignored.
    /// </param>
    /// <param name="rows">Rows, b.</param>
    /// <param name="start">The token that every row starts with.</param>
    /// <param name="end">The token that ends a row.</param>
    /// <param name="maximumLength">Greatest number of tokens of a row.</param>
    /// <param name="device">Where <paramref name="next"/> wants its tokens; the CPU if not said.</param>
    /// <returns>The tokens of each row, without start and end.</returns>
    public static int[][] Decode(
        Func<Tensor, Tensor> next, int rows, long start, long end, int maximumLength, Device? device = null) =>
        From(next, [.. Enumerable.Repeat(start, rows)], end, maximumLength, device);

    /// <summary>Goes on with texts that are begun, side by side, until each has ended or has grown by the greatest length.</summary>
    /// <param name="next">One step, as of <see cref="Decode"/>.</param>
    /// <param name="begun">What stands already, of every row as much, [b l], row by row; the first is the start.</param>
    /// <param name="rows">Rows, b.</param>
    /// <param name="end">The token that ends a row.</param>
    /// <param name="maximumLength">Greatest number of tokens that a row grows by.</param>
    /// <param name="device">Where <paramref name="next"/> wants its tokens; the CPU if not said.</param>
    /// <returns>The tokens of each row that were added, without the end.</returns>
    public static int[][] Continue(
        Func<Tensor, Tensor> next, int[] begun, int rows, long end, int maximumLength, Device? device = null)
    {
        using var untracked = no_grad();
        var length = begun.Length / rows;
        for (var place = 0; place < length - 1; place++)
        {
            using var scope = NewDisposeScope();
            next(tensor(Column(place), device: device));
        }

        return From(next, Column(length - 1), end, maximumLength, device);

        long[] Column(int place) => [.. Enumerable.Range(0, rows).Select(row => (long)begun[(row * length) + place])];
    }

    private static int[][] From(Func<Tensor, Tensor> next, long[] newest, long end, int maximumLength, Device? device)
    {
        using var untracked = no_grad();
        var rows = newest.Length;
        var decoded = Enumerable.Range(0, rows).Select(_ => new List<int>()).ToArray();
        for (var length = 0; length < maximumLength && (length == 0 || newest.Any(token => token != end)); length++)
        {
            using var scope = NewDisposeScope();
            var likeliest = next(tensor(newest, device: device)).argmax(-1).cpu().data<long>();
            for (var row = 0; row < rows; row++)
            {
                newest[row] = length > 0 && newest[row] == end ? end : likeliest[row];
                if (newest[row] != end)
                    decoded[row].Add((int)newest[row]);
            }
        }

        return [.. decoded.Select(tokens => tokens.ToArray())];
    }
}
