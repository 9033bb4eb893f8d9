using System.Text.Json;
using Heed.Measuring;
using Xunit;

namespace Heed.Tests.Measuring;

/// <summary>
/// Published figures are Lin's (2004) and those that ROUGE-1.5.5 gave (rouge-score's own tests); the golden ones were made by running
/// rouge-score (rouge.golden.py).
/// </summary>
public class RougeTests
{
    private static readonly JsonElement Golden = MeasuringGolden.Read("rouge");

    public static TheoryData<int> Pairs => Golden.Places();

    /// <summary>Section 3.1: bigrams cannot tell the first from the second, the longest common subsequence can.</summary>
    [Theory]
    [InlineData("police kill the gunman", 3 / 4.0, 1 / 3.0)]
    [InlineData("the gunman kill police", 2 / 4.0, 1 / 3.0)]
    [InlineData("the gunman police killed", 2 / 4.0, 2 / 3.0)]
    public void A_sentence_scores_as_in_the_paper(string hypothesis, double subsequence, double bigrams)
    {
        Expect((subsequence, subsequence, subsequence), Rouge.L(hypothesis, "police killed the gunman"), 1e-12);
        Expect((bigrams, bigrams, bigrams), Rouge.N(hypothesis, "police killed the gunman", 2), 1e-12);
    }

    [Fact]
    public void Random_letters_score_as_ROUGE_1_5_5_says()
    {
        const string Reference = "ZfbCUIUuePaiLVUlCaUXxkpu XPeWing tUHfPMuZ',-Xd Y BrUgVJing M-HV.-DgdDaY.rFDJCRing Ht-LM EKBDXkME,"
            + "yz'RBr q'wtion wIojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxer tKM L";
        const string Hypothesis = "rFDJCRtion Ht-LM EKtDXkME,yz'RBr q'wer wrojNbN wL,b .a-'XdQggyFl jB-RPP'iyOIcUxi";
        Expect((0.68750, 0.40741, 0.51163), Rouge.N(Hypothesis, Reference, 1), 1e-5);
        Expect((0.53333, 0.30769, 0.39024), Rouge.N(Hypothesis, Reference, 2), 1e-5);
        Expect((0.68750, 0.40741, 0.51163), Rouge.L(Hypothesis, Reference), 1e-5);
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_pair_scores_as_rouge_score_says(int place)
    {
        var (hypothesis, reference) = (Golden[place].GetProperty("hypothesis").GetString()!, Golden[place].GetProperty("reference").GetString()!);
        foreach (var (name, score) in new[]
        {
            ("rouge1", Rouge.N(hypothesis, reference, 1)), ("rouge2", Rouge.N(hypothesis, reference, 2)),
            ("rougeL", Rouge.L(hypothesis, reference)),
        })
        {
            var figures = Golden[place].List<double>(name);
            Expect((figures[0], figures[1], figures[2]), score, 1e-12);
        }
    }

    /// <summary>Every subsequence of the hypothesis is tried.</summary>
    [Law]
    public void A_common_subsequence_is_common_and_none_is_longer(AlikeTexts hypothesis, AlikeTexts reference)
    {
        var (said, meant) = (Rouge.Words(hypothesis.Values[0]), Rouge.Words(reference.Values[0]));
        var longest = Enumerable.Range(0, 1 << said.Count)
            .Select(chosen => said.Where((_, place) => (chosen >> place & 1) == 1).ToList())
            .Where(words => Within(words, meant)).Max(words => words.Count);
        Assert.Equal(longest == 0 ? 0 : 100.0 * longest / said.Count, Rouge.L(hypothesis.Values[0], reference.Values[0]).Precision, 1e-9);
    }

    [Law]
    public void Scores_stay_within_their_bounds_and_the_reference_itself_has_100(AlikeTexts hypothesis, AlikeTexts reference)
    {
        var (said, meant) = (string.Join('\n', hypothesis.Values), string.Join('\n', reference.Values));
        Func<string, string, RougeScore>[] variants = [(a, b) => Rouge.N(a, b, 1), (a, b) => Rouge.N(a, b, 2), Rouge.L];
        Assert.All(variants, variant =>
        {
            var there = variant(said, meant);
            Assert.InRange(there.F, 0, 100);
            Assert.InRange(there.F, Math.Min(there.Precision, there.Recall) - 1e-9, Math.Max(there.Precision, there.Recall) + 1e-9);
            Assert.Equal(100, variant(meant + " some word", meant + " some word").F, 1e-9);
        });
        Assert.All(variants, variant => Assert.Equal(variant(said, meant).Precision, variant(meant, said).Recall));
    }

    [Theory]
    [InlineData("L'été n'est pas fini.", "l été n est pas fini")]
    [InlineData("打开文件 v1.2_b", "打 开 文 件 v1 2 b")]
    [InlineData(" - ", "")]
    public void Words_are_what_a_reader_would_count(string text, string words) => Assert.Equal(words, string.Join(' ', Rouge.Words(text)));

    [Fact]
    public void The_mean_is_of_each_score_and_of_none_there_is_none()
    {
        Assert.Equal(new(50, 40, 30), RougeScore.Mean([new(100, 80, 60), new(0, 0, 0)]));
        Assert.Equal(double.NaN, RougeScore.Mean([]).F);
        Assert.Throws<ArgumentOutOfRangeException>(() => Rouge.N("a", "a", 0));
        Assert.Contains("ROUGE-L|", Rouge.Signature("L"), StringComparison.Ordinal);
    }

    private static void Expect((double Precision, double Recall, double F) golden, RougeScore score, double tolerance)
    {
        Assert.Equal(100 * golden.Precision, score.Precision, 100 * tolerance);
        Assert.Equal(100 * golden.Recall, score.Recall, 100 * tolerance);
        Assert.Equal(100 * golden.F, score.F, 100 * tolerance);
    }

    private static bool Within(List<string> words, IReadOnlyList<string> text)
    {
        var met = 0;
        foreach (var word in text)
            if (met < words.Count && words[met] == word)
                met++;
        return met == words.Count;
    }
}
