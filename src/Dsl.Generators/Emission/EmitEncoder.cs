using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>A plan → the encoder's pass.</summary>
internal static class EmitEncoder
{
    public static void Emit(SourceWriter body, ExperimentPlan plan)
    {
        var norm = new EmitNorm(plan.Spec.Transformer);
        var scale = EmitAttention.Scale(plan.Spec.Transformer.Scale);
        var positions = EmitPositions.Of(plan);
        var pictures = plan.Spec.HasPictures;
        var allocated = EmitAllocation.Is(plan.Spec) ? new EmitAllocation(plan.Spec, norm, positions) : null;
        if (pictures && EmitWeights.ReadsText(plan))
        {
            body.Lines($"""
                /// <summary>Source ids [b s] → states [b s d].</summary>
                public Tensor Encode({EmitWeights.Reader(plan)} w, Tensor source, AttentionMask mask, Dropout dropout, AttentionRecorder recorder{EmitSoftStage.Parameter(plan.Spec)}) =>
                    EncodeEmbedded(w, {EmitPositions.Tokens("source")}, mask, {(EmitAllocation.KnowsGrid(plan.Spec) ? "null, " : "")}dropout, recorder{EmitSoftStage.Argument(plan.Spec)});
                """).Line();
        }

        var (read, mask) = (pictures ? "embedded" : "source", pictures ? plan.Spec.HasText ? "AttentionMask? mask, " : "" : "AttentionMask mask, ");
        var spans = plan.Spec.EncoderSpan is null ? null : new EmitSpans(positions, mask.Length == 0 ? "null" : "mask");
        body.Lines($"/// <summary>{(pictures ? plan.Spec.HasText ? "Embedded tokens or patches [b s d]" : "Embedded patches [b s d]" : "Source ids [b s]")} → states [b s d].</summary>");
        body.Braces(
            $"public Tensor {(pictures ? "EncodeEmbedded" : "Encode")}({plan.Spec.Name}Weights w, Tensor {read}, {mask}{(EmitAllocation.KnowsGrid(plan.Spec) ? "Grid? grid, " : "")}Dropout dropout, AttentionRecorder recorder{EmitSoftStage.Parameter(plan.Spec)})",
            pass =>
            {
                pass.Lines($"var x = dropout.Apply({(pictures ? positions.Placed(read, "0", "embedded.size(1)") : positions.Embedded(read, "0", "source.size(1)"))}); // [b s d]");
                pass.Lines(EmitSaliency.Watch(plan.Spec));
                if (allocated is not null)
                    pass.Lines(allocated.Begin);
                else if (positions.Biases && plan.Spec.EncoderSpan is null)
                    pass.Lines($"var near = {Near()}; // [b h s s]");
                EmitLayers.Emit(pass, plan, "Encoder", block =>
                {
                    var axis = allocated?.Axis ?? "s";
                    if (allocated is not null)
                        block.Each(allocated.Attention(scale), line => line);
                    else
                    {
                        block.Lines(EmitAttention.Self(norm, positions, "encoder", "s")).Each(spans?.Before(Near()) ?? [], line => line);
                        block.Lines($"var mixed = recorder.Attend(AttentionPlace.Encoder, layer, q, k, v, {Hidden()}{scale}{(spans is null ? "" : EmitSpans.Argument)}); // [b h s e]");
                    }

                    block.Lines($"x = {norm.After("dropout.Residual(x, Linear.Apply(Heads.Join(mixed), own.Output))", "AttentionNorm")}; // [b {axis} d]").Line();
                    if (allocated?.After().ToArray() is { Length: > 0 } after)
                        block.Each(after, line => line).Line();
                    block.Lines(norm.Before("FeedForwardNorm", $"[b {axis} d]")).Lines($"""
                        x = {norm.After($"dropout.Residual(x, {EmitFeedForward.Apply(plan.Spec.Transformer, norm.Read, "dropout")})", "FeedForwardNorm")}; // [b {axis} d]
                        """);
                    if (allocated is not null)
                        block.Each(allocated.Passed(), line => line);
                });
                pass.Line();
                if (allocated is not null)
                    pass.Each(allocated.End(), line => line);
                pass.Lines($"return {norm.Last("EncoderNorm")};");
            });

        string Hidden() => positions.Biases ? "near" : mask.Length == 0 ? "null" : "mask";

        // A picture has no padding to hide.
        string Near()
        {
            var alone = "new AttentionMask(Alibi.Bias(encoderSlopes, embedded.size(1), embedded.size(1)), null)";
            return !pictures ? positions.Masked("mask", "encoder", "source.size(1)")
                : plan.Spec.HasText ? $"{positions.Masked("mask?", "encoder", "embedded.size(1)")} ?? {alone}"
                : alone;
        }
    }
}
