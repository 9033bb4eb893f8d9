namespace Heed.Allocation;

/// <summary>An allocation does what its place does not allow, or other than it says: its author's mistake, whose laws tell more.</summary>
/// <param name="message">Which, and what was expected of it.</param>
public sealed class AllocationError(string message) : InvalidOperationException(message);
