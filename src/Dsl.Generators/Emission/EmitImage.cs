using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>What a task has that reads pictures: the map of patches in the place of an embedding, and the pass from pixels to states.</summary>
internal static class EmitImage
{
    /// <summary>The spec as code writes it.</summary>
    public static string Value(ImageSpec image) =>
        $"new() {{ Width = {image.Width}, Height = {image.Height}, Channels = {image.Channels}, Patch = {image.Patch}, " +
        $"Flip = {(image.Flip ? "true" : "false")}, Shift = {image.Shift} }}";

    /// <summary>The lines of the model's constructor.</summary>
    public static void Constructor(SourceWriter lines, ExperimentPlan plan)
    {
        foreach (var (task, place) in Seeing(plan.Spec))
        {
            var holder = plan.Sharing.Holder(Projection.Embedding, Trunk.Both, 0, task.Name);
            lines.Lines($"{task.Name}Patch = weights.Linear(\"{holder}.patch\", plan.Spec.Tasks[{place}].Image!.PatchSize, encoder.Width);");
            if (Starts(task))
                lines.Lines($"{task.Name}Start = weights.Vector(\"{task.Name}.start\", encoder.Width);");
        }
    }

    /// <summary>The model's properties.</summary>
    public static void Properties(SourceWriter body, ExperimentSpec spec)
    {
        foreach (var (task, _) in Seeing(spec))
        {
            body.Line().Lines($$"""
                /// <summary>What makes a state of each patch that {{task.Name}} reads.</summary>
                public LinearWeights {{task.Name}}Patch { get; }
                """);
            if (Starts(task))
            {
                body.Line().Lines($$"""
                    /// <summary>What stands before the patches that {{task.Name}} reads, [d].</summary>
                    public Parameter {{task.Name}}Start { get; }
                    """);
            }
        }
    }

    /// <summary>The beginning of a task's pass, from pixels to states.</summary>
    public static string States(ExperimentSpec spec, int place)
    {
        var task = spec.Tasks[place];
        var embedded = $"Linear.Apply(patches, model.{task.Name}Patch)";
        var mask = spec.HasText ? "null, " : "";
        return $"""
            var patches = Patches.Of(batch.Pixels, batch.Rows, spec.Tasks[{place}].Image!, device{EmitPrecision.Argument(spec, "model.Computes")}); // [b s p]
            var embedded = {(Starts(task) ? $"Patches.After(model.{task.Name}Start, {embedded})" : embedded)}; // [b s d]
            var states = model.EncodeEmbedded(model.{task.Name}, embedded, {mask}{(EmitAllocation.KnowsGrid(spec) ? $"Grid.Of(spec.Tasks[{place}].Image!, {(Starts(task) ? 1 : 0)}), " : "")}dropout, recorder{EmitSoftStage.Argument(spec)}); // [b s d]
            """;
    }

    private static bool Starts(TaskSpec task) => task.Pooling == Pooling.First;

    private static IEnumerable<(TaskSpec Task, int Place)> Seeing(ExperimentSpec spec) =>
        spec.Tasks.Select((task, place) => (task, place)).Where(one => one.task.Image is not null);
}
