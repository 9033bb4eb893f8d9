using System.Text.Json;
using FsCheck.Xunit;
using Heed.Measuring;
using Xunit;

namespace Heed.Tests.Measuring;

/// <summary>
/// Published figures are from sacreBLEU's own tests (github.com/mjpost/sacrebleu, version 2.6.0); the golden ones were made by
/// running sacreBLEU (bleu.golden.py).
/// </summary>
public class BleuTests
{
    private static readonly JsonElement Golden = MeasuringGolden.Read("bleu");

    public static TheoryData<int> Corpora => Golden.GetProperty("corpora").Places();

    public static TheoryData<int> Lines => Golden.GetProperty("lines").Places();

    /// <summary>test/test_bleu.py, test_corpus_bleu_cases: the README's example, default settings, two references.</summary>
    [Fact]
    public void Two_references_score_as_published()
    {
        var score = Bleu.Corpus(
            ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."],
            ["The dog bit the man.", "It was not unexpected.", "The man bit him first."],
            ["The dog had bit the man.", "No one was surprised.", "The man had bitten the dog."]);
        Assert.Equal(48.530827, score.Score, 1e-6);
    }

    /// <summary>test/test_bleu.py, test_corpus_bleu_cases: empty hypotheses are not removed.</summary>
    [Fact]
    public void Empty_hypotheses_score_zero()
    {
        var score = Bleu.Corpus(["", "", ""], ["The dog bit the man.", "It was not unexpected.", "The man bit him first."]);
        Assert.Equal((0, 0, 0), (score.Score, score.BrevityPenalty, score.HypothesisLength));
    }

    /// <summary>test/test_sentence_bleu.py, ('exp', None, False, '13a', 8.493): effective order is idle here.</summary>
    [Fact]
    public void A_sentence_without_long_matches_is_smoothed_as_published()
    {
        var score = Bleu.Corpus(
            ["Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;"],
            ["producţia de zahăr brut se exprimă în zahăr alb;"]);
        Assert.Equal(8.493, score.Score, 1e-3);
    }

    /// <summary>test/test_bleu.py, test_case_statistics and test_case_scoring.</summary>
    [Fact]
    public void Counts_and_their_score_are_as_published()
    {
        var score = Bleu.Corpus(["am I am a character sequence"], ["I am a symbol string sequence a a"]);
        Assert.Equal([4, 2, 1, 0], score.Matches);
        Assert.Equal([6, 5, 4, 3], score.Totals);
        Assert.Equal(83.75922397, Bleu.FromCounts([9, 7, 5, 3], [10, 8, 6, 4], 11, 11).Score, 1e-6);
    }

    /// <summary>test/test_sentence_bleu.py, test_cases_zero_bleu; test/test_bleu.py, test_raw_bleu_cases (#141).</summary>
    [Theory]
    [InlineData("this is a cat", "okay thanks")]
    [InlineData("this is a test another test", "ref1 ref2")]
    public void No_word_in_common_scores_zero_despite_smoothing(string hypothesis, string reference) =>
        Assert.Equal(0, Bleu.Corpus([hypothesis], [reference]).Score);

    [Theory, MemberData(nameof(Corpora))]
    public void A_corpus_scores_as_sacrebleu_says(int index)
    {
        var corpus = Golden.GetProperty("corpora")[index];
        var references = corpus.GetProperty("references").EnumerateArray().Select(Strings).ToArray();
        var score = Bleu.Corpus(Strings(corpus.GetProperty("hypotheses")), references);
        Assert.Equal(corpus.GetProperty("score").GetDouble(), score.Score, 1e-9);
        Assert.Equal(corpus.GetProperty("brevity").GetDouble(), score.BrevityPenalty, 1e-12);
        Assert.Equal(corpus.GetProperty("matches").EnumerateArray().Select(n => n.GetInt32()), score.Matches);
        Assert.Equal(corpus.GetProperty("totals").EnumerateArray().Select(n => n.GetInt32()), score.Totals);
        Assert.Equal(corpus.GetProperty("hypothesisLength").GetInt32(), score.HypothesisLength);
        Assert.Equal(corpus.GetProperty("referenceLength").GetInt32(), score.ReferenceLength);
        Assert.All(corpus.GetProperty("precisions").EnumerateArray().Zip(score.Precisions),
            pair => Assert.Equal(pair.First.GetDouble(), pair.Second, 1e-9));
    }

    [Theory, MemberData(nameof(Lines))]
    public void A_line_is_split_as_sacrebleu_splits_it(int index)
    {
        var line = Golden.GetProperty("lines")[index];
        Assert.Equal(Strings(line.GetProperty("tokens")), Tokenizer13a.Tokens(line.GetProperty("line").GetString()!));
    }

    [Property]
    public bool A_perfect_match_of_four_words_or_more_scores_100(FsCheck.NonEmptyString[] words)
    {
        var line = string.Join(' ', words.Select(word => word.Get)) + " and three more words";
        var score = Bleu.Corpus([line], [line]);
        return Math.Abs(score.Score - 100) < 1e-9 && score.BrevityPenalty == 1 && score.Matches.Equals(score.Totals);
    }

    [Property]
    public bool The_order_of_sentences_does_not_matter(bool[][] hypothesis, bool[] reference)
    {
        var pairs = hypothesis.Select(words => (Said: Sentence(words), Meant: Sentence(reference))).ToArray();
        var backwards = pairs.Reverse().ToArray();
        return Bleu.Corpus([.. pairs.Select(p => p.Said)], [.. pairs.Select(p => p.Meant)])
            .Equals(Bleu.Corpus([.. backwards.Select(p => p.Said)], [.. backwards.Select(p => p.Meant)]));

        static string Sentence(bool[] words) => string.Join(' ', words.Select(word => word ? "yes" : "no"));
    }

    [Fact]
    public void Case_matters() =>
        Assert.True(Bleu.Corpus(["the Dog bit the man"], ["the dog bit the man"]).Score < 100);

    [Fact]
    public void Another_number_of_references_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Bleu.Corpus(["a", "b"], ["a"]));
        Assert.Contains("references of 2 lines", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_signature_and_the_details_say_how_it_was_measured()
    {
        Assert.Equal("BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|heed:0.1", Bleu.Signature());
        Assert.Equal("BLEU = 83.76 90.0/87.5/83.3/75.0 (BP = 1.000 ratio = 1.000 hyp_len = 11 ref_len = 11)",
            Bleu.FromCounts([9, 7, 5, 3], [10, 8, 6, 4], 11, 11).ToString());
    }

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];
}
