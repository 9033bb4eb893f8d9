namespace Heed;

/// <summary>Ends a run once validations stop getting better (Prechelt 1998, the third criterion).</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EarlyStopAttribute : Attribute
{
    /// <summary>Validations in a row without a new best after which training ends.</summary>
    public int Patience { get; init; } = 5;
}
