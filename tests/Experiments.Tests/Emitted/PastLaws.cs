using Heed.Attention;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>A decoder that reads what is left of its past, from the attribute to the emitted passes and to answers.</summary>
public class PastLaws
{
    private const int Longest = 40;

    public static TheoryData<string> Recalling { get; } = ["Recalling", "RecallingMerged", "RecallingLeaning", "RecallingConvolved"];

    [Theory]
    [MemberData(nameof(Recalling))]
    public void At_ratio_1_a_decoder_reads_every_position_and_at_its_own_other_states(string name)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var target = new Draw(4).Ids(Batches.FirstToken, 290, 2, 17);
        using ILearner every = Learner(name, ratio: 1), some = Learner(name), dense = name == "Recalling"
            ? Subject.Named("Apart").Learner(Long(name) with { AllocatePast = null })
            : Learner(name, block: 9); // of which none of the text lies behind
        Same.Close(States(dense), States(every), 1e-6);
        Same.Close(States(dense).narrow(1, 0, 4), States(some).narrow(1, 0, 4), 1e-5); // nothing lies behind yet
        Assert.True((States(dense) - States(some)).abs().max().item<float>() > 1e-3f, "Expected other states.");

        Tensor States(ILearner learner)
        {
            var passes = new Passes(learner, "ToRight");
            var (memory, mask) = passes.Encode(Batches.Of(0, new Draw(11).Examples(2), 2));
            return passes.Decode(target, memory, mask);
        }
    }

    [Law(MaxTest = 60)]
    public void Long_texts_have_over_the_cache_the_logits_of_a_whole_pass_and_none_changes_by_what_comes_later(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var draw = new Draw(seed);
        var name = ((string[])["Recalling", "RecallingMerged", "RecallingLeaning", "RecallingConvolved"])[draw.Below(0, 4)];
        using var learner = Learner(name, ratio: name == "RecallingMerged" ? 1.5 : draw.Below(2, 5), block: draw.Below(4, 8), seed);
        var passes = new Passes(learner, "ToRight");
        var batch = Batches.Of(0, draw.Examples(draw.Below(1, 4)), 2);
        var (memory, mask) = passes.Encode(batch);
        var target = draw.Ids(Batches.FirstToken, 290, batch.Rows, draw.Below(1, Longest));
        var whole = passes.Logits(passes.Decode(target, memory, mask));
        using var cache = passes.Remember(memory, (int)target.size(1));
        for (var place = 0; place < target.size(1); place++)
            Same.Close(whole.select(1, place), passes.DecodeNext(target.select(1, place), mask, cache), 1e-4);

        var at = draw.Below(0, (int)target.size(1));
        var changed = cat([target.narrow(1, 0, at + 1), draw.Ids(Batches.FirstToken, 290, batch.Rows, target.size(1) - at - 1)], 1);
        Same.Close(whole.narrow(1, 0, at + 1), passes.Logits(passes.Decode(changed, memory, mask)).narrow(1, 0, at + 1), 1e-4);
    }

    [Law(MaxTest = 40)]
    public void A_language_model_goes_on_as_a_whole_pass_would(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (draw, spec) = (new Draw(seed), SpeaksOfThePast.Spec);
        using var learner = SpeaksOfThePast.Create(
            Subject.Plan(spec with { Seed = seed & int.MaxValue, Decoder = spec.Decoder! with { MaximumLength = Longest }, AllocatePast = spec.AllocatePast! with { Block = draw.Below(2, 6) } }), CPU);
        var passes = new Passes(learner, "Speak");
        var text = draw.Ids(Batches.FirstToken, 290, draw.Below(1, 4), draw.Below(1, Longest));
        var whole = passes.Logits(passes.Continue(text));
        using var cache = passes.Forget((int)text.size(0), (int)text.size(1));
        for (var place = 0; place < text.size(1); place++)
            Same.Close(whole.select(1, place), passes.ContinueNext(text.select(1, place), cache), 1e-4);
    }

    [Theory]
    [MemberData(nameof(Recalling))]
    public void Attention_of_a_decoder_is_told_of_all_positions_each_query_spends_1_and_none_on_what_comes_later(string name)
    {
        using var learner = Learner(name);
        var batch = Batches.Of(0, [new([8, 9, 10], [.. Enumerable.Range(20, 19)])]);
        using var recorder = learner.Observe(0, batch);
        var maps = recorder.Maps.Where(map => map.Place == AttentionPlace.Decoder).ToArray();
        Assert.Equal(2, maps.Length);
        foreach (var map in maps)
        {
            Assert.Equal([1, 2, batch.TargetLength, batch.TargetLength], map.Weights.shape);
            Same.Close(ones_like(map.Weights.sum(-1)), map.Weights.sum(-1), 1e-5);
            Same.Zero(map.Weights.triu(1));
        }
    }

    [Fact]
    public void The_cost_card_counts_what_is_read_and_what_is_made_of_blocks_that_lie_behind()
    {
        var spec = Subject.Named("RecallingMerged").Spec;
        var past = spec.AllocatePast! with { Block = 16, Ratio = 2, FromLayer = 1 };
        var plan = Subject.Plan(spec with { Decoder = spec.Decoder! with { MaximumLength = 250 }, AllocatePast = past });
        CostRow Row(int layer) => CostPlan.Of(plan, 10, 250).Rows.Single(row => row.Name == $"decoder layer {layer}");
        var (behind, queries) = (14, 256); // of 16 blocks, the last of which is not whole
        var cells = queries * ((behind * 8.0) + 32);
        Assert.Equal([250.0 * (250 + 10), cells + (250 * 10)], Enumerable.Range(0, 2).Select(layer => Row(layer).AttentionCells / plan.Decoder!.Heads));
        var (d, pairs) = (plan.Width, behind * Remaining.Pairs(16, plan.Width));
        Assert.Equal((4 * d * (cells - (250.0 * 250))) + (behind * 8 * 4.0 * d * plan.Decoder!.KeyValueWidth) + pairs, Row(1).Flops - Row(0).Flops);
        Assert.StartsWith("the decoder of ", Assert.Single(AllocationCost.Lines(plan)), StringComparison.Ordinal);
        Assert.Equal(250 + (behind * 8), AllocationCost.Of(plan)[1].At.Keys);
    }

    private static ILearner Learner(string name, double? ratio = null, int? block = null, int seed = 3)
    {
        var spec = Long(name);
        return Subject.Named(name).Learner(spec with
        {
            Seed = seed & int.MaxValue,
            AllocatePast = spec.AllocatePast! with { Ratio = ratio ?? spec.AllocatePast.Ratio, Block = block ?? spec.AllocatePast.Block },
        });
    }

    private static ExperimentSpec Long(string name)
    {
        var spec = Subject.Named(name).Spec;
        return spec with { Decoder = spec.Decoder! with { MaximumLength = Longest } };
    }
}
