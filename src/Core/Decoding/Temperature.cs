using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>How far the likeliest token stands out.</summary>
public static class Temperature
{
    /// <summary>Logits [b v] / T: T near 0 leaves the likeliest alone, 1 changes nothing, a great T makes all alike.</summary>
    public static Tensor Apply(Tensor logits, double temperature) => temperature == 1 ? logits : logits / Constant.Of(temperature);
}
