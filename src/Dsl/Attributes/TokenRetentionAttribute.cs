namespace Heed;

/// <summary>
/// After the attention of a layer of the encoder, of the positions that receive most attention as many go on as the layer's budget; the others skip
/// what follows, and come back at the end as they were. Budgets are learned (PoWER-BERT: Goyal et al. 2020, section 3.3): in a soft stage of training
/// nothing is left out, and the state of the position that receives the k-th most attention is multiplied by the k-th retention of its layer, which
/// begins at 1, is held between 0 and 1, and has a price. Then a budget is the sum of its layer's retentions, rounded up, and the rest of training is
/// hard, like every evaluation, answer and explanation. Budgets are absolute, as in the paper: a text that is no longer than its layer's budget goes
/// on whole. Attention that a position pays to itself counts, and no position is always kept, where the authors' implementation leaves the one out and
/// keeps the first. An average of weights leaves retentions out, and the best checkpoint is one of the hard stage, once it has begun. For budgets that are declared instead, as a share of each text, see <see cref="Allocation.TopTokens"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TokenRetentionAttribute : LayerAllocationAttribute
{
    /// <summary>
    /// What each retained position of a layer adds to the objective, λ, times the layer's number from 1, in the loss's own unit: the more, the smaller
    /// budgets become. At 0 the loss alone moves them. The paper's authors advise 1e-4 to 1e-3.
    /// </summary>
    public double Penalty { get; init; } = 3e-4;

    /// <summary>
    /// How much farther a step moves retentions than other weights, under optimizers whose steps do not depend on a gradient's size, such as AdamW and Lion; the
    /// authors' learning rates do so 3 to 100 times. Under Sgd they move its square times as far, and under Adafactor, whose steps are parts of weights, no
    /// farther. This times the sum of all soft steps' learning rates is how far a retention can fall: below 1 none comes to 0.
    /// </summary>
    public double Rate { get; init; } = 10;

    /// <summary>Share of the training steps, from the first on, in which budgets are learned: one step at least, since they begin at all positions.</summary>
    public double Soft { get; init; } = 0.5;
}
