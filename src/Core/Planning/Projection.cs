namespace Heed;

/// <summary>The parts of a transformer block (and of the model around it) that tasks can hold in common.</summary>
[Flags]
public enum Projection
{
    /// <summary>Nothing: every task has its own.</summary>
    None = 0,

    /// <summary>The query projections of every attention.</summary>
    Query = 1,

    /// <summary>The key projections of every attention, and what allocations learn: both say how positions are weighed.</summary>
    Key = 2,

    /// <summary>The value projections of every attention.</summary>
    Value = 4,

    /// <summary>The output projections of every attention.</summary>
    Output = 8,

    /// <summary>The matrices of the feed-forward network.</summary>
    FeedForward = 16,

    /// <summary>The token embedding, with learned positions and an output table of its own where there are any.</summary>
    Embedding = 32,

    /// <summary>The weights of every normalisation.</summary>
    Norm = 64,

    /// <summary>Query and key: tasks weigh positions alike (the "attention weights").</summary>
    AttentionWeights = Query | Key,

    /// <summary>Query, key, value and output.</summary>
    Attention = Query | Key | Value | Output,

    /// <summary>Everything: one model for all tasks.</summary>
    All = Attention | FeedForward | Embedding | Norm,
}
