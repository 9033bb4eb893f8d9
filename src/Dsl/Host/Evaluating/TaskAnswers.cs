namespace Heed.Host;

/// <summary>What the model said for the test examples of a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Examples">The examples.</param>
/// <param name="Outputs">One answer an example.</param>
public sealed record TaskAnswers(string Task, IReadOnlyList<TestExample> Examples, IReadOnlyList<string> Outputs)
{
    /// <summary>Whether the model was trained on windows of its file after the first as well, of which baselines know nothing.</summary>
    public bool IsReadOn { get; init; }

    /// <summary>The parts of the test set that are measured each for itself, by the places of their examples; none is empty.</summary>
    public IEnumerable<(string Name, int[] Places)> Parts => new (string Name, int[] Places)[]
    {
        ("all", [.. Enumerable.Range(0, Examples.Count)]),
        ("without near-twins", [.. Enumerable.Range(0, Examples.Count).Where(place => !Examples[place].HasTwin)]),
        ("near-twins", [.. Enumerable.Range(0, Examples.Count).Where(place => Examples[place].HasTwin)]),
    }.Where(part => part.Places.Length > 0);
}
