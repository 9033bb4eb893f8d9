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
            body.Line();
            if (plan.Has(TaskKind.SequenceToSequence))
            {
                EmitDecoder.Emit(body, plan);
                body.Line();
                EmitDecoder.EmitCached(body, plan);
                body.Line();
            }

            Dispose(body, plan);
        });
    }

    private static void Fields(SourceWriter body, ExperimentPlan plan)
    {
        var writes = plan.Has(TaskKind.SequenceToSequence);
        body.Lines("private readonly StackPlan encoder;");
        if (writes)
        {
            body.Lines("""
                private readonly StackPlan decoder;
                private readonly Device device;
                """);
        }

        body.Lines("private readonly Scalar scale;");
        body.Lines(Tables(plan).Select((table, place) => $"private readonly Tensor {table};" + (table, place) switch
        {
            ("positions", _) => " // [l d]",
            (_, 0) => "   // what rotary positions turn queries and keys by",
            _ => "",
        }));
    }

    // What the passes hold beside the weights.
    private static IReadOnlyList<string> Tables(ExperimentPlan plan) => plan.Spec.Encoder!.Positions != Positions.Rotary ? ["positions"]
        : plan.Has(TaskKind.SequenceToSequence) ? ["encoderTurns", "decoderTurns"]
        : ["encoderTurns"];

    private static void Dispose(SourceWriter body, ExperimentPlan plan)
    {
        body.Lines("/// <summary>Frees the weights, and what the passes hold beside them.</summary>");
        body.Braces("protected override void Dispose(bool disposing)", lines =>
        {
            lines.Braces("if (disposing)", held => held.Each(Tables(plan), table => $"{table}.Dispose();"));
            lines.Line().Lines("base.Dispose(disposing);");
        });
    }
}
