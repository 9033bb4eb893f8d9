using Heed.Attention;

namespace Heed.Host;

/// <summary>What the attention of an encoder's layer worked on, of one example.</summary>
/// <param name="Layer">The layer, from 1; 0 for what went on from the last layer's attention.</param>
/// <param name="States">Of each position the state that stood for it, from 0; or <see cref="None"/>, or <see cref="Several"/>.</param>
public sealed record LayerWork(int Layer, IReadOnlyList<int> States)
{
    /// <summary>In the place of a state: none stood for the position.</summary>
    public const int None = -1;

    /// <summary>In the place of a state: the layer's states are mixtures, of which several are made of one position, as latents are.</summary>
    public const int Several = -2;

    /// <summary>What was recorded of a batch of one.</summary>
    public static LayerWork Of(LayerAllocation recorded)
    {
        var (states, positions) = ((int)recorded.Shares.size(1), (int)recorded.Shares.size(2));
        var shares = recorded.Shares.data<float>().ToArray();
        int[][] own =
        [
            .. Enumerable.Range(0, positions).Select(position =>
                Enumerable.Range(0, states).Where(state => shares[(state * positions) + position] > 0).ToArray()),
        ];
        var mixed = own.Any(one => one.Length > 1);
        return new(recorded.Layer + 1, [.. own.Select(one => one.Length == 0 ? None : mixed ? Several : one[0])])
        {
            Worked = own.SelectMany(one => one).Distinct().Count(),
        };
    }

    /// <summary>What a layer is called.</summary>
    public static string Name(int layer) => layer == 0 ? "after the last" : $"{layer}";

    /// <summary>States that it worked on.</summary>
    public int Worked { get; init; } = States.Where(state => state >= 0).Distinct().Count();

    /// <summary>Positions that were there.</summary>
    public int Positions => States.Count;

    /// <summary>Whether every position is a state of its own.</summary>
    public bool Whole => Worked == Positions && !States.Contains(Several);

    /// <summary>Whether it skips positions.</summary>
    public bool Skips => States.Contains(None);

    /// <summary>What became of a position.</summary>
    public PositionWork this[int position] => States[position] switch
    {
        None => PositionWork.Skipped,
        Several => PositionWork.Mixed,
        var own => States.Count(state => state == own) == 1 ? PositionWork.Alone : PositionWork.Joined,
    };

    /// <summary>Positions that became one, in the order of their first.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups =>
    [
        .. States.Index().Where(one => one.Item >= 0).GroupBy(one => one.Item, one => one.Index).Where(group => group.Count() > 1).Select(group => group.ToArray()),
    ];

    /// <summary>Of each position the number of its group, from 1; 0 where it is in none.</summary>
    public IReadOnlyList<int> GroupOf()
    {
        var numbers = new int[Positions];
        foreach (var (place, group) in Groups.Index())
            foreach (var position in group)
                numbers[position] = place + 1;
        return numbers;
    }
}

/// <summary>What becomes of a position in a layer.</summary>
public enum PositionWork
{
    /// <summary>It is worked on as a state of its own.</summary>
    Alone,

    /// <summary>It is worked on as one with others.</summary>
    Joined,

    /// <summary>It is worked on in several states, each of which is made of others as well.</summary>
    Mixed,

    /// <summary>It is not worked on.</summary>
    Skipped,
}
