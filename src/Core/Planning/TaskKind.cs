namespace Heed.Planning;

/// <summary>What a task does, which the roles and types of its columns say.</summary>
public enum TaskKind
{
    /// <summary>Writes a text, token by token, from another that was read.</summary>
    SequenceToSequence,

    /// <summary>Writes a text, each token from those before it: a causal language model.</summary>
    CausalLanguageModel,

    /// <summary>Tells tokens of a text that were hidden from all the others: a masked language model (Devlin et al. 2019).</summary>
    MaskedLanguageModel,

    /// <summary>Tells which one of several classes its input is of.</summary>
    Classification,

    /// <summary>Tells which of several classes its input is of: none, one or more.</summary>
    MultiLabel,

    /// <summary>Tells a number.</summary>
    Regression,

    /// <summary>Tells a class of each word of its input: token classification, or tagging (Devlin et al. 2019, section 5.3).</summary>
    Tagging,
}

/// <summary>What a kind of task needs of a model.</summary>
public static class TaskKinds
{
    /// <summary>Whether it reads a text through the encoder.</summary>
    public static bool Reads(this TaskKind kind) => kind != TaskKind.CausalLanguageModel;

    /// <summary>Whether it writes a text through the decoder.</summary>
    public static bool Writes(this TaskKind kind) => kind is TaskKind.SequenceToSequence or TaskKind.CausalLanguageModel;

    /// <summary>Whether it is told from one state, which all of its input was pooled to.</summary>
    public static bool Pools(this TaskKind kind) => kind is TaskKind.Classification or TaskKind.MultiLabel or TaskKind.Regression;

    /// <summary>Whether it is told from states of its input by a head of its own: from the pooled one, or from each word's.</summary>
    public static bool HasHead(this TaskKind kind) => kind.Pools() || kind == TaskKind.Tagging;

    /// <summary>Whether its loss is that of tokens, so that it has a perplexity.</summary>
    public static bool IsOfTokens(this TaskKind kind) => !kind.HasHead();

    /// <summary>Whether it is a language model: one text, which it both reads and should say.</summary>
    public static bool IsLanguageModel(this TaskKind kind) => kind is TaskKind.CausalLanguageModel or TaskKind.MaskedLanguageModel;
}
