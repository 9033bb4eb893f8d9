namespace Heed.Data;

/// <summary>Text that goes in, and text that should come out.</summary>
public sealed record TextPair(string Source, string Target);
