using System.Diagnostics.CodeAnalysis;
using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// Of the positions that receive most attention as many go on as a learned budget; the others skip what follows, and come back as they were
/// (PoWER-BERT: Goyal et al. 2020, sections 3.2 and 3.3).
/// </summary>
public static class RetainedTokens
{
    /// <summary>
    /// What goes on: while budgets are learned all positions, each state times its retention, the soft-extract of section 3.3; then those of the
    /// budget.
    /// </summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="received">The attention that each position received, [b s]; no gradients flow through it.</param>
    /// <param name="retention">The layer's, as <see cref="Retentions"/> keeps them, [n], n ≥ s; none where all go on.</param>
    /// <param name="rate">What they are multiplied by.</param>
    /// <param name="soft">Whether budgets are learned.</param>
    public static Reduction Of(Sequence sequence, Func<Tensor> received, Tensor? retention, double rate, bool soft)
    {
        if (!Asks(sequence, retention, rate, soft))
            return Reduction.Whole(sequence);
        if (soft)
            return Reduction.Whole(sequence with { States = sequence.States * Soft(sequence, received(), Retentions.Of(retention, rate)).unsqueeze(-1).to(sequence.States.dtype) });
        var budget = Retentions.Budget(retention, rate);
        return Reduction.Keep(sequence, received(), length => Math.Min(length, budget));
    }

    /// <summary>Whether it matters how much attention each position received: not where all go on as they are.</summary>
    /// <inheritdoc cref="Of"/>
    public static bool Asks(Sequence sequence, [NotNullWhen(true)] Tensor? retention, double rate, bool soft) =>
        retention is not null && (soft || sequence.Length > Retentions.Budget(retention, rate));

    /// <summary>The retention of each position: the k-th of that which received the k-th most attention, of equals the first.</summary>
    /// <param name="sequence">What is there; padding comes after all else.</param>
    /// <param name="received">The attention that each position received, [b s].</param>
    /// <param name="retentions">From 0 to 1, [n].</param>
    /// <returns>[b s]; gradients flow to retentions.</returns>
    public static Tensor Soft(Sequence sequence, Tensor received, Tensor retentions)
    {
        var ranked = Places.Ranked(sequence, received);
        var order = ranked.sort(-1, descending: true, stable: true).Indices; // [b s], of each rank the position
        return zeros_like(ranked, retentions.dtype).scatter(1, order, retentions.narrow(0, 0, sequence.Length).unsqueeze(0).expand_as(ranked));
    }
}
