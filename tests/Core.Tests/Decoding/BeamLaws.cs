using Heed.Decoding;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class BeamLaws
{
    private const int End = 1;
    private const int Start = 2;

    [Law]
    public void Width_1_is_greedy_decoding(Seed seed)
    {
        var (examples, vocabulary, length, alpha) = Case(seed);
        var expected = Greedy.Decode(new HistoryModel(seed.Value, vocabulary, examples).Next, new(), new(examples.Length, Start, End, length));
        var model = new HistoryModel(seed.Value, vocabulary, examples);
        Assert.Equal(expected, Beam.Decode(
            model.Next, model.Select, new() { Width = 1, LengthPenalty = alpha }, new(examples.Length, Start, End, length)));
    }

    [Law]
    public void A_beam_as_wide_as_all_there_is_finds_the_best_of_all_answers(Seed seed)
    {
        var (examples, vocabulary, length, alpha) = Case(seed);
        length = Math.Min(length, 3);
        var beam = new BeamSpec { Width = (int)Math.Pow(vocabulary, length), LengthPenalty = alpha };
        var (model, found) = Search(seed, beam, examples, vocabulary, length);
        foreach (var example in examples)
        {
            var best = All(model, example, vocabulary, length, []).MaxBy(answer => Score(answer.Tokens, answer.Sum, alpha));
            Assert.Equal(best.Tokens, Said(found[example][0]));
            Assert.Equal(Score(best.Tokens, best.Sum, alpha), found[example][0].Score(beam), 1e-9);
        }
    }

    [Law]
    public void The_best_answer_is_that_of_a_slow_search_which_never_stops_early_alone_or_beside_others(Seed seed)
    {
        var (examples, vocabulary, length, alpha) = Case(seed);
        var beam = new BeamSpec { Width = seed.Draw().Below(1, 6), LengthPenalty = alpha };
        var (model, found) = Search(seed, beam, examples, vocabulary, length);
        foreach (var example in examples)
        {
            var slow = Slow(model, example, vocabulary, length, beam.Width).MaxBy(answer => Score(answer.Tokens, answer.Sum, alpha));
            Assert.Equal(slow.Tokens, Said(found[example][0]));
            Assert.Equal(Score(slow.Tokens, slow.Sum, alpha), found[example][0].Score(beam), 1e-9);
        }
    }

    [Law]
    public void Every_answer_scores_the_sum_of_its_log_probabilities_divided_by_its_length_penalty_best_first(Seed seed)
    {
        var (examples, vocabulary, length, alpha) = Case(seed);
        var beam = new BeamSpec { Width = 4, LengthPenalty = alpha };
        var (model, found) = Search(seed, beam, examples, vocabulary, length);
        foreach (var example in examples)
        {
            Assert.InRange(found[example].Count, 1, 4);
            Assert.Equal(found[example].Count, found[example].Select(one => string.Join(' ', Said(one))).Distinct().Count());
            Assert.Equal(found[example].OrderByDescending(one => one.Score(beam)), found[example]);
            Assert.All(found[example], one =>
            {
                var said = Said(one);
                var sum = said.Select((token, place) => model.LogProbabilities(example, said.Take(place).Select(id => (long)id).Prepend(Start))[token]).Sum();
                Assert.Equal(Score(said, sum, alpha), one.Score(beam), 1e-9);
                Assert.True(one.HasEnded || said.Length == length);
            });
        }
    }

    // Tokens 2 (A) and 3 (B). A is likelier than B, but what follows A is spread out: "B end" has 0.4 · 0.9 = 0.36, "A A end" has
    // 0.6 · 0.5 · 1 = 0.3 and "A end" 0.6 · 0.3 = 0.18.
    [Theory]
    [InlineData(1, 0, new[] { 2, 2 }, -1.20397)] // ln 0.3: greedy
    [InlineData(2, 0, new[] { 3 }, -1.02165)] // ln 0.36
    [InlineData(2, 1, new[] { 3 }, -0.87570)] // ln 0.36 / (7/6), above ln 0.3 / (8/6) = -0.90298
    [InlineData(2, 2, new[] { 2, 2 }, -0.67723)] // ln 0.3 / (8/6)², above ln 0.36 / (7/6)² = -0.75060
    public void A_search_worked_by_hand(int width, double alpha, int[] tokens, double score)
    {
        string[] histories = [.. Enumerable.Repeat("", width)];
        var beam = new BeamSpec { Width = width, LengthPenalty = alpha };
        var best = Beam.Search(
            newest =>
            {
                histories = [.. histories.Zip(newest.data<long>().ToArray(), (history, token) => history + token)];
                return tensor(histories.SelectMany(history => history switch
                {
                    "2" => new[] { 0.0, 0, 0.6, 0.4 },
                    "22" => [0, 0.3, 0.5, 0.2],
                    "23" => [0, 0.9, 0.05, 0.05],
                    _ => [0, 1, 0, 0],
                }).Select(one => Math.Log(one)).ToArray(), [width, 4]);
            },
            from => histories = [.. from.Select(row => histories[row])],
            beam, new(1, Start, End, 8))[0][0];
        Assert.Equal(tokens, best.Tokens);
        Assert.Equal(score, best.Score(beam), 1e-5);
    }

    [Fact]
    public void A_search_ends_as_soon_as_no_living_answer_can_win_and_not_before()
    {
        // Without a length penalty the end at 0.9 beats what 0.05 could come to; divided by a great one, the others may still win.
        static int Steps(double alpha)
        {
            var asked = 0;
            Beam.Search(
                _ =>
                {
                    asked++;
                    return tensor(new[] { 0, 0.9, 0.05, 0.05 }).log().expand(3, 4);
                },
                _ => { }, new() { Width = 3, LengthPenalty = alpha }, new(1, Start, End, 10));
            return asked;
        }

        Assert.Equal(1, Steps(0));
        Assert.True(Steps(5) > 1);
    }

    [Law]
    public void A_penalty_and_a_lexicon_hold_for_every_hypothesis_by_its_own_past(Seed seed)
    {
        var draw = seed.Draw();
        int[] examples = [0, 1];
        var model = new HistoryModel(seed.Value, 6, [.. examples.SelectMany(example => Enumerable.Repeat(example, 3))]);
        var lexicon = new Lexicon([[2, 3], [4]], [[5, 4], [2]]);
        var beam = new BeamSpec { Width = 3, RepetitionPenalty = draw.Coin() ? 1 : 3 };
        var found = Beam.Search(model.Next, model.Select, beam, new(2, Start, End, 5, lexicon));
        foreach (var example in examples)
        {
            Assert.All(found[example], one =>
            {
                var (said, sum) = (Said(one), 0.0);
                for (var place = 0; place < said.Length; place++)
                {
                    var before = said.Take(place).ToArray();
                    var allowed = lexicon.Next(before, 5 - place, End);
                    Assert.Contains(said[place], allowed);
                    var logits = model.Logits(example, before.Select(id => (long)id).Prepend(Start));
                    foreach (var token in before.Distinct())
                        logits[token] = logits[token] > 0 ? logits[token] / beam.RepetitionPenalty : logits[token] * beam.RepetitionPenalty;
                    sum += logits[said[place]] - Math.Log(allowed.Sum(id => Math.Exp(logits[id])));
                }

                Assert.Equal(sum, one.LogProbability, 1e-9);
            });
        }
    }

    [Fact]
    public void Logits_that_are_no_numbers_still_give_an_answer() => Assert.Equal([[]], Beam.Decode(
        _ => full([2, 4], double.NaN), _ => { }, new() { Width = 2 }, new(1, Start, End, 3)));

    private static (int[] Examples, int Vocabulary, int Length, double Alpha) Case(Seed seed)
    {
        var draw = seed.Draw();
        return ([.. Enumerable.Range(0, draw.Below(1, 4))], draw.Below(3, 5), draw.Below(1, 6), new[] { 0, 0.6, 1, 3 }[draw.Below(0, 4)]);
    }

    private static (HistoryModel Model, IReadOnlyList<IReadOnlyList<Hypothesis>> Found) Search(
        Seed seed, BeamSpec beam, int[] examples, int vocabulary, int length)
    {
        var model = new HistoryModel(seed.Value, vocabulary, [.. examples.SelectMany(example => Enumerable.Repeat(example, beam.Width))]);
        return (model, Beam.Search(model.Next, model.Select, beam, new(examples.Length, Start, End, length)));
    }

    // Tokens with the end where it was said.
    private static int[] Said(Hypothesis one) => one.HasEnded ? [.. one.Tokens, End] : [.. one.Tokens];

    private static double Score(int[] said, double sum, double alpha) => sum / Math.Pow((5.0 + said.Length) / 6, alpha);

    private static IEnumerable<(int[] Tokens, double Sum)> All(HistoryModel model, int example, int vocabulary, int length, int[] before)
    {
        var said = model.LogProbabilities(example, before.Select(token => (long)token).Prepend(Start));
        return Enumerable.Range(0, vocabulary).SelectMany(token =>
            (token == End || before.Length + 1 == length ? [([token], 0)] : All(model, example, vocabulary, length, [.. before, token])
                .Select(rest => (rest.Tokens.Prepend(token).ToArray(), rest.Sum)))
            .Select(rest => (rest.Item1, rest.Item2 + said[token])));
    }

    // All continuations are sorted at every step, and the search goes on until nothing lives.
    private static List<(int[] Tokens, double Sum)> Slow(HistoryModel model, int example, int vocabulary, int length, int width)
    {
        List<(int[] Tokens, double Sum)> live = [([], 0)], ended = [];
        for (var step = 0; step < length && live.Count > 0; step++)
        {
            var grown = new List<(int[] Tokens, double Sum)>();
            foreach (var (tokens, sum) in live)
            {
                var said = model.LogProbabilities(example, tokens.Select(token => (long)token).Prepend(Start));
                for (var token = 0; token < vocabulary; token++)
                    grown.Add(([.. tokens, token], sum + said[token]));
            }

            var best = grown.OrderBy(one => -one.Sum).Take(width - ended.Count).ToList();
            ended.AddRange(best.Where(one => one.Tokens[^1] == End));
            live = [.. best.Where(one => one.Tokens[^1] != End)];
        }

        ended.AddRange(live);
        return ended;
    }
}
