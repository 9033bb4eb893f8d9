using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The normalisations of a layer, as code: of the declared kind, before what they serve or after its residual sum.</summary>
internal sealed class EmitNorm(TransformerSpec spec)
{
    private readonly bool pre = spec.Placement == NormPlacement.Pre;

    /// <summary>What attention and feed-forward read.</summary>
    public string Read => pre ? "y" : "x";

    /// <summary>The line that normalises what a part of a layer reads; none where norms come after.</summary>
    /// <param name="norm">The norm's property.</param>
    /// <param name="shape">The shape comment.</param>
    /// <param name="declare">Whether y is new.</param>
    public string[] Before(string norm, string shape, bool declare = false) =>
        pre ? [$"{(declare ? "var " : "")}y = {Apply("x", "own." + norm)}; // {shape}"] : [];

    /// <summary>What a part of a layer reads, where that is no line of its own.</summary>
    public string Inline(string norm) => pre ? Apply("x", "own." + norm) : "x";

    /// <summary>A residual sum, normalised where norms come after.</summary>
    public string After(string sum, string norm) => pre ? sum : Apply(sum, "own." + norm);

    /// <summary>What a stack gives after its last layer.</summary>
    public string Last(string norm) => pre ? Apply("x", "w." + norm) : "x";

    private string Apply(string x, string weights) => $"Norm.{spec.Norm}({x}, {weights})";
}
