using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>
/// Rotary positions (RoPE, Su et al. 2021, section 3.2): queries and keys are turned by angles that grow with their position, so
/// that their products depend only on the distance. Channel i turns with channel i + e/2: the paper's pairs, in another order.
/// </summary>
public static class Rotary
{
    /// <summary>The angles' cosines and sines, for <see cref="Apply"/>.</summary>
    /// <param name="length">Positions, l.</param>
    /// <param name="headWidth">Head width, e; even.</param>
    /// <param name="device">Where it will be used; the CPU if not said.</param>
    /// <param name="dtype">Its type.</param>
    /// <returns>[2 l e]: cosines, then sines with the sign that their channel needs.</returns>
    /// <exception cref="ArgumentException">The head width is odd: a channel would have no partner.</exception>
    public static Tensor Table(long length, int headWidth, Device? device = null, ScalarType dtype = ScalarType.Float32)
    {
        if (headWidth % 2 != 0)
            throw new ArgumentException($"Rotary positions turn pairs of channels: the head width must be even, but is {headWidth}.");
        var half = headWidth / 2;
        var table = new float[2 * length * headWidth];
        var sines = table.AsSpan((int)(length * headWidth));
        for (var i = 0; i < sines.Length; i++)
        {
            var (position, channel) = Math.DivRem(i, headWidth);
            var (sine, cosine) = Math.SinCos(position * Math.Pow(10_000, -2.0 * (channel % half) / headWidth));
            table[i] = (float)cosine;
            sines[i] = (float)(channel < half ? -sine : sine);
        }

        return tensor(table, [2, length, headWidth], dtype, device);
    }

    /// <summary>Turns each position by its angles. Keeps [b h l e].</summary>
    /// <param name="x">Queries or keys [b h l e].</param>
    /// <param name="table">From <see cref="Table"/>, at least offset + l long.</param>
    /// <param name="offset">Position of the first of them: the tokens decoded before.</param>
    public static Tensor Apply(Tensor x, Tensor table, long offset = 0)
    {
        var here = table.narrow(1, offset, x.size(2));
        return Turn(x, here.select(0, 0), here.select(0, 1));
    }

    /// <summary>Turns each position by the angles of where it stands. Keeps [b h l e].</summary>
    /// <param name="x">Queries or keys [b h l e].</param>
    /// <param name="table">From <see cref="Table"/>.</param>
    /// <param name="places">Where each stands, [b l], int64.</param>
    public static Tensor At(Tensor x, Tensor table, Tensor places)
    {
        var here = table.index_select(1, places.flatten()).view(2, places.size(0), 1, places.size(1), table.size(2)); // [2 b 1 l e]
        return Turn(x, here.select(0, 0), here.select(0, 1));
    }

    private static Tensor Turn(Tensor x, Tensor cosines, Tensor sines) =>
        (x * cosines).addcmul(x.roll(x.size(3) / 2, -1), sines, Constant.Of(1));
}
