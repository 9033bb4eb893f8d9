using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>A plan → the loop over the layers of a stack in a whole pass, whose activations are kept or, with gradient checkpointing, are not.</summary>
internal static class EmitLayers
{
    /// <summary>The loop.</summary>
    /// <param name="pass">Where it stands.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="stack">The stack, as the code names its weights.</param>
    /// <param name="layer">Writes a layer's pass, which reads and writes x.</param>
    public static void Emit(SourceWriter pass, ExperimentPlan plan, string stack, Action<SourceWriter> layer)
    {
        var own = $"var own = w.{stack}[layer];";
        if (!plan.Spec.Transformer.Recomputes)
        {
            pass.Braces($"for (var layer = 0; layer < {SourceFile.Camel(stack)}.Layers; layer++)", block => layer(block.Lines(own).Line()));
            return;
        }

        pass.Braces($"foreach (var layer in Enumerable.Range(0, {SourceFile.Camel(stack)}.Layers))", block => block.Lines(own).Braces(
            "x = GradientCheckpoints.Layer(x, dropout, (x, dropout) =>",
            again =>
            {
                layer(again);
                again.Lines("return x;");
            },
            "});"));
    }
}
