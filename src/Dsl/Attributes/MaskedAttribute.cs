namespace Heed;

/// <summary>
/// This column goes in with some of its tokens hidden, which the model is to tell: a masked language model (Devlin et al. 2019, section
/// 3.1). Of the tokens to be told eight in ten are replaced by the task's mask, one by a random token, and one is left as it is; others
/// are hidden at every step. It is the task's only column.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MaskedAttribute : Attribute
{
    /// <summary>Share of a text's tokens to be told; at least one of each text is.</summary>
    public double Rate { get; init; } = 0.15;
}
