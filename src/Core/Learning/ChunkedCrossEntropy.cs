using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>
/// Cross-entropy of an output layer, from what the layer reads: logits exist for some positions at a time, and are gone when their gradient
/// is known, which is before the backward pass begins. Of all tensors of a step the logits would be the largest.
/// </summary>
public sealed class ChunkedCrossEntropy : autograd.SingleTensorFunction<ChunkedCrossEntropy>
{
    // Positions at a time: enough for matrix products to be fast, few enough for what is between them to stay near the processor.
    private const long Chunk = 512;

    /// <inheritdoc/>
    public override string Name => nameof(ChunkedCrossEntropy);

    /// <summary>The mean loss, a scalar in at least float32; where no gradients are asked for, it alone.</summary>
    /// <param name="hidden">[n d].</param>
    /// <param name="table">Output weights [v d].</param>
    /// <param name="labels">[n], int64; each counts.</param>
    /// <param name="smoothing">The probability given away, ε.</param>
    public static Tensor Loss(Tensor hidden, Tensor table, Tensor labels, double smoothing) => is_grad_enabled()
        ? apply(hidden, table, labels, smoothing)
        : Mean(hidden, table, labels, smoothing, (_, _, _) => { });

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (hidden, table) = ((Tensor)vars[0], (Tensor)vars[1]);
        var (ofHidden, ofTable) = (empty_like(hidden), zeros_like(table));
        var loss = Mean(hidden, table, (Tensor)vars[2], (double)vars[3], (first, x, slope) =>
        {
            ofHidden.narrow(0, first, x.size(0)).copy_(slope.mm(table));
            ofTable.addmm_(slope.t(), x);
        });
        ctx.save_for_backward([ofHidden, ofTable]);
        return loss;
    }

    // The first of some positions, what the layer reads there, and the loss's slope by their logits.
    private static Tensor Mean(Tensor hidden, Tensor table, Tensor labels, double smoothing, Action<long, Tensor, Tensor> use)
    {
        var count = hidden.size(0);
        List<Tensor> sums = [zeros([], float64, hidden.device)]; // of each chunk, where they were computed: none is waited for
        for (var first = 0L; first < count; first += Chunk)
        {
            using var scope = NewDisposeScope();
            var (x, y) = (hidden.narrow(0, first, Math.Min(Chunk, count - first)), labels.narrow(0, first, Math.Min(Chunk, count - first)));
            var logits = x.mm(table.t()); // [n v], and from here on their slope
            var sum = LossKernel.Takes(logits)
                ? tensor(LossKernel.Run(logits, y, smoothing, 1.0 / count))
                : Plainly(logits, y, smoothing, 1.0 / count);
            sums.Add(sum.MoveToOuterDisposeScope());
            use(first, x, logits);
        }

        return (stack(sums).sum() / tensor((double)count)).to(ComputeType.Wide(hidden.dtype));
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope(); // on a GPU this is a thread of libtorch's, where no scope is
        var saved = ctx.get_saved_variables();
        Tensor Given(Tensor slope) => (slope * grad_output.to(slope.dtype)).MoveToOuterDisposeScope();
        return [Given(saved[0]), Given(saved[1]), null!, null!];
    }

    /// <summary>What <see cref="LossKernel.Run"/> does, by libtorch's own functions: for every type and device.</summary>
    /// <inheritdoc cref="LossKernel.Run"/>
    /// <returns>The sum of the rows' losses, a float64 scalar where they are.</returns>
    public static Tensor Plainly(Tensor logits, Tensor labels, double smoothing, double share)
    {
        var (own, even) = (labels.unsqueeze(1), Constant.Of(smoothing / logits.size(1)));
        var logs = ComputeType.Wide(logits).log_softmax(-1); // [n v]
        var loss = (logs.gather(1, own).sum() * Constant.Of(smoothing - 1)) - (logs.sum() * even);
        var slope = logs.exp_().sub_(even);
        slope.scatter_add_(1, own, full(own.shape, Constant.Of(smoothing - 1), slope.dtype, slope.device)).mul_(tensor(share, slope.dtype));
        logits.copy_(slope);
        return loss.to(float64);
    }
}
