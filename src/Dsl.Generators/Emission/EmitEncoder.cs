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
        var (pictures, pooling) = (plan.Spec.HasPictures, plan.Spec.SpatialPooling);
        if (pictures && plan.Spec.HasText)
        {
            body.Lines($"""
                /// <summary>Source ids [b s] → states [b s d].</summary>
                public Tensor Encode({EmitWeights.Reader(plan)} w, Tensor source, AttentionMask mask, Dropout dropout, AttentionRecorder recorder) =>
                    EncodeEmbedded(w, {EmitPositions.Tokens("source")}, mask, dropout, recorder);
                """).Line();
        }

        var (read, mask) = (pictures ? "embedded" : "source", pictures ? plan.Spec.HasText ? "AttentionMask? mask, " : "" : "AttentionMask mask, ");
        body.Lines($"/// <summary>{(pictures ? plan.Spec.HasText ? "Embedded tokens or patches [b s d]" : "Embedded patches [b s d]" : "Source ids [b s]")} → states [b s d].</summary>");
        body.Braces(
            $"public Tensor {(pictures ? "EncodeEmbedded" : "Encode")}({plan.Spec.Name}Weights w, Tensor {read}, {mask}Dropout dropout, AttentionRecorder recorder)",
            pass =>
            {
                pass.Lines($"var x = dropout.Apply({(pictures ? positions.Placed(read, "0", "embedded.size(1)") : positions.Embedded(read, "0", "source.size(1)"))}); // [b s d]");
                pass.Each(EmitSpatialPooling.Read(plan.Spec), line => line);
                if (positions.Biases && pooling is null)
                    pass.Lines($"var near = {Near()}; // [b h s s]");
                EmitLayers.Emit(pass, plan, "Encoder", block =>
                {
                    block.Lines(EmitAttention.Self(norm, positions, "encoder", "s", pooled: pooling is null ? null : plan.Spec));
                    if (pooling is not null)
                        block.Each(EmitSpatialPooling.Near(positions, $"{read}.size(1)"), line => line);
                    block.Lines($"""
                        var mixed = recorder.Attend(AttentionPlace.Encoder, layer, q, k, v, {Hidden()}{scale}{(pooling is null ? "" : ", shares: shares")}); // [b h s e]
                        x = {norm.After("dropout.Residual(x, Linear.Apply(Heads.Join(mixed), own.Output))", "AttentionNorm")}; // [b s d]
                        """).Line();
                    block.Lines(norm.Before("FeedForwardNorm", "[b s d]")).Lines($"""
                        x = {norm.After($"dropout.Residual(x, {EmitFeedForward.Apply(plan.Spec.Transformer, norm.Read, "dropout")})", "FeedForwardNorm")}; // [b s d]
                        """);
                });
                pass.Line().Lines($"return {norm.Last("EncoderNorm")};");
            });

        string Hidden() => positions.Biases ? "near" : pooling is not null ? "fewer.Mask" : mask.Length == 0 ? "null" : "mask";

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
