using Heed.Planning;

namespace Heed.Generators.Parsing;

/// <summary>A finding and the token it is about.</summary>
public sealed record Located(Finding Finding, Place Place);

/// <summary>Where the part of a declaration under a path stands.</summary>
/// <param name="Path">The path, as findings use it; empty for the record itself.</param>
/// <param name="Place">The token.</param>
public sealed record Spot(string Path, Place Place);
