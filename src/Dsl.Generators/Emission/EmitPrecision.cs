using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The numbers that passes compute in, as code: a type, and copies of the weights where it may be another than theirs.</summary>
internal static class EmitPrecision
{
    /// <summary>Whether passes may compute in another type than weights have.</summary>
    public static bool Varies(ExperimentSpec spec) => spec.Transformer.Precision != Precision.Float32;

    /// <summary>Whether some passes read copies of the weights: of another type, or rounded.</summary>
    public static bool Copies(ExperimentSpec spec) => Varies(spec) || Rounds(spec);

    /// <summary>Whether steps that write read rounded matrices.</summary>
    private static bool Rounds(ExperimentSpec spec) => spec.Decoder is not null && spec.Decoding.Rounding == WeightRounding.Int8;

    /// <summary>The affine map of a step that writes.</summary>
    public static string Linear(ExperimentSpec spec) => Rounds(spec) ? "Copies.Rounded.Apply" : "Linear.Apply";

    /// <summary>The last argument of the feed-forward network of a step that writes.</summary>
    public static string Written(ExperimentSpec spec) => Rounds(spec) ? "Copies.Rounded" : "Dropout.Off";

    /// <summary>The output layer of a step that writes.</summary>
    public static string Logits(ExperimentSpec spec) => Rounds(spec) ? "Copies.Rounded.Logits" : "Embedding.Logits";

    /// <summary>An argument, after others, where passes may compute in another type.</summary>
    public static string Argument(ExperimentSpec spec, string argument) => Line(spec, $", {argument}");

    /// <summary>What is written only where passes may compute in another type.</summary>
    public static string Line(ExperimentSpec spec, string line) => Varies(spec) ? line : "";

    /// <summary>The lines of the model's constructor.</summary>
    /// <param name="lines">Where they stand.</param>
    /// <param name="spec">What is declared.</param>
    /// <param name="stack">A stack's plan, as the code names it.</param>
    public static void Constructor(SourceWriter lines, ExperimentSpec spec, string stack)
    {
        if (Varies(spec))
            lines.Lines($"Computes = {(spec.Transformer.Precision == Precision.BFloat16 ? "ScalarType.BFloat16" : $"ComputeType.Fastest({stack}.Width, device)")};");
    }

    /// <summary>The model's properties.</summary>
    public static void Properties(SourceWriter body, ExperimentSpec spec)
    {
        if (Varies(spec))
            body.Line().Lines("""
                /// <summary>What passes compute in.</summary>
                public ScalarType Computes { get; }
                """);
        if (Copies(spec))
            body.Line().Lines("""
                /// <summary>What passes read in the weights' place, where those are of another type or rounded; the weights are what is trained and kept.</summary>
                public WeightCopies Copies { get; }
                """);
    }

    /// <summary>The learner's members.</summary>
    public static void Learner(SourceWriter body, ExperimentSpec spec) => body.Line().Lines($"""
        /// <inheritdoc/>
        public ScalarType Computes => {(Varies(spec) ? "model.Computes" : "ScalarType.Float32")};
        """).Line().Lines(Copies(spec)
        ? """
            /// <inheritdoc/>
            public void Refresh() => model.Copies.Refresh();
            """
        : """
            /// <inheritdoc/>
            public void Refresh()
            {
                // Passes read the weights themselves.
            }
            """);
}
