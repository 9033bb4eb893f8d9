using Heed.Decoding;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class LexiconLaws
{
    private const int End = 1;
    private const int Start = 2;

    [Law]
    public void Every_answer_is_a_row_of_entries_whole_to_the_last_however_short_it_is_cut(Seed seed)
    {
        var (draw, first, following, lexicon) = Case(seed);
        var maximum = lexicon.Shortest + draw.Below(0, 4);
        int[] examples = [.. Enumerable.Range(0, draw.Below(1, 4))];
        Bounds bounds = new(examples.Length, Start, End, maximum, lexicon);
        var beams = new HistoryModel(seed.Value, 9, [.. examples.SelectMany(example => new[] { example, example })]);
        int[][] answers =
        [
            .. Greedy.Decode(new HistoryModel(seed.Value, 9, examples).Next, new(), bounds),
            .. Beam.Decode(beams.Next, beams.Select, new() { Width = 2 }, bounds),
            .. Sampling.Decode(new HistoryModel(seed.Value, 9, examples).Next, new(), [.. examples.Select(example => (ulong)example)], bounds),
        ];
        Assert.All(answers, answer => Assert.True(
            answer.Length <= maximum && first.Any(entry => StartsWith(answer, entry) && IsEntries(answer[entry.Length..], following)),
            string.Join(' ', answer)));
    }

    [Law]
    public void A_token_is_allowed_just_where_some_answer_goes_on_with_it(Seed seed)
    {
        var (draw, first, following, lexicon) = Case(seed);
        const int maximum = 5;
        var answers = first.SelectMany(entry => Longer(entry, following, maximum)).Where(answer => answer.Length <= maximum).ToArray();
        var answer = answers[draw.Below(0, answers.Length)];
        var said = answer[..draw.Below(0, answer.Length + 1)];
        var next = answers.Where(one => StartsWith(one, said)).Select(one => one.Length == said.Length ? End : (long)one[said.Length]).Distinct().Order();
        Assert.Equal(next, lexicon.Next(said, maximum - said.Length, End));
    }

    [Law]
    public void Allowed_logits_stay_and_the_others_cannot_be_chosen(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var logits = draw.Normal(2, 5);
        long[][] allowed = [[.. Enumerable.Range(0, draw.Below(1, 6)).Select(id => (long)id)], [4]];
        var limited = Lexicon.Allow(logits, allowed);
        for (var row = 0; row < 2; row++)
        {
            for (var id = 0; id < 5; id++)
                Assert.Equal(allowed[row].Contains(id) ? logits[row, id].item<float>() : float.NegativeInfinity, limited[row, id].item<float>());
        }
    }

    [Fact]
    public void A_lexicon_without_entries_or_with_an_empty_one_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Lexicon([], [[3]]));
        Assert.Throws<ArgumentException>(() => new Lexicon([[3]], [[3], []]));
    }

    private static (Draw Draw, int[][] First, int[][] Following, Lexicon Lexicon) Case(Seed seed)
    {
        var draw = seed.Draw();
        int[][] Entries() => [.. Enumerable.Range(0, draw.Below(1, 5)).Select(_ => Enumerable.Range(0, draw.Below(1, 4)).Select(_ => draw.Below(3, 6)).ToArray())];
        var (first, following) = (Entries(), Entries());
        return (draw, first, following, new(first, following));
    }

    private static bool StartsWith(int[] answer, int[] part) => answer.Take(part.Length).SequenceEqual(part);

    private static bool IsEntries(int[] rest, int[][] entries) =>
        rest.Length == 0 || entries.Any(entry => StartsWith(rest, entry) && IsEntries(rest[entry.Length..], entries));

    private static IEnumerable<int[]> Longer(int[] answer, int[][] following, int maximum) => answer.Length > maximum
        ? []
        : following.SelectMany(entry => Longer([.. answer, .. entry], following, maximum)).Prepend(answer);
}
