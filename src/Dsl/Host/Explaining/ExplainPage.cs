using System.Text;

namespace Heed.Host;

/// <summary>The page of an explanation.</summary>
internal static class ExplainPage
{
    /// <summary>The page, as text. The same content gives the same page.</summary>
    /// <param name="explained">The explanation.</param>
    /// <param name="run">The run's folder, for a person.</param>
    /// <param name="files">Titles and names of the drawings beside the page.</param>
    public static string Render(Explained explained, string run, IReadOnlyList<(string Title, string Name)> files)
    {
        Section?[] all =
        [
            explained.Rollouts.Count == 0 ? null : new("rollout", "Rollout", Html.Of($"""
                <p class="note">What states come from over all layers, if each layer passes on half of what its heads look at, on average, and keeps
                half of what it had (attention rollout, Abnar and Zuidema 2020). It follows attention alone: what the layers compute of what
                they read is not in it. The greatest weight of each map is the darkest.</p>
                {(explained.Overlay() is { } overlay ? Beside(overlay) : Sentence(explained))}
                <div class="card">{AttentionSection.Maps(explained.Rollouts, open: true)}</div>
                """)),
            AllocationSection.Of(explained),
            new("attention", "Attention", Html.Of($"""
                {AttentionSection.Note}
                <div class="card">{AttentionSection.Maps(explained.Example.Maps, open: true)}</div>
                """)),
            new("files", "Drawings", Html.Of($"""
                <p class="note">Beside this page, to be used elsewhere.</p>
                <div class="card">{HtmlTable.Of([], files.Select(file => HtmlTable.Row(HtmlTable.Name(file.Title), Link(file.Name, "svg"), Link(file.Name, "png"))))}</div>
                """)),
        ];
        return WholePage.Of($"{explained.Example.Task}: {explained.Example.Source}", Header(explained, run), [.. all.OfType<Section>()]);
    }

    private static Html Header(Explained explained, string run) => Html.Of($"""
        <header>
        <p class="brand">Heed · where {explained.Example.Task} looked · {run}</p>
        <dl class="card sample">
        <dt>Source</dt><dd dir="auto">{explained.Example.Source}</dd>
        <dt>Model</dt><dd dir="auto" class="output">{explained.Example.Output}</dd>
        </dl>
        </header>
        """);

    /// <summary>The text itself, each token the darker the more of the answer comes from it.</summary>
    private static Html Sentence(Explained explained) => Html.Of($"""
        <div class="card"><h3>What the answer comes from</h3>
        <p class="tokens" dir="auto">{explained.Tokens.Zip(explained.Shares(), (token, share) => Html.Of(
            $"""<span style="--share:{70 * share:0}%" title="{share:0.00}">{token}</span>"""))}</p>
        <p class="note">The strongest token is the darkest; the others are shaded in proportion.</p></div>
        """);

    /// <summary>The picture beside what its patches counted for.</summary>
    private static Html Beside(Drawing overlay) => Html.Of($"""
        <div class="card"><h3>What the answer comes from</h3>
        <img alt="{overlay.Title}" style="max-width:100%" src="data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(Svg.Of(overlay)))}"/>
        <p class="note">The strongest patch is the darkest. In the maps below a patch is named by its row and column, from 1.</p></div>
        """);

    private static Html Link(string name, string kind) => Html.Of($"""<td><a href="{name}.{kind}">{name}.{kind}</a></td>""");
}
