namespace Heed;

/// <summary>
/// This column should come out, each token told from those before it: a causal language model (Radford et al. 2018, equation 1). It is
/// the task's only column; the decoder writes it, without a source to attend to.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CausalAttribute : Attribute;
