namespace Heed.Host;

/// <summary>One file that opens from disk, with its style, drawings and script inside and nothing fetched.</summary>
internal static class Page
{
    /// <summary>The page, as text.</summary>
    /// <param name="title">What the window is called.</param>
    /// <param name="header">The top of the page.</param>
    /// <param name="sections">What follows; those that are null have nothing to show.</param>
    public static string Render(string title, Html header, IEnumerable<Section?> sections)
    {
        var shown = sections.OfType<Section>().ToList();
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"/>
            <title>{title} · Heed</title>
            <style>
            {new Html(PageStyle.Css)}
            </style>
            </head>
            <body>
            {header}
            <nav aria-label="Contents">{shown.Select(section => Html.Of($"""<a href="#{section.Id}">{section.Title}</a>"""))}</nav>
            <main>
            {shown.Select(section => Html.Of($"""
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
