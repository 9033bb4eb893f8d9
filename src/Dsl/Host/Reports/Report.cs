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
        return Page.Render(content.Config.Experiment, SummaryHeader.Of(content), all);
    }
}
