using Heed.Data;
using Xunit;

namespace Heed.Tests;

public class MaskingLaws
{
    private const int Mask = 3, FirstText = 10, Texts = 50;

    [Law]
    public void What_is_told_is_what_was_there_at_the_declared_share_of_places_and_nothing_else_changes(Seed seed)
    {
        var draw = seed.Draw();
        int[] tokens = [.. Enumerable.Range(0, draw.Below(1, 40)).Select(_ => draw.Below(FirstText, FirstText + Texts))];
        var rate = draw.Below(1, 100) / 100.0;
        var (shown, labels) = new Masking(rate, Mask, FirstText, Texts).Hide(tokens, (ulong)draw.Below(0, 1 << 20));
        Assert.Equal((tokens.Length, tokens.Length), (shown.Length, labels.Length));
        Assert.Equal(Math.Max(1, (int)Math.Round(rate * tokens.Length)), labels.Count(label => label != Vocabulary.Padding));
        foreach (var (place, token) in tokens.Index())
        {
            Assert.True(labels[place] == Vocabulary.Padding ? shown[place] == token : labels[place] == token);
            Assert.True(shown[place] == Mask || shown[place] is >= FirstText and < FirstText + Texts);
        }
    }

    [Fact]
    public void Of_the_tokens_to_be_told_eight_in_ten_are_masked_one_is_replaced_and_one_stays()
    {
        int[] tokens = [.. Enumerable.Repeat(FirstText, 100)];
        var masking = new Masking(0.2, Mask, FirstText, Texts);
        var told = Enumerable.Range(0, 500).SelectMany(key =>
        {
            var (shown, labels) = masking.Hide(tokens, SplitMix.Key(key));
            return shown.Where((_, place) => labels[place] != Vocabulary.Padding);
        }).ToArray();
        Assert.Equal(10_000, told.Length);
        Assert.InRange(told.Count(token => token == Mask), 7_800, 8_200);
        // One in fifty of the random ones is the token that was there.
        Assert.InRange(told.Count(token => token == FirstText), 850, 1_200);
        Assert.InRange(told.Count(token => token > FirstText), 820, 1_150);
    }

    [Fact]
    public void Equal_keys_hide_alike_and_others_otherwise()
    {
        int[] tokens = [.. Enumerable.Range(FirstText, 40)];
        var masking = new Masking(0.15, Mask, FirstText, Texts);
        Assert.Equal(masking.Hide(tokens, 7).Labels, masking.Hide(tokens, 7).Labels);
        Assert.NotEqual(masking.Hide(tokens, 7).Labels, masking.Hide(tokens, 8).Labels);
    }

    [Fact]
    public void What_is_hidden_of_a_text_depends_on_no_company()
    {
        TokenPair[] pairs = [new([11, 12, 13, 14, 15, 16, 17], []), new([21, 22, 23], [])];
        var masking = new Masking(0.4, Mask, FirstText, Texts);
        var (together, alone) = (Batch.CollateHidden(pairs, [1, 0], masking, 5), Batch.CollateHidden(pairs, [0], masking, 5));
        Assert.Equal(alone.Source, together.Source[7..]);
        Assert.Equal(alone.Labels, together.Labels[7..]);
        Assert.Equal((4, 10, 7), (together.RealLabels, together.RealTokens, together.SourceLength));
    }
}
