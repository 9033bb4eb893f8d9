namespace Heed;

/// <summary>How the learning rate rises and falls.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ScheduleAttribute : Attribute
{
    /// <summary>
    /// Steps in which the rate rises from 0 to its highest, in a line; with <c>Decay.OneCycle</c> from a 25th of it, along half a cosine.
    /// </summary>
    public int Warmup { get; init; } = 400;

    /// <summary>How the rate falls afterwards.</summary>
    public Decay Decay { get; init; } = Decay.InverseSquareRoot;
}
