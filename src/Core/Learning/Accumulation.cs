using Heed.Data;
using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>Gradients of several batches that come to the gradient of one.</summary>
public static class Accumulation
{
    /// <summary>What a batch's mean loss counts for in the mean over all labels of some batches.</summary>
    /// <param name="batch">One of the batches.</param>
    /// <param name="batches">All of them.</param>
    public static double Share(this Batch batch, IEnumerable<Batch> batches) =>
        (double)batch.RealLabels / batches.Sum(other => other.RealLabels);

    /// <summary>Adds a batch's gradients to those of the batches before it, and frees its graph.</summary>
    /// <param name="loss">Its mean loss, a scalar.</param>
    /// <param name="weight">What its task's loss counts for in the objective.</param>
    /// <param name="share">What it counts for among the task's batches.</param>
    /// <returns>Its part of the task's mean loss, a float64 scalar where it was computed: who reads it waits for the device.</returns>
    public static Tensor Backward(Tensor loss, double weight, double share)
    {
        (loss * Constant.Of(weight) * tensor(share, loss.dtype)).backward();
        return loss.detach().to(float64) * tensor(share);
    }
}
