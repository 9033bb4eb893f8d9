using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>A plan → the model: who holds which weight, and the passes over them.</summary>
internal static class EmitModel
{
    public static SourceWriter Emit(ExperimentPlan plan)
    {
        var name = plan.Spec.Name;
        var writer = SourceFile.Start(
            plan.Spec.Namespace, EmitDescription.Lines(plan),
            "System", "System.Collections.Generic", "System.Linq", "Heed.Attention", "Heed.Layers", "Heed.Planning", "TorchSharp",
            "static TorchSharp.torch", "Parameter = TorchSharp.Modules.Parameter");
        EmitWeights.Records(writer, plan);
        writer.Line().Lines("/// <summary>The model: pure passes over weights, which each task holds in its own selection.</summary>");
        return writer.Braces($"public sealed class {name}Model : nn.Module", body =>
        {
            Fields(body, plan);
            body.Line();
            EmitWeights.Constructor(body, plan);
            body.Line();
            EmitEncoder.Emit(body, plan);
            if (plan.Has(TaskKind.SequenceToSequence))
            {
                body.Line();
                EmitDecoder.Emit(body, plan);
                body.Line();
                EmitDecoder.EmitCached(body, plan);
            }

            Dispose(body, plan);
        });
    }

    private static void Fields(SourceWriter body, ExperimentPlan plan)
    {
        body.Lines("private readonly StackPlan encoder;");
        if (plan.Has(TaskKind.SequenceToSequence))
        {
            body.Lines("""
                private readonly StackPlan decoder;
                private readonly Device device;
                """);
        }

        if (plan.Spec.HasText)
            body.Lines("private readonly Scalar scale;");
        if (plan.Spec.Transformer.Scale != AttentionScale.HeadWidth)
            body.Lines("private readonly Scalar attentionScale;");
        body.Each(EmitPositions.Of(plan).Held, held => $"private readonly Tensor {held.Field};{held.Comment}");
    }

    private static void Dispose(SourceWriter body, ExperimentPlan plan)
    {
        if (EmitPositions.Of(plan).Held is not { Count: > 0 } held)
            return;
        body.Line().Lines("/// <summary>Frees the weights, and what the passes hold beside them.</summary>");
        body.Braces("protected override void Dispose(bool disposing)", lines =>
        {
            lines.Braces("if (disposing)", freed => freed.Each(held, one => $"{one.Field}.Dispose();"));
            lines.Line().Lines("base.Dispose(disposing);");
        });
    }
}
