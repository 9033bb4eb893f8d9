using Heed.Data;
using Heed.Decoding;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class SamplingLaws
{
    private const int End = 1;
    private const int Start = 2;

    [Law]
    public void Temperature_1_changes_nothing_and_others_divide(Seed seed)
    {
        using var scope = NewDisposeScope();
        var logits = Logits(seed.Draw());
        Same.Bits(logits, Temperature.Apply(logits, 1));
        Same.Close(logits * 2, Temperature.Apply(logits, 0.5));
    }

    [Law]
    public void Near_temperature_0_every_draw_is_the_likeliest(Seed seed)
    {
        using var scope = NewDisposeScope();
        var logits = Logits(seed.Draw());
        var kept = Sampling.Keep(logits, new() { Temperature = 1e-7 });
        Same.Exactly(logits.argmax(-1), Sampling.Draw(kept, Units(seed, logits.size(0))));
    }

    [Law]
    public void Of_the_k_likeliest_exactly_k_stay_as_they_are_and_of_equals_the_first(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var logits = draw.Coin() ? Logits(draw) : draw.Ids(0, 3, draw.Below(1, 4), draw.Below(1, 9)).to(float32);
        var k = draw.Below(1, (int)logits.size(1) + 2);
        var kept = TopK.Keep(logits, k);
        foreach (var (before, after) in Rows(logits).Zip(Rows(kept)))
        {
            int[] stay = [.. Enumerable.Range(0, before.Length).OrderByDescending(id => before[id]).ThenBy(id => id).Take(k)];
            Assert.Equal(before.Select((logit, id) => stay.Contains(id) ? logit : float.NegativeInfinity), after);
        }
    }

    [Law]
    public void The_likeliest_alone_is_greedy(Seed seed)
    {
        using var scope = NewDisposeScope();
        var logits = Logits(seed.Draw());
        Same.Exactly(logits.argmax(-1), Sampling.Draw(TopK.Keep(logits, 1), Units(seed, logits.size(0))));
    }

    [Law]
    public void The_nucleus_is_the_smallest_set_of_the_likeliest_that_reaches_p(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var logits = draw.Coin() ? Logits(draw) : draw.Ids(0, 3, draw.Below(1, 4), draw.Below(1, 9)).to(float32);
        var p = new[] { 1e-6, 0.1, 0.5, 0.9, 0.999 }[draw.Below(0, 5)];
        foreach (var (before, after) in Rows(logits).Zip(Rows(TopP.Keep(logits, p))))
        {
            var mass = before.Select(logit => Math.Exp(logit)).ToArray();
            int[] order = [.. Enumerable.Range(0, before.Length).OrderByDescending(id => before[id]).ThenBy(id => id)];
            int[] stay = [.. order.Where(id => !float.IsNegativeInfinity(after[id]))];
            Assert.Equal(order.Take(stay.Length), stay);
            Assert.All(stay, id => Assert.Equal(before[id], after[id]));
            double Held(int count) => order.Take(count).Sum(id => mass[id]) / mass.Sum();
            Assert.True(stay.Length >= 1 && Held(stay.Length) >= p - 1e-9 && (stay.Length == 1 || Held(stay.Length - 1) < p + 1e-9));
        }

        Same.Bits(logits, TopP.Keep(logits, 1));
    }

    [Law]
    public void A_repetition_penalty_divides_what_is_positive_multiplies_what_is_negative_and_leaves_the_rest(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var logits = Logits(draw);
        var said = draw.Ids(0, (int)logits.size(1), logits.size(0), draw.Below(1, 6));
        var theta = 0.5 + draw.Below(0, 4);
        var (before, after, tokens) = (Rows(logits), Rows(RepetitionPenalty.Apply(logits, said, theta)), said.data<long>().ToArray().Chunk((int)said.size(1)).ToArray());
        for (var row = 0; row < before.Length; row++)
        {
            for (var id = 0; id < before[row].Length; id++)
            {
                var expected = !tokens[row].Contains(id) ? before[row][id] : before[row][id] > 0 ? before[row][id] / theta : before[row][id] * theta;
                Assert.Equal(expected, after[row][id], 1e-6 * (1 + Math.Abs(expected)));
            }
        }

        Same.Bits(logits, RepetitionPenalty.Apply(logits, said, 1));
    }

    [Law]
    public void A_draw_is_where_its_number_falls_in_the_summed_probabilities_and_never_a_token_that_was_left_out(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var logits = Logits(draw);
        var kept = TopK.Keep(logits, draw.Below(1, 4));
        foreach (var unit in new[] { 0, 1 - Math.Pow(2, -32), draw.Below(0, 1_000) / 1_000.0 })
        {
            var drawn = Sampling.Draw(kept, full([logits.size(0)], unit, float64)).data<long>().ToArray();
            foreach (var (row, token) in Rows(kept).Zip(drawn))
            {
                var mass = row.Select(logit => Math.Exp(logit)).ToArray();
                Assert.True(mass[token] > 0);
                Assert.InRange(unit * mass.Sum(), mass.Take((int)token).Sum() - 1e-6, mass.Take((int)token + 1).Sum() + 1e-6);
            }
        }
    }

    [Fact]
    public void Draws_are_as_frequent_as_softmax_says()
    {
        using var scope = NewDisposeScope();
        const int draws = 40_000;
        var logits = tensor(new[] { 0.3f, -1, 1.2f, 0, -0.4f, 2 });
        var batch = Batch.Collate([.. Enumerable.Range(0, draws).Select(id => new TokenPair([3 + id], []))], [.. Enumerable.Range(0, draws)], Start);
        var said = Sampling.Decode(
            _ => logits.unsqueeze(0).expand(draws, 6), new(), Sampling.Keys(17, new(), 0, batch), new(draws, Start, End, 1));
        var counts = said.GroupBy(row => row.Length == 0 ? End : row[0]).ToDictionary(token => token.Key, token => token.Count());
        var expected = logits.softmax(-1).data<float>().ToArray().Select(p => p * draws).ToArray();
        var chiSquare = expected.Select((count, id) => Math.Pow(counts[id] - count, 2) / count).Sum();
        Assert.True(chiSquare < 20.5, $"χ² {chiSquare:g3}; with 5 degrees of freedom one in a thousand is above 20.5.");
    }

    [Law]
    public void An_answer_is_the_same_whatever_is_asked_beside_it_and_another_under_another_seed_task_or_question(Seed seed)
    {
        var draw = seed.Draw();
        TokenPair[] questions = [.. Enumerable.Range(0, 3).Select(one => new TokenPair([.. Enumerable.Range(0, draw.Below(1, 5)).Select(_ => draw.Below(3, 99)), 100 + one], []))];
        int[][] Answers(int[] rows, SamplingSpec sampling, int task = 0, int run = 5)
        {
            var batch = Batch.Collate(questions, rows, Start);
            return Sampling.Decode(
                new HistoryModel(seed.Value, 30, rows).Next, sampling, Sampling.Keys(run, sampling, task, batch), new(rows.Length, Start, End, 12));
        }

        var together = Answers([0, 1, 2], new());
        Assert.Equal(together, Answers([0, 1, 2], new()));
        foreach (var row in new[] { 0, 1, 2 })
            Assert.Equal(together[row], Answers([row], new())[0]);

        // The first tokens of three questions: those that a draw decides differ, or all of these would be the same number.
        var batch = Batch.Collate(questions, [0, 1, 2], Start);
        ulong[][] keys = [Keys(5, 0, 0), Keys(6, 0, 0), Keys(5, 1, 0), Keys(5, 0, 1)];
        Assert.Equal(12, keys.SelectMany(key => key).Distinct().Count());
        ulong[] Keys(int run, int own, int task) => Sampling.Keys(run, new() { Seed = own }, task, batch);
    }

    private static Tensor Logits(Draw draw) => draw.Normal(draw.Below(1, 4), draw.Below(1, 9)) * 3;

    private static Tensor Units(Seed seed, long rows) =>
        tensor(Enumerable.Range(0, (int)rows).Select(row => new SplitMix(SplitMix.Key(seed.Value, row)).NextUnit()).ToArray(), dtype: float64);

    private static float[][] Rows(Tensor x) => [.. x.contiguous().data<float>().ToArray().Chunk((int)x.size(1))];
}
