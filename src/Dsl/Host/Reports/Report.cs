namespace Heed.Host;

/// <summary>The page that a run ends with.</summary>
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
            ErrorsSection.Of(content),
            CurvesSection.Of(content.History),
            AttentionSection.Of(content.Attention),
            WorkSection.Of(content.Work, content.Agreements, content.Moves),
            SpanSection.Of(content.Spans),
            BudgetSection.Of(content.Budgets),
            CostSection.Of(content.Cost),
            DataSection.Of(content.Data, content.Files),
            PlanSection.Of(content.Plan),
            SettingsSection.Of(content.Config),
            RepeatSection.Of(content),
        ];
        return WholePage.Of(content.Config.Experiment, SummaryHeader.Of(content), all);
    }
}
