using Heed.Data;
using Heed.Measuring;

namespace Heed.Host;

/// <summary>What the model and the baselines said for the test examples of a task that tags words.</summary>
/// <param name="Answers">What the model said: of each example the tags of its words.</param>
/// <param name="Classes">The tags that there are.</param>
/// <param name="ByWord">Of each example the most frequent tag of each word.</param>
/// <param name="MostFrequent">The most frequent tag of all, as often as there are words.</param>
public sealed record TagAnswers(TaskAnswers Answers, EquatableArray<string> Classes, IReadOnlyList<string> ByWord, IReadOnlyList<string> MostFrequent)
{
    /// <summary>The model's answers and each baseline's.</summary>
    public IEnumerable<IReadOnlyList<string>> Systems => [Answers.Outputs, ByWord, MostFrequent];

    /// <summary>The baselines, counted on the training examples.</summary>
    public static TagAnswers Of(TaskAnswers answers, EquatableArray<string> classes, IReadOnlyList<TextPair> training)
    {
        var words = new WordTags(
        [
            .. training.SelectMany(pair => Planning.Text.Words(pair.Source).Zip(LabelColumn.Numbers(Planning.Text.Words(pair.Target), classes))),
        ]);
        return new(answers, classes, Each(words.Of), Each(_ => words.MostFrequent));

        string[] Each(Func<string, int> tag) =>
            [.. answers.Examples.Select(example => string.Join(' ', Planning.Text.Words(example.Text.Source).Select(word => classes[tag(word)])))];
    }

    /// <summary>Answers counted over some of the test examples.</summary>
    public TagCounts Count(IReadOnlyList<string> said, IReadOnlyList<int> places)
    {
        string[][] wanted = [.. places.Select(place => Planning.Text.Words(Answers.Examples[place].Text.Target))];
        string[][] told = [.. places.Select(place => Planning.Text.Words(said[place]))];
        var words = wanted.SelectMany(row => row).Zip(told.SelectMany(row => row)).ToLookup(pair => pair.Second == TaggedWords.Cut);
        var cut = new int[Classes.Count];
        foreach (var tag in Numbers(words[true].Select(pair => pair.First)))
            cut[tag]++;
        return new(
            ConfusionMatrix.Of(Numbers(words[false].Select(pair => pair.First)), Numbers(words[false].Select(pair => pair.Second)), Classes.Count),
            new(cut), Chunk.Count(wanted, told));
    }

    private int[] Numbers(IEnumerable<string> tags) => LabelColumn.Numbers(tags, Classes);
}

/// <summary>What was said of words, counted.</summary>
/// <param name="Matrix">How often words of each tag got each tag.</param>
/// <param name="Cut">Words of each tag that got none, because they were cut.</param>
/// <param name="Spans">The spans that tags mark, found and missed.</param>
public sealed record TagCounts(ConfusionMatrix Matrix, EquatableArray<int> Cut, ClassCounts Spans)
{
    /// <summary>Words in all.</summary>
    public int Words => Matrix.Examples + Cut.Sum();

    /// <summary>The share of all words that got their own tag.</summary>
    public double Accuracy => (double)Matrix.Correct / Words;

    /// <summary>Each tag against all others; a word that was cut was missed.</summary>
    public IReadOnlyList<ClassCounts> PerClass => [.. Matrix.PerClass.Zip(Cut, (counts, cut) => counts.And(new(0, 0, cut)))];
}
