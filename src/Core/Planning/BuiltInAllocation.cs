namespace Heed.Planning;

/// <summary>What is known of an allocation that is built in before anything runs.</summary>
/// <param name="Left">Positions that it leaves of so many, at a ratio.</param>
public sealed record BuiltInAllocation(Func<long, double, long> Left)
{
    /// <summary>Operations that it takes, of so many positions of a width.</summary>
    public Func<long, long, double> Flops { get; init; } = (_, _) => 0;

    /// <summary>The weights that it holds, of states of a width, at a ratio, of so many positions at the most.</summary>
    public Func<int, double, int, IReadOnlyList<LearnedWeight>> Weights { get; init; } = (_, _, _) => [];

    /// <summary>Numbers that its backward pass reads again, of so many positions of which so many are left, of a width.</summary>
    public Func<long, long, long, double> Held { get; init; } = (_, _, _) => 0;

    /// <summary>Those built in, by the names of their types; null of any other.</summary>
    public static BuiltInAllocation? Of(string strategy) => strategy switch
    {
        "TopTokens" or "FusedTokens" => new(Remaining.Share),
        "MergedTokens" => new(Remaining.Merged) { Flops = Remaining.Pairs },
        "MeanWindows" or "MaxWindows" => new(Remaining.Windows),
        "ConvolvedWindows" => new(Remaining.Windows) { Flops = WindowConvolution.Flops, Weights = WindowConvolution.Weights, Held = WindowConvolution.Held },
        _ => null,
    };
}
