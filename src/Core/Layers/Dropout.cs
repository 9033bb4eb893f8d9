using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>
/// The dropout of one training step (Srivastava et al. 2014): activations fall to zero at a rate, and the others grow to keep the
/// mean. What falls is decided by (seed, step, call within the step) alone, with the same bits on every machine.
/// </summary>
public sealed class Dropout
{
    private readonly long seed;
    private readonly long step;
    private readonly int threshold;
    private long calls;

    /// <summary>The dropout of a step; make a new one for each step.</summary>
    /// <param name="rate">Share that falls, at least 0 and below 1; rounded to a multiple of 1/65536.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public Dropout(double rate, long seed, long step)
    {
        threshold = (int)Math.Round(rate * DropoutMask.Resolution);
        if (!(rate >= 0 && threshold < DropoutMask.Resolution))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "Expected a dropout rate of at least 0 and below 1.");
        (this.seed, this.step) = (seed, step);
    }

    /// <summary>Leaves everything alone: for evaluation.</summary>
    public static Dropout Off { get; } = new(0, 0, 0);

    /// <summary>The rate after rounding.</summary>
    public double Rate => (double)threshold / DropoutMask.Resolution;

    /// <summary>A dropout that makes the same masks as this one will from here on.</summary>
    public Dropout Copy() => new(Rate, seed, step) { calls = calls };

    /// <summary>x with some of its numbers zero and the others divided by 1 - <see cref="Rate"/>; x itself at rate 0.</summary>
    public Tensor Apply(Tensor x) => threshold == 0 ? x : x * Mask(x);

    /// <summary>x + dropout(y), in one pass over memory.</summary>
    public Tensor Residual(Tensor x, Tensor y) => threshold == 0 ? x.Plus(y) : x.addcmul(y, Mask(y), Constant.Of(1));

    // A new tensor each call, because the backward pass reads every mask again; it goes with the step's dispose scope.
    private Tensor Mask(Tensor like)
    {
        var key = SplitMix.Key(seed, step, calls++);
        if (like.device_type != DeviceType.CPU)
            return DropoutMask.Computed(like, threshold, key);
        var mask = empty(like.shape, like.dtype == bfloat16 ? bfloat16 : float32);
        DropoutMask.Fill(mask, threshold, key);
        return mask.to(like.dtype);
    }
}
