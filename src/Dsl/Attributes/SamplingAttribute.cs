namespace Heed;

/// <summary>Every token drawn by its probability. Equal questions get equal answers, whatever is asked beside them.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SamplingAttribute : DecodingAttribute
{
    /// <summary>What logits are divided by: near 0 the likeliest token always, above 1 nearer to chance.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Draws from so many of the likeliest tokens alone (Fan et al. 2018); 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>Draws from the fewest tokens whose probabilities reach this sum (Holtzman et al. 2020); 1 for all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Another number draws other answers; it counts beside the experiment's seed.</summary>
    public int Seed { get; init; }
}
