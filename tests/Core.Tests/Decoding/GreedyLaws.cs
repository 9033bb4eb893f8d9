using Heed.Data;
using Heed.Decoding;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class GreedyLaws
{
    private const int End = 1;
    private const int Start = 2;

    [Law]
    public void Of_equals_the_first_is_taken(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (rows, vocabulary) = (draw.Below(1, 5), draw.Below(1, 300));
        float[][] told = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, vocabulary).Select(_ => (float)draw.Below(0, 4)).ToArray())];
        var logits = tensor([.. told.SelectMany(row => row)], [rows, vocabulary]);
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
            Assert.Equal(told.Select(row => Array.IndexOf(row, row.Max())), MostLikely.OfEach(logits.to(type)));
    }

    [Law]
    public void Rows_are_what_the_model_says_until_their_end_or_the_greatest_length(Seed seed)
    {
        var draw = seed.Draw();
        var maximum = draw.Below(0, 6);
        int[] Row() => [.. Enumerable.Range(0, 6).Select(_ => draw.Below(1, 5))];
        var script = Enumerable.Range(0, draw.Below(1, 4)).Select(_ => Row()).ToArray();
        var heard = new List<long[]>();
        var decoded = Greedy.Decode(
            newest =>
            {
                heard.Add(newest.data<long>().ToArray());
                return nn.functional.one_hot(tensor(script.Select(row => (long)row[heard.Count - 1]).ToArray()), 5).to(float32);
            },
            new(), new(script.Length, Start, End, maximum));
        var said = script.Select(row => row.Take(maximum).TakeWhile(token => token != End).ToArray()).ToArray();
        Assert.Equal(said, decoded);
        Assert.Equal(Math.Min(maximum, said.Max(row => row.Length) + 1), heard.Count);
        for (var step = 0; step < heard.Count; step++)
            Assert.Equal(said.Select(row => step == 0 ? Start : step <= row.Length ? row[step - 1] : (long)End), heard[step]);
    }

    [Law]
    public void A_text_that_is_begun_is_heard_token_by_token_and_goes_on_from_its_last(Seed seed)
    {
        var draw = seed.Draw();
        var (rows, length) = (draw.Below(1, 4), draw.Below(1, 5));
        int[] begun = [.. Enumerable.Range(0, rows * length).Select(_ => draw.Below(2, 6))];
        var heard = new List<long[]>();
        Tensor Next(Tensor newest)
        {
            heard.Add(newest.data<long>().ToArray());
            return nn.functional.one_hot(full([rows], heard.Count <= length ? 4L : End, int64), 6).to(float32);
        }

        var batch = new Batch(rows, 0, length, [], begun, begun, [.. Enumerable.Range(0, rows)]);
        var added = Greedy.Decode(Next, new(), new(Prompt.Hear(Next, batch), End, 3));
        Assert.All(added, row => Assert.Equal([4], row));
        Assert.Equal(length + 1, heard.Count);
        for (var place = 0; place < length; place++)
            Assert.Equal(Enumerable.Range(0, rows).Select(row => (long)begun[(row * length) + place]), heard[place]);
        Assert.All(heard[length], token => Assert.Equal(4, token));
    }

    [Law]
    public void A_penalty_makes_each_row_repeat_less_of_what_it_said_itself(Seed seed)
    {
        var draw = seed.Draw();
        var penalty = new[] { 0.5, 1, 1.3, 4 }[draw.Below(0, 4)];
        int[] examples = [.. Enumerable.Range(0, draw.Below(1, 4))];
        var model = new HistoryModel(seed.Value, 5, examples);
        var decoded = Greedy.Decode(model.Next, new() { RepetitionPenalty = penalty }, new(examples.Length, Start, End, 6));
        foreach (var example in examples)
        {
            List<int> said = [];
            while (said.Count < 6)
            {
                var logits = model.Logits(example, said.Select(token => (long)token).Prepend(Start));
                foreach (var token in said.Distinct())
                    logits[token] = logits[token] > 0 ? logits[token] / penalty : logits[token] * penalty;
                var likeliest = logits.IndexOf(logits.Max());
                if (likeliest == End)
                    break;
                said.Add(likeliest);
            }

            Assert.Equal(said, decoded[example]);
        }
    }
}
