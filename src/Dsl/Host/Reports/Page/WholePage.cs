namespace Heed.Host;

/// <summary>A page: one file that opens from disk, with its style, drawings and script inside and nothing fetched.</summary>
internal static class WholePage
{
    /// <summary>The page, as text. The same content gives the same page.</summary>
    /// <param name="title">What a browser's tab says.</param>
    /// <param name="header">The top.</param>
    /// <param name="sections">What follows, with contents before it; those that are null have nothing to show.</param>
    public static string Of(string title, Html header, params IReadOnlyList<Section?> sections) => Of(title, header, sections.OfType<Section>().ToArray());

    private static string Of(string title, Html header, Section[] sections) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"/>
        <title>{title} · Heed</title>
        <style>
        {new Html(PageStyle.Css)}
        </style>
        </head>
        <body>
        {header}
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
