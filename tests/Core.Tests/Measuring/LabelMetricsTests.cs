using System.Text.Json;
using Heed.Measuring;
using Xunit;

namespace Heed.Tests.Measuring;

/// <summary>Golden figures are scikit-learn's (metrics.golden.py).</summary>
public class LabelMetricsTests
{
    private static readonly JsonElement Golden = MeasuringGolden.Read("metrics");

    public static TheoryData<int> Labels => Golden.GetProperty("labels").Places();

    public static TheoryData<int> Sets => Golden.GetProperty("sets").Places();

    [Theory, MemberData(nameof(Labels))]
    public void Labels_score_as_scikit_learn_says(int place)
    {
        var golden = Golden.GetProperty("labels")[place];
        var matrix = ConfusionMatrix.Of(
            golden.List<int>("references"), golden.List<int>("predictions"), golden.GetProperty("classes").GetInt32());
        Assert.Equal(golden.List<int>("confusion"), matrix.Counts);
        Assert.Equal(golden.Figure("accuracy"), Accuracy.Of(matrix), 1e-12);
        Assert.Equal(golden.Figure("macro"), F1.Macro(matrix.PerClass), 1e-12);
        Assert.Equal(golden.Figure("micro"), F1.Micro(matrix.PerClass), 1e-12);
        Assert.Equal(golden.Figure("matthews"), Matthews.Of(matrix), 1e-12);
    }

    [Theory, MemberData(nameof(Sets))]
    public void Sets_of_labels_score_as_scikit_learn_says(int place)
    {
        var golden = Golden.GetProperty("sets")[place];
        HashSet<int>[] Listed(string name) => [.. golden.List<int[]>(name).Select(set => set.ToHashSet())];
        var counts = ClassCounts.OfLabelSets(Listed("references"), Listed("predictions"), golden.GetProperty("classes").GetInt32());
        Assert.Equal(golden.Figure("macro"), F1.Macro(counts), 1e-12);
        Assert.Equal(golden.Figure("micro"), F1.Micro(counts), 1e-12);
    }

    [Law]
    public void Scores_stay_within_their_bounds(LabelCase labels)
    {
        var matrix = Of(labels);
        Assert.InRange(Accuracy.Of(matrix), 0, 1);
        Assert.InRange(F1.Macro(matrix.PerClass), 0, 1);
        Assert.InRange(Matthews.Of(matrix), -1, 1);
    }

    [Law]
    public void Without_a_mistake_a_score_is_1(LabelCase labels)
    {
        var matrix = Of(labels with { Predictions = labels.References });
        Assert.Equal(1, Accuracy.Of(matrix));
        Assert.Equal(1, F1.Macro(matrix.PerClass));
        Assert.Equal(labels.References.Distinct().Count() > 1 ? 1 : 0, Matthews.Of(matrix), 1e-12);
    }

    [Law]
    public void A_mistake_costs_something(LabelCase labels)
    {
        var matrix = Of(labels with
        {
            Classes = labels.Classes + 1,
            Predictions = [labels.Classes, .. labels.References.Skip(1)],
        });
        Assert.All([Accuracy.Of(matrix), F1.Macro(matrix.PerClass), Matthews.Of(matrix)], score => Assert.True(score < 1));
    }

    [Law]
    public void Micro_F1_of_single_labels_is_accuracy(LabelCase labels) =>
        Assert.Equal(Accuracy.Of(Of(labels)), F1.Micro(Of(labels).PerClass), 1e-12);

    [Law]
    public void Single_labels_are_sets_of_one(LabelCase labels)
    {
        static HashSet<int>[] Sets(int[] labels) => [.. labels.Select(label => new HashSet<int> { label })];
        Assert.Equal(Of(labels).PerClass, ClassCounts.OfLabelSets(Sets(labels.References), Sets(labels.Predictions), labels.Classes));
    }

    [Law]
    public void Other_names_for_the_classes_change_no_score(LabelCase labels, Seed seed)
    {
        var names = Enumerable.Range(0, labels.Classes).OrderBy(label => SplitMix.Key(seed.Value, label)).ToArray();
        var (before, after) = (Of(labels), Of(labels with
        {
            References = [.. labels.References.Select(label => names[label])],
            Predictions = [.. labels.Predictions.Select(label => names[label])],
        }));
        Assert.Equal(Accuracy.Of(before), Accuracy.Of(after));
        Assert.Equal(F1.Macro(before.PerClass), F1.Macro(after.PerClass), 1e-12);
        Assert.Equal(Matthews.Of(before), Matthews.Of(after), 1e-12);
    }

    [Law]
    public void References_and_predictions_may_change_places(LabelCase labels)
    {
        var (before, after) = (Of(labels), Of(new(labels.Classes, labels.Predictions, labels.References)));
        Assert.Equal(Accuracy.Of(before), Accuracy.Of(after));
        Assert.Equal(F1.Macro(before.PerClass), F1.Macro(after.PerClass), 1e-12);
        Assert.Equal(Matthews.Of(before), Matthews.Of(after), 1e-12);
    }

    /// <summary>Gorodkin 2004: with two classes R_K is Matthews's own coefficient.</summary>
    [Law]
    public void Two_classes_have_the_correlation_of_zeros_and_ones(LabelCase labels)
    {
        int[] Halves(int[] of) => [.. of.Select(label => label % 2)];
        var (references, predictions) = (Halves(labels.References), Halves(labels.Predictions));
        var correlation = Pearson.Of([.. references.Select(label => (double)label)], [.. predictions.Select(label => (double)label)]);
        Assert.Equal(double.IsNaN(correlation) ? 0 : correlation, Matthews.Of(ConfusionMatrix.Of(references, predictions, 2)), 1e-12);
    }

    [Fact]
    public void No_example_has_no_score()
    {
        var matrix = ConfusionMatrix.Of([], [], 3);
        Assert.All([Accuracy.Of(matrix), F1.Macro(matrix.PerClass), F1.Micro(matrix.PerClass), Matthews.Of(matrix)],
            score => Assert.Equal(double.NaN, score));
    }

    [Fact]
    public void A_missing_prediction_and_a_label_of_no_class_are_refused()
    {
        Assert.Contains("each of 2 references; received 1",
            Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of([0, 1], [0], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionMatrix.Of([0], [2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionMatrix.Of([-1], [0], 2));
    }

    private static ConfusionMatrix Of(LabelCase labels) => ConfusionMatrix.Of(labels.References, labels.Predictions, labels.Classes);
}
