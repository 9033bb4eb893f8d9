namespace Heed.Host;

/// <summary>
/// The page that a run ends with: one file that opens from disk, with its style, drawings and script inside and nothing fetched.
/// </summary>
public static class Report
{
    /// <summary>The page, as text. The same content gives the same page.</summary>
    public static string Render(ReportContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        Section?[] all =
        [
            ResultsSection.Of(content.Results),
            SamplesSection.Of(content.Samples),
            ConfusionSection.Of(content.Confusions),
            ErrorsSection.Of(content.Errors),
            CurvesSection.Of(content.History),
            AttentionSection.Of(content.Attention),
            DataSection.Of(content.Data),
            PlanSection.Of(content.Plan),
            SettingsSection.Of(content.Config),
            RepeatSection.Of(content.Config),
        ];
        var sections = all.OfType<Section>().ToList();
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"/>
            <title>{content.Config.Experiment} · Heed</title>
            <style>
            {new Html(PageStyle.Css)}
            </style>
            </head>
            <body>
            {SummaryHeader.Of(content)}
            <nav aria-label="Contents">{sections.Select(section => Html.Of($"""<a href="#{section.Id}">{section.Title}</a>"""))}</nav>
            <main>
            {sections.Select(section => Html.Of($"""
                <section id="{section.Id}">
                <h2>{section.Title}</h2>
                {section.Body}
                </section>

                """))}
            </main>
            <script>
            {new Html(PageScript.JavaScript)}
            </script>
            </body>
            </html>

            """).Text;
    }
}
