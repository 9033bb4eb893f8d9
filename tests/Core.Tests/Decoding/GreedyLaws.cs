using Heed.Decoding;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class GreedyLaws
{
    private const int End = 1;
    private const int Start = 2;

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
            script.Length, Start, End, maximum);
        var said = script.Select(row => row.Take(maximum).TakeWhile(token => token != End).ToArray()).ToArray();
        Assert.Equal(said, decoded);
        Assert.Equal(Math.Min(maximum, said.Max(row => row.Length) + 1), heard.Count);
        for (var step = 0; step < heard.Count; step++)
            Assert.Equal(said.Select(row => step == 0 ? Start : step <= row.Length ? row[step - 1] : (long)End), heard[step]);
    }
}
