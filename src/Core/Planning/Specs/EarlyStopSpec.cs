namespace Heed.Planning;

/// <summary>Ends a run once validations stop getting better (patience: Goodfellow, Bengio and Courville 2016, algorithm 7.1).</summary>
public sealed record EarlyStopSpec
{
    /// <summary>Validations in a row without a new best after which training ends.</summary>
    public int Patience { get; init; } = 5;
}
