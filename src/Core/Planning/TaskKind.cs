namespace Heed.Planning;

/// <summary>What a task does with its input.</summary>
public enum TaskKind
{
    /// <summary>Writes a text, token by token.</summary>
    SequenceToSequence,

    /// <summary>Tells which one of several classes it is of.</summary>
    Classification,
}
