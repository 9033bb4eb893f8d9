namespace Heed;

/// <summary>
/// How tokens of an answer are chosen, by every task that writes. An experiment has one such attribute at the most; without any it is
/// greedy. It decides nothing about weights: a run can be asked and evaluated in another way than the one it was trained under.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class DecodingAttribute : Attribute
{
    /// <summary>
    /// Makes tokens that an answer holds already less likely: their positive logits are divided by θ, negative ones multiplied (Keskar et
    /// al. 2019, CTRL, section 4.1, which divides either); 1 for none.
    /// </summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>What becomes of the weights while answers are written: nothing, or rounded to 8 bits, which is fast where the CPU writes few at once.</summary>
    public WeightRounding Rounding { get; init; }
}
