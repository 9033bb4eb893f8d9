using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The numbers that passes compute in, as code: a type, and copies of the weights where it may be another than theirs.</summary>
internal static class EmitPrecision
{
    /// <summary>Whether passes may compute in another type than weights have.</summary>
    public static bool Varies(ExperimentSpec spec) => spec.Transformer.Precision != Precision.Float32;

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
        if (!Varies(spec))
            return;
        body.Line().Lines("""
            /// <summary>What passes compute in.</summary>
            public ScalarType Computes { get; }

            /// <summary>What passes read in the weights' place, where those are of another type; the weights are what is trained and kept.</summary>
            public WeightCopies Copies { get; }
            """);
    }

    /// <summary>The learner's members.</summary>
    public static void Learner(SourceWriter body, ExperimentSpec spec) => body.Line().Lines(Varies(spec)
        ? """
            /// <inheritdoc/>
            public ScalarType Computes => model.Computes;

            /// <inheritdoc/>
            public void Refresh() => model.Copies.Refresh();
            """
        : """
            /// <inheritdoc/>
            public ScalarType Computes => ScalarType.Float32;

            /// <inheritdoc/>
            public void Refresh()
            {
                // Passes read the weights themselves.
            }
            """);
}
