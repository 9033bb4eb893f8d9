using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>Positions as sines and cosines of falling frequency, added to embeddings (Vaswani et al. 2017, section 3.5).</summary>
public static class Sinusoidal
{
    /// <summary>
    /// Row p holds sin(p·f₀), cos(p·f₀), sin(p·f₁), cos(p·f₁) and so on, with fᵢ = 10000^(-2i/d).
    /// </summary>
    /// <param name="length">Positions, l.</param>
    /// <param name="width">Model width, d.</param>
    /// <param name="device">Where it will be used; the CPU if not said.</param>
    /// <param name="dtype">Its type.</param>
    /// <returns>[l d].</returns>
    public static Tensor Table(long length, int width, Device? device = null, ScalarType dtype = ScalarType.Float32)
    {
        var table = new float[length * width];
        for (var i = 0; i < table.Length; i++)
        {
            var (position, channel) = Math.DivRem(i, width);
            var angle = position * Math.Pow(10_000, -(double)(channel - (channel % 2)) / width);
            table[i] = (float)(channel % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }

        return tensor(table, [length, width], dtype, device);
    }
}
