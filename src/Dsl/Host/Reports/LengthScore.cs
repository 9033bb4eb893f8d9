namespace Heed.Host;

/// <summary>How good a model's answers to the test examples of some lengths are.</summary>
/// <param name="Task">The task.</param>
/// <param name="Shortest">Source tokens of the shortest of them.</param>
/// <param name="Longest">Source tokens of the longest.</param>
/// <param name="Examples">How many there are.</param>
/// <param name="Metric">What is measured: mean chrF of a sentence, or accuracy.</param>
/// <param name="Score">The figure, 0 to 100.</param>
public sealed record LengthScore(string Task, int Shortest, int Longest, int Examples, string Metric, double Score);
