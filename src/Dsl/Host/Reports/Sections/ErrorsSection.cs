using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>Where the model fails: where looking for what is wrong should begin.</summary>
internal static class ErrorsSection
{
    /// <summary>The section, if there are errors.</summary>
    public static Section? Of(ReportContent content) => content.Errors.Count + content.LongErrors.Count == 0 ? null : new("errors", "Errors", Html.Of($"""
        {ByLength(content.Lengths)}
        {Cards("Worst answers", "Texts that are least like their references, by chrF of the sentence, and classes or tags that are wrong. A reference that is wrong looks the same as an answer that is.", content.Errors)}
        {Cards("Longest errors", "The longest sources whose answers are less like their references than the mean, or whose class or tags are wrong.", content.LongErrors)}
        """));

    private static Html Cards(string title, string note, IReadOnlyList<SampleOutput> errors) => errors.Count == 0 ? default : Html.Of($"""
        <details class="card"><summary>{title}</summary>
        <p class="note">{note}</p>
        {SamplesSection.Cards(errors)}</details>

        """);

    private static Html ByLength(IReadOnlyList<LengthScore> lengths) => lengths.Count == 0 ? default : Html.Of($"""
        <div class="card"><h3>By length of the source</h3>
        {HtmlTable.Of(
            [Heading("Task"), FigureHeading("Tokens"), FigureHeading("Examples"), Heading("Metric"), FigureHeading("Score")],
            lengths.Select(part => Row(
                Name(part.Task), Figure(part.Shortest == part.Longest ? $"{part.Shortest}" : $"{part.Shortest}–{part.Longest}"),
                Figure(Figures.Whole(part.Examples)), Words(part.Metric), Figure(FormattableString.Invariant($"{part.Score:0.0}")))))}
        </div>

        """);
}
