namespace Heed.Host;

/// <summary>What the model made of some test examples.</summary>
internal static class SamplesSection
{
    private const int Open = 4;

    /// <summary>The section, if there are samples.</summary>
    public static Section? Of(IReadOnlyList<SampleOutput> samples) =>
        samples.Count == 0 ? null : new("samples", "Samples", Cards(samples));

    /// <summary>Samples, task by task; the first few open.</summary>
    public static Html Cards(IReadOnlyList<SampleOutput> samples) => Html.Of($"{samples.GroupBy(sample => sample.Task).Select(Task)}");

    private static Html Task(IGrouping<string, SampleOutput> samples)
    {
        var more = samples.Skip(Open).ToList();
        return Html.Of($"""
            <h3>{samples.Key}</h3>
            {samples.Take(Open).Select(Sample)}
            {(more.Count == 0 ? default : Html.Of($"<details><summary>{more.Count} more</summary>{more.Select(Sample)}</details>"))}
            """);
    }

    private static Html Sample(SampleOutput sample) => Html.Of($"""
        <dl class="card sample">
        <dt>Source</dt><dd dir="auto">{Seen(sample)}{sample.Source}</dd>
        <dt>Model</dt><dd dir="auto" class="output">{Said(sample.Output)}{Likeness(sample)}</dd>
        <dt>Reference</dt><dd dir="auto">{sample.Reference}</dd>
        {Nearest(sample)}
        </dl>

        """);

    private static Html Nearest(SampleOutput sample) => sample.Nearest is { } nearest
        ? Html.Of($"""<dt>Nearest neighbour</dt><dd dir="auto">{nearest}{(sample.HasTwin ? Twin : default)}</dd>""")
        : default;

    private static Html Seen(SampleOutput sample) => sample.Picture is { } picture
        ? Html.Of($"""<img class="picture" alt="" src="data:image/png;base64,{Convert.ToBase64String(PictureFile.Png(picture))}"/> """)
        : default;

    private static Html Likeness(SampleOutput sample) => sample.Chrf is { } likeness
        ? Html.Of($""" <span class="tag">chrF {likeness:0.0}</span>""")
        : default;

    private static Html Said(string output) => output.Length > 0 ? Html.Of($"{output}") : new("""<span class="note">(nothing)</span>""");

    private static Html Twin => new(""" <span class="tag" title="A training example says nearly the same">near-twin</span>""");
}
