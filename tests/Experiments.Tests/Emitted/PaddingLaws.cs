using Heed.Data;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

public class PaddingLaws
{
    [Law]
    public void Padding_further_and_company_change_no_real_positions_logits_or_loss(ModelCase one)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var learner = one.Learner();
        var draw = one.Draw();
        var task = draw.Below(0, one.Spec.Tasks.Count);
        var examples = draw.Examples(draw.Below(1, 4));
        var batch = Batches.Of(task, examples, draw.Below(0, 4), draw.Below(0, 4));
        var passes = new Passes(learner, one.Spec.Tasks[task].Name);
        var logits = passes.Logits(batch);
        var (sum, tokens) = (0.0, 0L);
        for (var row = 0; row < examples.Count; row++)
        {
            var alone = Batches.Of(task, [examples[row]]);
            Same.Close(passes.Logits(alone)[0], logits[row].narrow(0, 0, alone.TargetLength), 1e-4);
            var loss = learner.Evaluate(task, alone);
            Assert.Equal(examples[row].Target.Length + 1, loss.Tokens);
            (sum, tokens) = (sum + loss.Sum, tokens + loss.Tokens);
        }

        var whole = learner.Evaluate(task, batch);
        Assert.Equal(tokens, whole.Tokens);
        Assert.Equal(sum / tokens, whole.Mean, 1e-5);
    }

    [Fact]
    public void A_row_of_padding_alone_runs_and_changes_no_other_however_short_they_are()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var subject in Subject.All)
        {
            using var learner = subject.Learner();
            var passes = new Passes(learner, subject.Spec.Tasks[0].Name);
            foreach (var length in new[] { 1, 2, 3, 8 })
            {
                var (row, target) = (new Draw(length).Ids(Batches.FirstToken, 290, 1, length), new Draw(9).Ids(Batches.FirstToken, 290, 1, 4));
                var ((alone, itsMask), (both, mask)) = (passes.Encode(row), passes.Encode(cat([row, zeros_like(row)], 0)));
                Same.Close(alone, both.narrow(0, 0, 1), 1e-5);
                Same.Close(passes.Decode(target, alone, itsMask), passes.Decode(target.expand(2, -1), both, mask).narrow(0, 0, 1), 1e-4);
            }
        }
    }

    [Law]
    public void Future_target_tokens_change_no_earlier_state_at_all(ModelCase one)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var learner = one.Learner();
        var draw = one.Draw();
        var task = draw.Below(0, one.Spec.Tasks.Count);
        var batch = Batches.Of(task, draw.Examples(2));
        var from = draw.Below(0, batch.TargetLength);
        var changed = batch with { Decoder = [.. batch.Decoder.Select((id, place) => place % batch.TargetLength < from ? id : draw.Below(0, 300))] };
        var passes = new Passes(learner, one.Spec.Tasks[task].Name);
        Same.Exactly(passes.States(batch).narrow(1, 0, from), passes.States(changed).narrow(1, 0, from));
    }

    [Fact]
    public void Past_target_tokens_and_the_source_change_later_states()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var subject in Subject.All)
        {
            using var learner = subject.Learner();
            var passes = new Passes(learner, subject.Spec.Tasks[0].Name);
            var batch = Batches.Of(0, [new TokenPair([10, 11, 12], [20, 21, 22])]);
            var last = passes.States(batch).select(1, 3);
            Same.Not(last, passes.States(Batches.Of(0, [new TokenPair([10, 11, 12], [20, 29, 22])])).select(1, 3));
            Same.Not(last, passes.States(Batches.Of(0, [new TokenPair([10, 11, 12], [21, 20, 22])])).select(1, 3));
            Same.Not(last, passes.States(Batches.Of(0, [new TokenPair([10, 19, 12], [20, 21, 22])])).select(1, 3));
            Same.Not(last, passes.States(Batches.Of(0, [new TokenPair([11, 10, 12], [20, 21, 22])])).select(1, 3));
        }
    }
}
