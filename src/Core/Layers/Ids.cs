using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>Token ids as tensors.</summary>
public static class Ids
{
    /// <summary>Ids row by row → [b l], int64.</summary>
    public static Tensor Of(int[] ids, int rows, Device device) => Flat(ids, device).view(rows, ids.Length / rows);

    /// <summary>Ids one after another → [n], int64.</summary>
    public static Tensor Flat(int[] ids, Device device) => Upload.To(tensor(ids, dtype: ScalarType.Int64), device);
}
