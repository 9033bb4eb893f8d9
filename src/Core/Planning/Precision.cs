using System.Diagnostics.CodeAnalysis;

namespace Heed;

/// <summary>The numbers that passes compute in. Weights, their moments and losses are float32 in any.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The numbers' own names.")]
public enum Precision
{
    /// <summary>
    /// bfloat16 where the machine multiplies it faster and the model is wide enough to gain by it, else float32. A run goes on only where it
    /// would compute in what it began in.
    /// </summary>
    Fastest,

    /// <summary>float32, 24 bits of precision.</summary>
    Float32,

    /// <summary>
    /// bfloat16, 8 bits of precision and the range of float32: states, gradients and copies of the weights (mixed precision: Micikevicius
    /// et al. 2018, section 3.1; Kalamkar et al. 2019).
    /// </summary>
    BFloat16,
}
