namespace Heed.Tests;

/// <summary>What one head of one row holds, as H2O's algorithm 1 says it: a list of positions with the attention that each received.</summary>
internal sealed class HeldByHand(int budget, int recent)
{
    // Summed in float32, as the cache does: where all attention falls on one position, others receive what 1 does not feel.
    private readonly List<(int Place, float Received)> held = [];

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
            held[at] = (held[at].Place, held[at].Received + (float)weight(held[at].Place));
    }
}
