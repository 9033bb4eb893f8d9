namespace Heed.Planning;

/// <summary>The likeliest token at every step.</summary>
public sealed record GreedySpec : DecodingSpec;
