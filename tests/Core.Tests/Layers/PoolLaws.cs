using Heed.Attention;
using Heed.Data;
using Heed.Layers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

public class PoolLaws
{
    [Law]
    public void Mean_and_attention_read_the_real_tokens_alone_and_equal_their_definitions(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (real, padding, width) = (draw.Below(1, 6), draw.Below(0, 4), draw.Below(1, 7));
        var (states, query) = (draw.Normal(2, real + padding, width), draw.Normal(width));
        var source = draw.Ids(Vocabulary.FirstStart, 50, 2, real + padding);
        source.narrow(1, real, padding).zero_();
        var kept = states.narrow(1, 0, real);
        Same.Close(kept.mean([1]), Pool.Mean(states, source));
        Same.Bits(kept.select(1, 0), Pool.First(states));

        var scores = (kept * query).sum(-1);
        var weights = (scores - scores.max(1, keepdim: true).values).exp();
        var expected = (kept * (weights / weights.sum(1, keepdim: true)).unsqueeze(-1)).sum(1);
        Same.Close(expected, Pool.Attention(states, AttentionMask.Padding(source), new Parameter(query.clone()), AttentionRecorder.Off), 1e-4);
    }

    [Law]
    public void A_recorder_keeps_what_the_mean_is_weighted_by(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (length, width) = (draw.Below(1, 6), draw.Below(1, 7));
        var states = draw.Normal(2, length, width);
        using var recorder = new AttentionRecorder();
        var mask = AttentionMask.Padding(draw.Ids(Vocabulary.FirstStart, 50, 2, length));
        var pooled = Pool.Attention(states, mask, new Parameter(draw.Normal(width)), recorder);
        var map = Xunit.Assert.Single(recorder.Maps);
        Xunit.Assert.Equal(AttentionPlace.Pool, map.Place);
        Same.Close(pooled, map.Weights.squeeze(1).bmm(states).squeeze(1));
    }

    [Law]
    public void Attention_without_preference_is_the_mean(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (length, width) = (draw.Below(1, 6), draw.Below(1, 7));
        var states = draw.Normal(3, length, width);
        var source = draw.Ids(Vocabulary.FirstStart, 50, 3, length);
        Same.Close(Pool.Mean(states, source), Pool.Attention(states, AttentionMask.Padding(source), new Parameter(zeros(width)), AttentionRecorder.Off));
    }

    [Law]
    public void Without_padding_neither_source_nor_mask_is_needed(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (length, width) = (draw.Below(1, 6), draw.Below(1, 7));
        var (states, query, source) = (draw.Normal(3, length, width), new Parameter(draw.Normal(width)), draw.Ids(Vocabulary.FirstStart, 50, 3, length));
        Same.Close(Pool.Mean(states, source), Pool.Mean(states));
        Same.Close(
            Pool.Attention(states, AttentionMask.Padding(source), query, AttentionRecorder.Off), Pool.Attention(states, null, query, AttentionRecorder.Off));
    }

    [Law]
    public void Gradients_agree_with_finite_differences(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw(ScalarType.Float64);
        var (length, width) = (draw.Below(1, 4), draw.Below(1, 5));
        var source = draw.Ids(Vocabulary.FirstStart, 50, 2, length);
        var query = new Parameter(draw.Normal(width));
        var mask = new AttentionMask(AttentionMask.Padding(source).Bias.to(float64), null);
        Gradients.AgreeWithDifferences(
            draw, x => Pool.Mean(x[0], source) + Pool.First(x[0]) + Pool.Attention(x[0], mask, query, AttentionRecorder.Off), draw.Normal(2, length, width));
    }
}
