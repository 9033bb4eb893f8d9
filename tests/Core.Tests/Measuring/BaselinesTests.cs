using Heed.Data;
using Heed.Measuring;
using Xunit;

namespace Heed.Tests.Measuring;

public class BaselinesTests
{
    [Law]
    public void The_nearest_text_is_the_first_that_no_other_surpasses(AlikeTexts texts, AlikeTexts questions)
    {
        var nearest = new NearestNeighbour(texts.Values);
        Assert.All(questions.Values, question =>
        {
            var similarities = texts.Values.Select(text => Words.Jaccard(question, text)).ToList();
            Assert.Equal((similarities.IndexOf(similarities.Max()), similarities.Max()), nearest.Find(question));
        });
    }

    [Fact]
    public void Retrieval_answers_with_the_target_and_says_whether_it_had_a_twin()
    {
        var retrieved = Baselines.Retrieve(
            ["Open the file", "Print"], ["Ouvrir le fichier", "Imprimer"], ["Close the file", "Print all the pages"]);
        Assert.Equal([new(0, "Ouvrir le fichier", 0.5), new(1, "Imprimer", 0.25)], retrieved);
        Assert.Equal([true, false], retrieved.Select(one => one.HasTwin));
    }
}
