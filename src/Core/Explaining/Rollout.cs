using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Explaining;

/// <summary>
/// Attention rollout (Abnar and Zuidema 2020, equation 1): which inputs a position's state comes from, if every layer passes on half of
/// what it reads and keeps half of what it had. A layer is 0.5·A + 0.5·I, A the mean over its heads; layers multiply.
/// </summary>
public static class Rollout
{
    private static readonly TorchSharp.Scalar Half = Constant.Of(0.5);

    /// <summary>What every position's state comes from after the last layer: [s s], rows sum to 1.</summary>
    /// <param name="layers">Each layer's attention weights [h s s], the first layer's first; there is at least one.</param>
    public static Tensor Of(IReadOnlyList<Tensor> layers)
    {
        using var scope = NewDisposeScope();
        return layers.Select(Layer).Aggregate((below, layer) => layer.matmul(below)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The same of a decoder that reads an encoder: its state comes from its own inputs and from the encoder's. Attention to the source is
    /// one more sublayer with a residual, 0.5·C·E + 0.5·(what was there), E the encoder's rollout. Ours: the paper treats encoders alone.
    /// </summary>
    /// <param name="self">Each layer's attention to its own past [h t t].</param>
    /// <param name="cross">Each layer's attention to the source [h t s].</param>
    /// <param name="encoder">The encoder's rollout [s s].</param>
    /// <returns>What each target position comes from of the target [t t] and of the source [t s]; the rows of both together sum to 1.</returns>
    public static (Tensor Target, Tensor Source) Of(IReadOnlyList<Tensor> self, IReadOnlyList<Tensor> cross, Tensor encoder)
    {
        using var scope = NewDisposeScope();
        var target = eye(self[0].size(-1), dtype: self[0].dtype, device: self[0].device);
        var source = zeros_like(cross[0].mean([0]));
        foreach (var (own, other) in self.Zip(cross))
        {
            var layer = Layer(own);
            target = layer.matmul(target) * Half;
            source = layer.matmul(source).Plus(other.mean([0]).matmul(encoder)) * Half;
        }

        return (target.MoveToOuterDisposeScope(), source.MoveToOuterDisposeScope());
    }

    // A row that may attend nowhere keeps all that it had.
    private static Tensor Layer(Tensor weights)
    {
        var layer = weights.mean([0]).Plus(eye(weights.size(-1), dtype: weights.dtype, device: weights.device)) * Half;
        return layer / layer.sum(-1, keepdim: true);
    }
}
