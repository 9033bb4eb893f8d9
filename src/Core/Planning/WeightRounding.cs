using System.Diagnostics.CodeAnalysis;

namespace Heed;

/// <summary>What becomes of a model's weights where it writes answers, token by token.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The numbers' own names.")]
public enum WeightRounding
{
    /// <summary>Nothing: they are read as passes read them.</summary>
    None,

    /// <summary>
    /// The matrices of every step, output layer included, are rounded to 8 bits, each row by a scale of its own (absmax, vector-wise: Dettmers
    /// et al. 2022, LLM.int8(), section 2.1), and what they are multiplied with, and what that gives, to bfloat16. A step of few rows takes
    /// the time of reading its weights, which on the CPU are a quarter of float32's then. A source is read as ever; a text that is begun is
    /// read as answers are written.
    /// </summary>
    Int8,
}
