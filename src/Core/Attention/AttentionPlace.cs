namespace Heed.Attention;

/// <summary>Where in an encoder-decoder model an attention stands.</summary>
public enum AttentionPlace
{
    /// <summary>The source attends to itself.</summary>
    Encoder,

    /// <summary>The target attends to its past.</summary>
    Decoder,

    /// <summary>The target attends to the source.</summary>
    Cross,

    /// <summary>What tells a class attends to the source: one query, one head.</summary>
    Pool,
}
