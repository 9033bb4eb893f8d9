using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>What the loss depends on of what an encoder reads, as code, for the audit of what its layers chose.</summary>
internal static class EmitSaliency
{
    /// <summary>Whether it is told: where layers choose positions, and gradients go through them as they were computed.</summary>
    public static bool Is(ExperimentSpec spec) => spec.Chooses && !spec.Transformer.Recomputes;

    /// <summary>The namespace that passes and learner need for it.</summary>
    public static IEnumerable<string> Usings(ExperimentSpec spec) => Is(spec) ? ["Heed.Explaining"] : [];

    /// <summary>The line of a pass after what it reads.</summary>
    public static IEnumerable<string> Watch(ExperimentSpec spec) => Is(spec) ? ["x = InputGradients.Watch(x); // what saliency is asked of"] : [];

    /// <summary>The learner's method.</summary>
    public static void Emit(SourceWriter body, ExperimentSpec spec)
    {
        if (!Is(spec))
            return;
        body.Line().Lines("""
            /// <inheritdoc/>
            public IReadOnlyList<double> Saliency(int task, Batch batch) =>
                InputGradients.Of(() => Loss(task, batch, Dropout.Off, smoothing: 0));
            """);
    }
}
