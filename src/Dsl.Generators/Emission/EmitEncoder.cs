using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>A plan → the encoder's pass.</summary>
internal static class EmitEncoder
{
    public static void Emit(SourceWriter body, ExperimentPlan plan)
    {
        var rotary = plan.Spec.Encoder!.Positions == Positions.Rotary;
        body.Lines("/// <summary>Source ids [b s] → states [b s d].</summary>");
        body.Braces(
            $"public Tensor Encode({plan.Spec.Name}Weights w, Tensor source, AttentionMask mask, Dropout dropout, AttentionRecorder recorder)",
            pass =>
            {
                pass.Lines(rotary
                    ? "var x = dropout.Apply(Embedding.Tokens(w.Embedding, source) * scale); // [b s d]"
                    : "var x = dropout.Apply((Embedding.Tokens(w.Embedding, source) * scale) + positions.narrow(0, 0, source.size(1))); // [b s d]");
                pass.Braces("for (var layer = 0; layer < encoder.Layers; layer++)", block =>
                {
                    block.Lines("var own = w.Encoder[layer];").Line();
                    block.Lines(EmitAttention.Self("encoder", rotary ? "encoderTurns" : null, "s"));
                    block.Lines("""
                        var mixed = recorder.Attend(AttentionPlace.Encoder, layer, q, k, v, mask); // [b h s e]
                        x = dropout.Residual(x, Linear.Apply(Heads.Join(mixed), own.Output)); // [b s d]

                        y = Norm.Layer(x, own.FeedForwardNorm); // [b s d]
                        x = dropout.Residual(x, FeedForward.Apply(y, own.Up, own.Down, dropout)); // [b s d]
                        """);
                });
                pass.Line().Lines("return Norm.Layer(x, w.EncoderNorm);");
            });
    }
}
