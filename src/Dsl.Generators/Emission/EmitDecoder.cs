using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>A plan → the decoder's pass over whole targets, and the same pass one token at a time over a cache.</summary>
internal static class EmitDecoder
{
    public static void Emit(SourceWriter body, ExperimentPlan plan)
    {
        var rotary = plan.Spec.Encoder!.Positions == Positions.Rotary;
        body.Lines("/// <summary>Decoder ids [b t] and encoder states [b s d] → states [b t d]; no position sees a later one.</summary>");
        body.Braces(
            $"public Tensor Decode(\n    {EmitWeights.Writer(plan)} w, Tensor target, Tensor memory, AttentionMask mask, Dropout dropout, AttentionRecorder recorder)",
            pass =>
            {
                pass.Lines("var causal = AttentionMask.Causal(target.size(1), device); // [1 1 t t]");
                pass.Lines(rotary
                    ? "var x = dropout.Apply(Embedding.Tokens(w.Embedding, target) * scale); // [b t d]"
                    : "var x = dropout.Apply((Embedding.Tokens(w.Embedding, target) * scale) + positions.narrow(0, 0, target.size(1))); // [b t d]");
                pass.Braces("for (var layer = 0; layer < decoder.Layers; layer++)", block =>
                {
                    block.Lines("var own = w.Decoder[layer];").Line();
                    block.Lines(EmitAttention.Self("decoder", rotary ? "decoderTurns" : null, "t"));
                    block.Lines("""
                        var mixed = recorder.Attend(AttentionPlace.Decoder, layer, q, k, v, causal); // [b h t e]
                        x = dropout.Residual(x, Linear.Apply(Heads.Join(mixed), own.Output)); // [b t d]

                        y = Norm.Layer(x, own.CrossNorm); // [b t d]
                        q = Heads.Split(Linear.Apply(y, own.CrossQuery), decoder.Heads); // [b h t e]
                        k = Heads.Split(Linear.Apply(memory, own.CrossKey), decoder.Heads); // [b h s e]
                        v = Heads.Split(Linear.Apply(memory, own.CrossValue), decoder.Heads); // [b h s e]
                        mixed = recorder.Attend(AttentionPlace.Cross, layer, q, k, v, mask); // [b h t e]
                        x = dropout.Residual(x, Linear.Apply(Heads.Join(mixed), own.CrossOutput)); // [b t d]

                        y = Norm.Layer(x, own.FeedForwardNorm); // [b t d]
                        x = dropout.Residual(x, FeedForward.Apply(y, own.Up, own.Down, dropout)); // [b t d]
                        """);
                });
                pass.Line().Lines("return Norm.Layer(x, w.DecoderNorm);");
            });
    }

    public static void EmitCached(SourceWriter body, ExperimentPlan plan)
    {
        var weights = EmitWeights.Writer(plan);
        var rotary = plan.Spec.Encoder!.Positions == Positions.Rotary;
        body.Lines("/// <summary>A cache for decoding from encoder states [b s d], whose keys and values are computed here, once.</summary>");
        body.Braces($"public KeyValueCache Remember({weights} w, Tensor memory, int maximumLength)", pass => pass.Lines("""
            var cache = new KeyValueCache(decoder.Layers, memory.size(0), decoder.Heads, decoder.HeadWidth, maximumLength, device);
            for (var layer = 0; layer < decoder.Layers; layer++)
            {
                cache.KeepCross(
                    layer,
                    Heads.Split(Linear.Apply(memory, w.Decoder[layer].CrossKey), decoder.Heads), // [b h s e]
                    Heads.Split(Linear.Apply(memory, w.Decoder[layer].CrossValue), decoder.Heads)); // [b h s e]
            }

            return cache;
            """));
        body.Line();
        body.Lines("/// <summary>The newest token of each row [b] → logits of the next [b v]; what came before is in the cache.</summary>");
        body.Braces($"public Tensor DecodeNext({weights} w, Tensor newest, AttentionMask mask, KeyValueCache cache)", pass =>
        {
            pass.Lines(rotary
                ? "var x = Embedding.Tokens(w.Embedding, newest.unsqueeze(1)) * scale; // [b 1 d]"
                : "var x = (Embedding.Tokens(w.Embedding, newest.unsqueeze(1)) * scale) + positions.narrow(0, cache.Length, 1); // [b 1 d]");
            pass.Braces("for (var layer = 0; layer < decoder.Layers; layer++)", block =>
            {
                block.Lines("var own = w.Decoder[layer];").Line();
                block.Lines(EmitAttention.Self("decoder", rotary ? "decoderTurns" : null, "1", ", cache.Length"));
                block.Lines("""
                    (k, v) = cache.Append(layer, k, v); // [b h l e], all so far
                    x = x + Linear.Apply(Heads.Join(Attend.Fast(q, k, v, null)), own.Output); // [b 1 d]

                    q = Heads.Split(Linear.Apply(Norm.Layer(x, own.CrossNorm), own.CrossQuery), decoder.Heads); // [b h 1 e]
                    (k, v) = cache.Cross(layer); // [b h s e]
                    x = x + Linear.Apply(Heads.Join(Attend.Fast(q, k, v, mask)), own.CrossOutput); // [b 1 d]

                    x = x + FeedForward.Apply(Norm.Layer(x, own.FeedForwardNorm), own.Up, own.Down, Dropout.Off); // [b 1 d]
                    """);
            });
            pass.Line().Lines("""
                cache.Advance();
                return Embedding.Logits(Norm.Layer(x, w.DecoderNorm), w.Embedding).squeeze(1); // [b v]
                """);
        });
    }
}
