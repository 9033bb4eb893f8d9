namespace Heed.Planning;

/// <summary>Keys that a layer of the decoder reads from its cache while a text is written: of each token those before it and itself, but for what it evicts, folds or does not see.</summary>
public static class CacheReads
{
    /// <summary>Those of each head, over all tokens.</summary>
    /// <param name="spec">What is declared.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="written">Tokens of the text.</param>
    public static double Of(ExperimentSpec spec, int layer, int written)
    {
        if (spec.AllocatePast is { } past && past.Behind(layer, written) > 0)
            return Enumerable.Range(0, written).Sum(place => place + 1.0 - past.Begins(place) + (past.Begins(place) / past.Block * past.LeftOfBlock));
        var most = spec.CacheEviction is { } eviction && eviction.At(layer) ? eviction.Budget
            : spec.DecoderSpan is { } span && span.Acts(layer) ? span.Reach + 1
            : written;
        return Enumerable.Range(1, written).Sum(length => Math.Min(length, most));
    }
}
