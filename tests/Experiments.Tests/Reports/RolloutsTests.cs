using Heed.Attention;
using Heed.Host;
using Xunit;
using static TorchSharp.torch;
using AttentionMap = Heed.Attention.AttentionMap;

namespace Heed.Tests.Reports;

public class RolloutsTests
{
    private static readonly string[] Three = ["a", "b", "c"];

    // One layer [[1 0 0] [0 0 1] [0 1 0]]: its rollout is [[1 0 0] [0 .5 .5] [0 .5 .5]].
    private static readonly float[] Swap = [1, 0, 0, 0, 0, 1, 0, 1, 0];

    [Theory]
    [InlineData(Pooling.Mean, new[] { 1f / 3, 1f / 3, 1f / 3 })]
    [InlineData(Pooling.First, new[] { 1f, 0, 0 })]
    [InlineData(Pooling.Attention, new[] { 0.5f, 0.25f, 0.25f })]
    public void A_class_comes_from_what_its_pooling_weighs(Pooling pooling, float[] expected)
    {
        using var scope = NewDisposeScope();
        AttentionMap[] maps = [Map(AttentionPlace.Encoder, Swap, 3), Map(AttentionPlace.Pool, [0.5f, 0.5f, 0], 3)];
        var rollouts = Rollouts.Of(maps, Three, ["start"], ["class"], pooling);
        Assert.Equal([AttentionKind.EncoderRollout, AttentionKind.ClassRollout], rollouts.Select(map => map.Kind));
        Assert.All(expected.Zip(rollouts[1].Heads[0]), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        var shares = new Explained(new("T", "a b c", "x", []), Three, rollouts).Shares();
        Assert.All(expected.Zip(shares), pair => Assert.Equal(pair.First / expected.Max(), pair.Second, 1e-5));
    }

    [Fact]
    public void A_text_comes_from_the_source_and_from_what_was_written_before()
    {
        using var scope = NewDisposeScope();
        AttentionMap[] maps = [Map(AttentionPlace.Encoder, Swap, 3), Map(AttentionPlace.Decoder, [1], 1), Map(AttentionPlace.Cross, [0, 1, 0], 3)];
        var rollouts = Rollouts.Of(maps, Three, ["start"], ["end"], null);
        Assert.Equal([AttentionKind.EncoderRollout, AttentionKind.SourceRollout, AttentionKind.TargetRollout], rollouts.Select(map => map.Kind));
        Assert.All(rollouts.Skip(1), rollout => Assert.Equal(["end"], rollout.Queries)); // the start's state tells it
        Assert.Equal(["start"], rollouts[2].Keys);
        Assert.Equal([0, 0.25f, 0.25f], rollouts[1].Heads[0]);
        Assert.Equal([0.5f], rollouts[2].Heads[0]);
        Assert.Equal([1, 0.25f, 0.5f], rollouts.Select(map => map.Full(0)));
    }

    [Fact]
    public void A_number_is_called_one()
    {
        using var scope = NewDisposeScope();
        var rollout = Rollouts.Of([Map(AttentionPlace.Encoder, Swap, 3)], Three, ["start"], ["number"], Pooling.Mean)[1];
        Assert.Equal(["number"], rollout.Queries);
        Assert.Equal("Number: what it comes from", rollout.Title);
        Assert.Equal("Pooling: what the number's state is the mean of", (rollout with { Kind = AttentionKind.Pool }).Title);
    }

    [Fact]
    public void What_a_hidden_token_is_told_from_is_what_its_own_state_comes_from()
    {
        using var scope = NewDisposeScope();
        Explained explained = new(new("T", "a b c", "x", []), Three, Rollouts.Of([Map(AttentionPlace.Encoder, Swap, 3)], Three, [], [], null));
        Assert.Equal([1, 1, 1], explained.Shares());
        Assert.Equal([0, 1, 1], (explained with { Hidden = [1] }).Shares());
    }

    [Fact]
    public void Layers_that_change_the_number_of_positions_have_none()
    {
        using var scope = NewDisposeScope();
        Assert.Empty(Rollouts.Of([Map(AttentionPlace.Encoder, Swap, 1)], Three, [], [], null));
        Assert.Empty(new Explained(new("T", "a", "x", []), Three, []).Shares());
    }

    private static AttentionMap Map(AttentionPlace place, float[] weights, int keys) => new(place, 0, tensor(weights, [1, 1, weights.Length / keys, keys]));
}
