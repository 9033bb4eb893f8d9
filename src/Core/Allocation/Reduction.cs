using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>What an allocation makes of a sequence: a shorter one, and the way back.</summary>
/// <param name="Left">What is left, [b r d].</param>
/// <param name="Shares">
/// Of which positions each that is left is made, [b r s]: a row sums to 1, or is 0 for padding. Attention over what is left, times this, is
/// attention over what was there. For who looks into a model: it takes room for every pair.
/// </param>
/// <param name="Back">From states of what is left, [b r d], to a state for each position that was there, [b s d].</param>
public sealed record Reduction(Sequence Left, Func<Tensor> Shares, Func<Tensor, Tensor> Back);
