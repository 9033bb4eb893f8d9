using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>Tokens to vectors and back through one table (tied weights: Press and Wolf 2017).</summary>
public static class Embedding
{
    /// <summary>The rows of the tokens, unscaled: [b l] → [b l d].</summary>
    /// <param name="table">[v d].</param>
    /// <param name="ids">Token ids [b l], int64.</param>
    public static Tensor Tokens(Parameter table, Tensor ids) =>
        table.index_select(0, ids.reshape(-1)).view(ids.size(0), ids.size(1), table.size(1));

    /// <summary>How well each token's row fits: [.. d] → [.. v], in at least float32.</summary>
    public static Tensor Logits(Tensor x, Parameter table) => ComputeType.Wide(nn.functional.linear(x, table));
}
