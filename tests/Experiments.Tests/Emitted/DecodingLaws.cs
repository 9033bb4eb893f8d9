using Heed.Data;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

public class DecodingLaws
{
    private const double Tolerance = 1e-5;

    [Law]
    public void Every_token_decoded_over_the_cache_is_the_likeliest_by_full_recomputation_until_each_row_ends(ModelCase one)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var draw = one.Draw();
        var (learner, task, batch, maximum) = Case(one, draw);
        using var _ = learner;
        EndOften(learner, draw.Below(1, 12));
        var said = learner.Decode(task, batch, maximum);
        Assert.Equal(batch.Rows, said.Count);

        var passes = new Passes(learner, one.Spec.Tasks[task].Name);
        var (memory, mask) = passes.Encode(batch);
        var longest = Math.Min(maximum, said.Max(row => row.Length) + 1);
        for (var length = 1; length <= longest; length++)
        {
            // Whole targets anew at every length; a row that has ended goes on with its end, as it does in decoding.
            long[] read = [.. said.SelectMany(row =>
                Enumerable.Range(0, length).Select(at => at == 0 ? Vocabulary.Start(task) : at <= row.Length ? row[at - 1] : (long)Vocabulary.End))];
            var logits = passes.Logits(passes.Decode(tensor(read, [batch.Rows, length]), memory, mask).select(1, length - 1)); // [b v]
            for (var row = 0; row < batch.Rows; row++)
            {
                if (length > said[row].Length + 1)
                    continue;
                var chosen = length <= said[row].Length ? said[row][length - 1] : Vocabulary.End;
                var likeliest = logits[row].max().item<float>();
                var missed = likeliest - logits[row, chosen].item<float>();
                Assert.True(missed <= Tolerance * Math.Max(1, likeliest), $"Token {length} of row {row} is {chosen}, {missed} below the likeliest.");
                Assert.False(length <= said[row].Length && chosen == Vocabulary.End, "An end inside of a row.");
            }
        }

        Assert.All(said, row => Assert.True(row.Length <= maximum));
    }

    [Law]
    public void Logits_over_the_cache_equal_those_of_a_full_pass_at_every_length(ModelCase one)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var draw = one.Draw();
        var (learner, task, batch, _) = Case(one, draw);
        using var _2 = learner;
        var passes = new Passes(learner, one.Spec.Tasks[task].Name);
        var (memory, mask) = passes.Encode(batch);
        using var cache = passes.Remember(memory, batch.TargetLength);
        var target = tensor(batch.Decoder, [batch.Rows, batch.TargetLength], int64);
        for (var length = 1; length <= batch.TargetLength; length++)
        {
            var full = passes.Logits(passes.Decode(target.narrow(1, 0, length), memory, mask).select(1, length - 1));
            Same.Close(full, passes.DecodeNext(target.select(1, length - 1), mask, cache), Tolerance * Math.Max(1, full.abs().max().item<float>()));
        }
    }

    private static (ILearner Learner, int Task, Batch Batch, int Maximum) Case(ModelCase one, Draw draw)
    {
        var learner = one.Learner();
        var task = draw.Below(0, one.Spec.Tasks.Count);
        return (learner, task, Batches.Of(task, draw.Examples(draw.Below(1, 4)), draw.Below(0, 3), draw.Below(0, 3)), draw.Below(1, 9));
    }

    // Untrained models hardly ever end: with a longer row in the table, the end is the likeliest wherever it is likely at all.
    private static void EndOften(ILearner learner, int times)
    {
        foreach (var (name, parameter) in learner.Model.named_parameters())
        {
            if (name.EndsWith("embedding.weight", StringComparison.Ordinal))
                parameter.select(0, Vocabulary.End).mul_(times);
        }
    }
}
