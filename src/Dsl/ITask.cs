namespace Heed;

/// <summary>A task's record, as the emitted half of it reads examples.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface ITask<TSelf>
    where TSelf : ITask<TSelf>
{
    /// <summary>An example from a row of the data file.</summary>
    static abstract TSelf Read(Row row);

    /// <summary>The example's input and target.</summary>
    TextPair Pair { get; }
}

/// <summary>Text that goes in, and text that should come out.</summary>
public sealed record TextPair(string Source, string Target);
