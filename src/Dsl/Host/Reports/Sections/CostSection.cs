using System.Globalization;
using Heed.Planning;
using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>What the run cost.</summary>
internal static class CostSection
{
    /// <summary>The section, if the run made a step.</summary>
    public static Section? Of(CostCard? cost) => cost is null ? null : new("cost", "Cost", Html.Of($"""
        <div class="card facts">
        {HtmlTable.Of([], Facts(cost).Select(fact => Row(Name(fact.Name), Html.Of($"<td>{fact.Value}</td>"))))}
        <p class="note">FLOPs are those of matrix products, forward and backward, a multiplication and an addition counted as two,
        as planned for the sizes of the batches that were read{Planning.Text.Aside(cost.Assumed)}; the rate is they over the time in training steps.</p></div>
        {Layers(cost.Layers)}
        """));

    private static Html Layers(IReadOnlyList<AllocationCost> layers) => layers.Count == 0 ? default : Html.Of($"""
        <p class="note">What each layer of an allocated stack works on and takes, one example forward at the longest length, and its part of what a
        dense one takes, in percent. Activations are what the backward pass reads again.</p>
        <div class="card">
        {HtmlTable.Of(
            [Heading("Stack"), .. AllocationTable.Columns.Select(FigureHeading)],
            layers.Select(one => Row([Name($"{one.Stack} of {one.Task}"), .. AllocationTable.Cells(one, (own, part) => $"{own}, {part}").Select(Figure)])))}
        </div>
        """);

    private static IEnumerable<(string Name, string Value)> Facts(CostCard cost) =>
    [
        ("Parameters", Figures.Whole(cost.Parameters)),
        ("A training step", FormattableString.Invariant($"{Figures.Rounded(cost.FlopsOfStep)}FLOP in {cost.Step.TotalMilliseconds:#,0.#} ms, on average")),
        ("The whole run", $"{Figures.Rounded(cost.Flops)}FLOP in {Figures.Whole(cost.Steps)} steps"),
        ("Reached", $"{Figures.Rounded(cost.FlopsPerSecond)}FLOP/s; {Figures.Whole((long)cost.TokensPerSecond)} tokens/s"),
        ("Training time", $"{Figures.Span(cost.InAll)}, {Figures.Span(cost.InSteps)} of it in training steps"),
        ("Tokens seen", FormattableString.Invariant($"{Figures.Rounded(cost.Tokens)}; {100.0 * cost.Padding / (cost.Padding + cost.Tokens):0.0} % of what was computed was padding")),
        ("Passes over the data", string.Join(", ", cost.Passes.Select(task => $"{task.Task} {task.Passes?.ToString("0.0", CultureInfo.InvariantCulture) ?? "less than 1"}"))),
        .. cost.PeakMemory > 0 ? new[] { ("Peak resident memory", $"{Figures.Rounded(cost.PeakMemory)}B") } : [],
    ];
}
