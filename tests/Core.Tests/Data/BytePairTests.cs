using Heed.Data;
using Xunit;

namespace Heed.Tests.Data;

public class BytePairTests
{
    /// <summary>Merges worked out by hand: "ab" is in 3 words, then "abc" in 2; "d" and "e" pair too seldom.</summary>
    [Fact]
    public void The_pair_that_occurs_most_often_is_merged_first() =>
        Assert.Equal([new("a", "b"), new("ab", "c")], BytePairs.Learn(["abc", "abc", "ab", "de"], 10));

    [Fact]
    public void Pairs_that_occur_equally_often_come_in_order_of_their_letters() =>
        Assert.Equal([new("a", "z"), new("b", "a"), new("b", "b")], BytePairs.Learn(["bb", "bb", "az", "az", "ba", "ba"], 3));

    [Fact]
    public void Nothing_is_learned_across_pieces() =>
        Assert.DoesNotContain(BytePairs.Learn(["one two", "one two", "one two"], 20), merge => merge.Right.Contains('Ġ'));

    [Law]
    public void Learning_equals_counting_all_pairs_anew_for_each_merge(FewLetters texts)
    {
        var merges = BytePairs.Learn(texts.Values, 12);
        Assert.Equal(NaiveBytePairs.Learn(texts.Values, 12), merges);
    }

    [Law]
    public void The_order_of_the_texts_does_not_matter(FewLetters texts, AnyText other) =>
        Assert.Equal(BytePairs.Learn([.. texts.Values, other.Value], 20), BytePairs.Learn([other.Value, .. texts.Values.Reverse()], 20));

    [Law]
    public void Every_token_of_a_vocabulary_has_a_name_of_its_own(FewLetters texts)
    {
        var vocabulary = BytePairVocabulary.Learn(["ToFrench"], texts.Values, 300);
        Assert.Equal(vocabulary.Count - vocabulary.FirstText, vocabulary.Pieces.Distinct().Count());
    }

    [Law]
    public void Pieces_put_together_are_the_text(AnyText text) =>
        Assert.Equal(text.Value, string.Concat(PreTokens.Pattern().Matches(text.Value).Select(piece => piece.Value)));

    [Law]
    public void A_vocabulary_comes_back_from_its_text(FewLetters texts, AnyText name)
    {
        var vocabulary = BytePairVocabulary.Learn([name.Value, "ToEnglish"], texts.Values, 280);
        Assert.Equal(vocabulary, VocabularyText.Read(VocabularyText.Write(vocabulary)));
    }

    [Theory]
    [InlineData("{", "expected JSON")]
    [InlineData("""{"Format":"other"}""", "expected a vocabulary of format 'heed-vocabulary-1'")]
    [InlineData("""{"Format":"heed-vocabulary-1","Starts":[],"Merges":["a b","ab"]}""", "merge 2 is 'ab': expected two tokens")]
    [InlineData("""{"Format":"heed-vocabulary-1","Starts":[],"Merges":["ab c"]}""", "merge 1 is 'ab c': expected two tokens")]
    public void A_text_that_is_no_vocabulary_is_refused(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => VocabularyText.Read(text)).Message, StringComparison.Ordinal);
}
