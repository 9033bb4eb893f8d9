using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>How far what was left out moves the output where it is put back, on average.</summary>
internal static class MovesCard
{
    /// <summary>The card; nothing where nothing was put back.</summary>
    public static Html Of(IReadOnlyList<MovesMean> tasks) => tasks.Count == 0 ? default : Html.Of($"""
        <div class="card"><h3>What was left out, put back</h3>
        {HtmlTable.Of(
            [Heading("Task"), Heading("Measured"), FigureHeading("Now"), FigureHeading("One moves it"), FigureHeading("The farthest"), FigureHeading("All move it"), FigureHeading("Examples")],
            tasks.Select(one => Row(
                Name(one.Task), Name(one.Of), Figure(Figures.Real(one.Now)), Figure(Figures.Real(one.One)), Figure(Figures.Real(one.Farthest)),
                Figure(one.Whole is { } whole ? Figures.Real(whole) : "–"), Figure($"{one.Examples}"))))}
        <p class="note">How far it moves, up or down, where one position that was skipped or joined is worked on alone in every layer, of up to {Reinsertion.Some}
        of an example; and where all are, by the same weights. Both are what a model does that was trained without them.</p>
        </div>
        """);
}
