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
        body.Lines("/// <summary>Source ids [b s] → states [b s d].</summary>");
        body.Braces(
            $"public Tensor Encode({plan.Spec.Name}Weights w, Tensor source, AttentionMask mask, Dropout dropout, AttentionRecorder recorder)",
            pass =>
            {
                pass.Lines($"var x = dropout.Apply({positions.Embedded("source", "0", "source.size(1)")}); // [b s d]");
                if (positions.Biases)
                    pass.Lines($"var near = {positions.Masked("mask", "encoder", "source.size(1)")}; // [b h s s]");
                pass.Braces("for (var layer = 0; layer < encoder.Layers; layer++)", block =>
                {
                    block.Lines("var own = w.Encoder[layer];").Line();
                    block.Lines(EmitAttention.Self(norm, positions, "encoder", "s"));
                    block.Lines($"""
                        var mixed = recorder.Attend(AttentionPlace.Encoder, layer, q, k, v, {(positions.Biases ? "near" : "mask")}{scale}); // [b h s e]
                        x = {norm.After("dropout.Residual(x, Linear.Apply(Heads.Join(mixed), own.Output))", "AttentionNorm")}; // [b s d]
                        """).Line();
                    block.Lines(norm.Before("FeedForwardNorm", "[b s d]")).Lines($"""
                        x = {norm.After($"dropout.Residual(x, {EmitFeedForward.Apply(plan.Spec.Transformer, norm.Read, "dropout")})", "FeedForwardNorm")}; // [b s d]
                        """);
                });
                pass.Line().Lines($"return {norm.Last("EncoderNorm")};");
            });
    }
}
