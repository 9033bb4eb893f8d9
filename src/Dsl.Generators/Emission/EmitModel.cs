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
            [
                "System", "System.Collections.Generic", "System.Linq", .. Enumerable.Repeat("Heed.Allocation", EmitAllocation.Is(plan.Spec) || plan.Spec.Allocators.Any() ? 1 : 0), "Heed.Attention", .. EmitSaliency.Usings(plan.Spec), "Heed.Layers", .. Enumerable.Repeat("Heed.Learning", plan.Spec.Transformer.Recomputes ? 1 : 0),
                "Heed.Planning", "TorchSharp", "static TorchSharp.torch", "Parameter = TorchSharp.Modules.Parameter",
            ]);
        EmitWeights.Records(writer, plan);
        writer.Line().Lines("/// <summary>The model: pure passes over weights, which each task holds in its own selection.</summary>");
        return writer.Braces($"public sealed class {name}Model : nn.Module", body =>
        {
            Fields(body, plan);
            body.Line();
            EmitWeights.Constructor(body, plan);
            EmitPrecision.Properties(body, plan.Spec);
            if (plan.Spec.AdaptiveSpan is not null)
            {
                body.Line().Lines("""
                    /// <summary>How far heads see, which a step adds to the objective and holds within its bounds.</summary>
                    public HeadSpans HeadSpans { get; }
                    """);
            }

            if (plan.Spec.TokenRetention is not null)
            {
                body.Line().Lines("""
                    /// <summary>What layers retain of their positions, which a step adds to the objective and holds within its bounds.</summary>
                    public Retentions Retentions { get; }
                    """);
            }

            if (plan.Spec.Transformer.Recomputes)
            {
                body.Line().Lines("""
                    /// <summary>What of a training step's passes is computed again, once the loss's own backward pass has ended.</summary>
                    public GradientCheckpoints GradientCheckpoints { get; } = new();
                    """);
            }

            Pass(plan.Encoder is not null, EmitEncoder.Emit);
            Pass(plan.Spec.AllocateMemory is not null, (pass, _) => EmitReductions.Attended(pass, plan, plan.Spec.AllocateMemory!));
            Pass(plan.Has(TaskKind.SequenceToSequence), EmitDecoder.Emit);
            Pass(plan.Has(TaskKind.SequenceToSequence), EmitDecoder.EmitCached);
            Pass(plan.Has(TaskKind.CausalLanguageModel), EmitDecoder.EmitLanguage);
            Pass(plan.Has(TaskKind.CausalLanguageModel), EmitDecoder.EmitCachedLanguage);

            Dispose(body, plan);

            void Pass(bool needed, Action<SourceWriter, ExperimentPlan> emit)
            {
                if (!needed)
                    return;
                body.Line();
                emit(body, plan);
            }
        });
    }

    private static void Fields(SourceWriter body, ExperimentPlan plan)
    {
        if (plan.Encoder is not null)
            body.Lines("private readonly StackPlan encoder;");
        if (plan.Spec.SpatialPooling is not null)
            body.Lines("private readonly SpatialPoolingSpec spatialPooling;");
        if (plan.Spec.TemporalPooling is not null)
            body.Lines("private readonly TemporalPoolingSpec temporalPooling;");
        if (plan.Spec.Routing is not null)
            body.Lines("private readonly RoutingSpec routing;");
        if (plan.Spec.AdaptiveSpan is not null)
            body.Lines("private readonly AdaptiveSpanSpec adaptiveSpan;");
        if (plan.Spec.TokenRetention is not null)
            body.Lines("private readonly TokenRetentionSpec tokenRetention;");
        body.Each(plan.Spec.Reductions, one => $"private readonly ReductionSpec {EmitReductions.Field(one)};");
        if (plan.Decoder is not null)
        {
            body.Lines("""
                private readonly StackPlan decoder;
                private readonly Device device;
                """);
        }

        if (plan.Spec.AllocateMemory is not null)
            body.Lines("private readonly MemorySpec allocateMemory;");
        if (plan.Spec.AllocatePast is not null)
            body.Lines("private readonly PastSpec allocatePast;");
        if (plan.Spec.CacheEviction is not null)
            body.Lines("private readonly CacheEvictionSpec cacheEviction;");
        if (plan.Spec.HasText)
            body.Lines("private readonly Scalar scale;");
        if (plan.Spec.Transformer.Scale != AttentionScale.HeadWidth)
            body.Lines("private readonly Scalar attentionScale;");
        body.Each(EmitPositions.Of(plan).Held, held => $"private readonly Tensor {held.Field};{held.Comment}");
    }

    private static void Dispose(SourceWriter body, ExperimentPlan plan)
    {
        var held = EmitPositions.Of(plan).Held.Select(one => one.Field).Concat(EmitPrecision.Copies(plan.Spec) ? ["Copies"] : []).ToArray();
        if (held.Length == 0)
            return;
        body.Line().Lines("/// <summary>Frees the weights, and what the passes hold beside them.</summary>");
        body.Braces("protected override void Dispose(bool disposing)", lines =>
        {
            lines.Braces("if (disposing)", freed => freed.Each(held, one => $"{one}.Dispose();"));
            lines.Line().Lines("base.Dispose(disposing);");
        });
    }
}
