namespace Heed.Host;

/// <summary>Where the model fails worst: where looking for what is wrong should begin.</summary>
internal static class ErrorsSection
{
    /// <summary>The section, if there are errors.</summary>
    public static Section? Of(IReadOnlyList<SampleOutput> errors) => errors.Count == 0 ? null : new("errors", "Worst answers", Html.Of($"""
        <p class="note">Texts that are least like their references, by chrF of the sentence, and classes that are wrong. A reference that
        is wrong looks the same as an answer that is.</p>
        {SamplesSection.Cards(errors)}
        """));
}
