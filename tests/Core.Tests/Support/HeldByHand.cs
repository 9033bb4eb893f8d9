namespace Heed.Tests;

/// <summary>What one head of one row holds, as H2O's algorithm 1 says it: a list of positions with the attention that each received.</summary>
/// <param name="budget">Positions held.</param>
/// <param name="recent">How many of the newest stay.</param>
/// <param name="single">Whether attention is summed in float32, as a cache of that type does: beside a sum of 1 a small enough weight is none.</param>
internal sealed class HeldByHand(int budget, int recent, bool single = false)
{
    private readonly List<(int Place, double Received)> held = [];

    /// <summary>Where what is held stands in the sequence.</summary>
    public IReadOnlyList<int> Places => [.. held.Select(one => one.Place)];

    /// <summary>A position comes, and another leaves for it where there is no room.</summary>
    public void Come(int place)
    {
        if (held.Count == budget)
            held.Remove(held.Where(one => one.Place <= place - recent).OrderBy(one => one.Received).ThenBy(one => one.Place).First());
        held.Add((place, 0));
    }

    /// <summary>Each position that is held receives attention.</summary>
    public void Receive(Func<int, double> weight)
    {
        for (var at = 0; at < held.Count; at++)
        {
            var received = held[at].Received + weight(held[at].Place);
            held[at] = (held[at].Place, single ? (float)received : received);
        }
    }
}
