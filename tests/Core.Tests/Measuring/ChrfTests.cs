using System.Text.Json;
using Heed.Measuring;
using Xunit;

namespace Heed.Tests.Measuring;

/// <summary>
/// Published figures are from sacreBLEU's own tests (github.com/mjpost/sacrebleu, version 2.6.0); the golden ones were made by
/// running sacreBLEU (chrf.golden.py).
/// </summary>
public class ChrfTests
{
    private static readonly JsonElement Golden = MeasuringGolden.Read("chrf");

    public static TheoryData<int> Corpora => Golden.Places();

    /// <summary>test/test_chrf.py, test_cases_effective_order: recall counts three times there.</summary>
    [Theory]
    [InlineData(100, new[] { "a" }, new[] { "a" })]
    [InlineData(0, new[] { "" }, new[] { "reference" })]
    [InlineData(100, new[] { "a b c" }, new[] { "a b c" })]
    [InlineData(100, new[] { "a b c" }, new[] { "abc" })]
    [InlineData(0, new[] { "" }, new[] { "c" })]
    [InlineData(50, new[] { "a", "b" }, new[] { "a", "c" })]
    [InlineData(25, new[] { "aa" }, new[] { "ab" })]
    public void A_corpus_scores_as_published(double published, string[] hypotheses, string[] references) =>
        Assert.Equal(published, Chrf.Corpus(hypotheses, references).F(3), 1e-9);

    [Theory, MemberData(nameof(Corpora))]
    public void A_corpus_scores_as_sacrebleu_says(int place)
    {
        var (hypotheses, references) = (Golden[place].List<string>("hypotheses"), Golden[place].List<string[]>("references"));
        Assert.Equal(Golden[place].Figure("score"), Chrf.Corpus(hypotheses, references).Score, 1e-9);
        Assert.Equal(Golden[place].Figure("beta3"), Chrf.Corpus(hypotheses, references[0]).F(3), 1e-9);
        Assert.All(hypotheses.Zip(references[0], Golden[place].List<double>("sentences")),
            line => Assert.Equal(line.Third, Chrf.Sentence(line.First, line.Second).Score, 1e-9));
    }

    [Law]
    public void A_score_is_at_most_100_which_is_the_reference_itself(AnyText hypothesis, AnyText reference)
    {
        Assert.InRange(Chrf.Sentence(hypothesis.Value, reference.Value).Score, 0, 100 + 1e-9);
        Assert.Equal(100, Chrf.Sentence(reference.Value + "letter", reference.Value + "letter").Score, 1e-9);
    }

    /// <summary>What one text finds of another is what the other has of it, in the orders that both have.</summary>
    [Law]
    public void Precision_is_recall_the_other_way_round(AnyText one, AnyText other)
    {
        var (there, back) = (Chrf.Sentence(one.Value, other.Value), Chrf.Sentence(other.Value, one.Value));
        Assert.Equal(there.Matches, back.Matches);
        Assert.Equal(there.Precision, back.Recall);
        Assert.Equal(there.F(1), back.F(1), 1e-9);
    }

    [Law]
    public void White_space_and_the_order_of_lines_do_not_matter(AlikeTexts lines, AlikeTexts references)
    {
        string[] meant = [.. lines.Values.Select((_, line) => references.Values[line % references.Values.Length])];
        var score = Chrf.Corpus(lines.Values, meant);
        Assert.Equal(score, Chrf.Corpus([.. lines.Values.Reverse()], [.. meant.Reverse()]));
        Assert.Equal(score, Chrf.Corpus([.. lines.Values.Select(line => line.Replace(" ", "\u3000 \t", StringComparison.Ordinal))], meant));
    }

    [Fact]
    public void Case_matters_and_the_signature_says_so()
    {
        Assert.True(Chrf.Sentence("The dog", "the dog").Score < 100);
        Assert.Equal("chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|heed:0.1", Chrf.Signature());
    }

    [Fact]
    public void Another_number_of_references_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Chrf.Corpus(["a", "b"], ["a"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Chrf.Corpus(["a"]));
    }
}
