namespace Heed.Planning;

/// <summary>A broken rule: where, what was expected, what was received, what would be valid.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="At">The path of the broken part, such as <c>Encoder.Heads</c>; the compiler shows it on the token, the host by its path.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Received">What was received.</param>
/// <param name="Choices">Valid choices; empty where the expectation says them already.</param>
public sealed record Finding(Rule Rule, string At, string Expected, string Received, string Choices = "")
{
    /// <summary>What most likely was meant, as it is written in a source file; null where nothing tells.</summary>
    public string? Mend { get; init; }

    /// <summary>The finding in a sentence.</summary>
    public string Message =>
        $"{Rule.Title}: expected {Expected}, received {Received}{(Choices.Length == 0 ? "" : $"; valid: {Choices}")}";
}
