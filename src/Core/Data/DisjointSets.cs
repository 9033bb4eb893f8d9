namespace Heed.Data;

/// <summary>Union and find with path halving (Tarjan 1975). The smallest member stands for its set.</summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] parents = [.. Enumerable.Range(0, count)];

    public bool Same(int one, int other) => First(one) == First(other);

    public void Join(int one, int other)
    {
        var (a, b) = (First(one), First(other));
        parents[Math.Max(a, b)] = Math.Min(a, b);
    }

    /// <summary>For every member the smallest of its set.</summary>
    public int[] Firsts() => [.. Enumerable.Range(0, parents.Length).Select(First)];

    private int First(int member)
    {
        while (parents[member] != member)
            member = parents[member] = parents[parents[member]];
        return member;
    }
}
