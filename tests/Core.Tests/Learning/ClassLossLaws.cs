using Heed.Layers;
using Heed.Learning;
using static TorchSharp.torch;

namespace Heed.Tests;

public class ClassLossLaws
{
    [Law]
    public void It_is_the_smoothed_cross_entropy_and_counts_class_0(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw(ScalarType.Float64);
        var (rows, count) = (draw.Below(1, 6), draw.Below(1, 7));
        var (logits, classes, smoothing) = (draw.Normal(rows, count), draw.Ids(0, count, rows), draw.Below(0, 10) / 10.0);
        var log = logits - logits.exp().sum(-1, keepdim: true).log();
        var picked = log.gather(1, classes.unsqueeze(1)).squeeze(1);
        var expected = -((picked * Constant.Of(1 - smoothing)) + (log.mean([1]) * Constant.Of(smoothing))).mean();
        Same.Close(expected, ClassLoss.Of(logits, classes, smoothing), 1e-9);
    }
}
