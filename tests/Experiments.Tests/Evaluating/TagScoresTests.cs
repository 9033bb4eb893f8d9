using Heed.Data;
using Heed.Host;
using Heed.Planning;
using Xunit;

namespace Heed.Tests.Evaluating;

public class TagScoresTests
{
    private static readonly TextPair[] Training =
        [new("open the File menu", "O O B-ui I-ui"), new("the File", "O B-ui"), new("a menu a menu", "O O O O"), new("File a report", "O O O")];

    private static readonly TagAnswers Told = Of(
        (new("close the File menu", "O O B-ui I-ui"), "O O B-ui I-ui"), (new("the menu File", "O O B-ui"), "O B-ui [cut]"));

    [Fact]
    public void The_model_stands_beside_the_most_frequent_tag_of_each_word_and_of_all()
    {
        var tables = TagScores.Of([Told]);
        Assert.Equal(["Accuracy of words", "Macro F1 of words", "Entity F1"], tables.Select(table => table.Metric));
        Assert.Equal(["model", "most frequent of the word", "most frequent"], tables[0].Systems);
        Assert.Equal(["O O B-ui O", "O O B-ui"], Told.ByWord);
        Assert.Equal([5 / 7.0, 6 / 7.0, 4 / 7.0], tables[0].Rows[0].Scores.Select(score => score.Value / 100), Close);
        Assert.Equal("5 of 7 words right; 1 cut", tables[0].Rows[0].Scores[0].Details);

        // B-ui: one found, one said wrongly, one cut; I-ui found; O: three found, one missed.
        Assert.Equal(((6 / 7.0) + (2 / 4.0) + 1) / 3, tables[1].Rows[0].Scores[0].Value / 100, 1e-9);

        // Of two spans the model finds one and says one too many; words alone find that of one word.
        Assert.Equal([1 / 2.0, 1 / 2.0, 0], tables[2].Rows[0].Scores.Select(score => score.Value / 100), Close);
        Assert.Equal("1 of 2 found, 1 wrong", tables[2].Rows[0].Scores[0].Details);
    }

    [Fact]
    public void The_confusion_counts_the_words_that_were_told()
    {
        Assert.Equal(new("B-ui", "I-ui", "O"), Told.Classes);
        Assert.Equal([1, 0, 0, 0, 1, 0, 1, 0, 3], Confusion.Of(Told).Matrix.Counts);
        Assert.Equal([1, 0, 0], Confusion.Of(Told).Cut);
    }

    [Fact]
    public void Tags_of_no_spans_are_not_scored_as_such()
    {
        var tables = TagScores.Of([TagAnswers.Of(new("Tag", [Example(new("a b", "X Y"))], ["X Y"]), new("X", "Y"), [new("a b", "X Y")])]);
        Assert.Equal(["Accuracy of words", "Macro F1 of words"], tables.Select(table => table.Metric));
    }

    [Fact]
    public void Samples_show_words_beside_their_tags_and_the_worst_are_those_with_most_words_wrong()
    {
        var samples = Samples.Of(Told.Answers, TaskKind.Tagging);
        Assert.Equal("the/O menu/O File/B-ui", samples[1].Reference);
        Assert.Equal("the/O menu/B-ui File/[cut]", samples[1].Output);
        Assert.Equal([100, 100 / 3.0], samples.Select(sample => sample.RightWords!.Value), Close);
        Assert.Equal("the menu File", Samples.Worst(samples).First().Source);
        Assert.All(Samples.ByLength(Told.Answers, samples), part => Assert.Equal("mean accuracy of words", part.Metric));
    }

    private static bool Close(double one, double other) => Math.Abs(one - other) < 1e-9;

    private static TagAnswers Of(params (TextPair Text, string Told)[] answers) => TagAnswers.Of(
        new("Ui", [.. answers.Select(one => Example(one.Text))], [.. answers.Select(one => one.Told)]), new("B-ui", "I-ui", "O"), Training);

    private static TestExample Example(TextPair text) => new(text, new([], []), "", HasTwin: false);
}
