using Heed.Explaining;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class RolloutLaws
{
    [Law]
    public void Rows_sum_to_one(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (layers, heads, s, t) = (draw.Below(1, 4), draw.Below(1, 4), draw.Below(1, 7), draw.Below(1, 7));
        var encoder = Rollout.Of(Maps(draw, layers, heads, s, s));
        Same.Close(ones(s), encoder.sum(-1));
        var (target, source) = Rollout.Of(Maps(draw, layers, heads, t, t), Maps(draw, layers, heads, t, s), encoder);
        Same.Close(ones(t), target.sum(-1) + source.sum(-1));
    }

    [Law]
    public void Attention_of_each_to_itself_gives_the_identity(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (layers, s) = (seed.Draw().Below(1, 5), seed.Draw().Below(1, 7));
        Same.Close(eye(s), Rollout.Of([.. Enumerable.Repeat(eye(s).expand(2, s, s), layers)]));
    }

    [Law]
    public void One_layer_is_half_its_mean_over_heads_and_half_the_identity(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var s = draw.Below(1, 7);
        var layer = Maps(draw, 1, 3, s, s)[0];
        Same.Close((((layer[0] + layer[1] + layer[2]) / 3) + eye(s)) / 2, Rollout.Of([layer]));
    }

    [Law]
    public void A_later_layer_reads_what_the_earlier_ones_made(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var maps = Maps(draw, 3, 2, 5, 5);
        Same.Close(Rollout.Of(maps[2..]).matmul(Rollout.Of(maps[..2])), Rollout.Of(maps));
    }

    /// <summary>A position that may attend nowhere has nothing but itself to come from.</summary>
    [Fact]
    public void A_row_of_zeros_is_kept()
    {
        using var scope = NewDisposeScope();
        var layer = tensor(new float[] { 0, 0, 0.5f, 0.5f }, [1, 2, 2]);
        Same.Close(tensor(new[] { 1f, 0f, 0.25f, 0.75f }, [2, 2]), Rollout.Of([layer]));
    }

    /// <summary>
    /// Worked by hand. Layer 1: heads [[1 0] [0 1]] and [[0 1] [0 1]], mean [[.5 .5] [0 1]], with the identity [[.75 .25] [0 1]]. Layer 2: mean
    /// [[0 1] [1 0]], with the identity [[.5 .5] [.5 .5]]. Their product: [[.375 .625] [.375 .625]].
    /// </summary>
    [Fact]
    public void Two_layers_agree_with_what_was_worked_by_hand()
    {
        using var scope = NewDisposeScope();
        var first = tensor(new float[] { 1, 0, 0, 1, 0, 1, 0, 1 }, [2, 2, 2]);
        var second = tensor(new float[] { 0, 1, 1, 0, 0, 1, 1, 0 }, [2, 2, 2]);
        Same.Close(tensor(new[] { 0.375f, 0.625f, 0.375f, 0.625f }, [2, 2]), Rollout.Of([first, second]));
    }

    /// <summary>
    /// Worked by hand: t = 2, s = 2, one layer. Self [[1 0] [.5 .5]], with the identity [[1 0] [.25 .75]], halved by the sublayer after it:
    /// [[.5 0] [.125 .375]]. Cross [[1 0] [0 1]] times the encoder [[.75 .25] [0 1]], halved: [[.375 .125] [0 .5]].
    /// </summary>
    [Fact]
    public void A_decoder_agrees_with_what_was_worked_by_hand()
    {
        using var scope = NewDisposeScope();
        var (target, source) = Rollout.Of(
            [tensor(new float[] { 1, 0, 0.5f, 0.5f }, [1, 2, 2])], [eye(2).unsqueeze(0)], tensor(new[] { 0.75f, 0.25f, 0, 1 }, [2, 2]));
        Same.Close(tensor(new[] { 0.5f, 0, 0.125f, 0.375f }, [2, 2]), target);
        Same.Close(tensor(new[] { 0.375f, 0.125f, 0, 0.5f }, [2, 2]), source);
    }

    private static Tensor[] Maps(Draw draw, int layers, int heads, int queries, int keys) =>
        [.. Enumerable.Range(0, layers).Select(_ => draw.Normal(heads, queries, keys).softmax(-1))];
}
