using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>
/// A plan → the decoder's pass over whole targets, and the same pass one token at a time over a cache; for tasks that write what they
/// read, and for language models, whose decoder attends to no source.
/// </summary>
internal static class EmitDecoder
{
    public static void Emit(SourceWriter body, ExperimentPlan plan)
    {
        body.Lines($"/// <summary>Decoder ids [b t] and {Memory(plan)} → states [b t d]; no position sees a later one.</summary>");
        body.Braces(
            $"public Tensor Decode(\n    {EmitWeights.Writer(plan)} w, Tensor target, Tensor memory, AttentionMask mask, Dropout dropout, AttentionRecorder recorder)",
            pass => Whole(pass, plan, crosses: true));
    }

    private static string Memory(ExperimentPlan plan) => plan.Spec.AllocateMemory is null ? "encoder states [b s d]" : "what is left of encoder states [b m d]";

    public static void EmitLanguage(SourceWriter body, ExperimentPlan plan)
    {
        body.Lines("/// <summary>Ids [b t] → states [b t d], each of the text up to its place.</summary>");
        body.Braces(
            $"public Tensor Continue({EmitWeights.Language(plan)} w, Tensor target, Dropout dropout, AttentionRecorder recorder)",
            pass => Whole(pass, plan, crosses: false));
    }

    private static void Whole(SourceWriter pass, ExperimentPlan plan, bool crosses)
    {
        var norm = new EmitNorm(plan.Spec.Transformer);
        var scale = EmitAttention.Scale(plan.Spec.Transformer.Scale);
        var positions = EmitPositions.Of(plan);
        var spans = plan.Spec.DecoderSpan is not null;
        var past = plan.Spec.AllocatePast is { } declared ? new EmitPast(declared, norm, positions) : null;
        var causal = positions.Masked("AttentionMask.Causal(target.size(1), device)", "decoder", "target.size(1)");
        pass.Lines($"var causal = {EmitSpans.Unless(plan.Spec)}{EmitPast.Unless(plan.Spec)}{causal}; // [1 {(positions.Biases ? "h" : "1")} t t]");
        pass.Lines($"var x = dropout.Apply({positions.Embedded("target", "0", "target.size(1)")}); // [b t d]");
        if (crosses && plan.Spec.Transformer.Recomputes)
            pass.Lines("memory = GradientCheckpoints.Input(memory);");
        EmitLayers.Emit(pass, plan, "Decoder", block =>
        {
            block.Lines(EmitAttention.Self(norm, positions, "decoder", "t")).Lines(EmitSpans.Back(plan, positions));
            block.Each(past?.Attention(scale) ?? [$"var mixed = recorder.Attend(AttentionPlace.Decoder, layer, q, k, v, {(spans ? $"span is null ? causal : null{scale}{EmitSpans.Argument}" : $"causal{scale}")}); // [b h t e]"], line => line);
            block.Lines($"""
                x = {norm.After("dropout.Residual(x, Linear.Apply(Heads.Join(mixed), own.Output))", "AttentionNorm")}; // [b t d]
                """).Line();
            if (crosses)
            {
                block.Lines(norm.Before("CrossNorm", "[b t d]")).Lines($"""
                    q = Heads.Split(Linear.Apply({norm.Read}, own.CrossQuery), decoder.Heads); // [b h t e]
                    k = Heads.Split(Linear.Apply(memory, own.CrossKey), decoder.KeyValueHeads); // [b g s e]
                    v = Heads.Split(Linear.Apply(memory, own.CrossValue), decoder.KeyValueHeads); // [b g s e]
                    mixed = recorder.Attend(AttentionPlace.Cross, layer, q, k, v, mask{scale}); // [b h t e]
                    x = {norm.After("dropout.Residual(x, Linear.Apply(Heads.Join(mixed), own.CrossOutput))", "CrossNorm")}; // [b t d]
                    """).Line();
            }

            block.Lines(norm.Before("FeedForwardNorm", "[b t d]")).Lines($"""
                x = {norm.After($"dropout.Residual(x, {EmitFeedForward.Apply(plan.Spec.Transformer, norm.Read, "dropout")})", "FeedForwardNorm")}; // [b t d]
                """);
        });
        pass.Line().Lines($"return {norm.Last("DecoderNorm")};");
    }

    public static void EmitCached(SourceWriter body, ExperimentPlan plan)
    {
        var weights = EmitWeights.Writer(plan);
        body.Lines($"/// <summary>A cache for decoding from {Memory(plan)}, whose keys and values are computed here, once.</summary>");
        var (beams, rows) = EmitDecoding.Cache(plan.Spec.Decoding);
        body.Braces($"public KeyValueCache Remember({weights} w, Tensor memory, int maximumLength{beams})", pass => pass.Lines($$"""
            var cache = new KeyValueCache(decoder.Layers, {{rows}}, decoder.KeyValueHeads, decoder.HeadWidth, maximumLength, device{{EmitPrecision.Argument(plan.Spec, "Computes")}}{{EmitCacheEviction.Argument(plan.Spec)}}{{EmitPast.Argument(plan.Spec)}});
            for (var layer = 0; layer < decoder.Layers; layer++)
            {
                cache.KeepCross(
                    layer,
                    Heads.Split(Linear.Apply(memory, w.Decoder[layer].CrossKey), decoder.KeyValueHeads), // [b g s e]
                    Heads.Split(Linear.Apply(memory, w.Decoder[layer].CrossValue), decoder.KeyValueHeads)); // [b g s e]
            }

            return cache;
            """));
        body.Line();
        body.Lines("/// <summary>The newest token of each row [b] → logits of the next [b v]; what came before is in the cache.</summary>");
        body.Braces(
            $"public Tensor DecodeNext({weights} w, Tensor newest, AttentionMask mask, KeyValueCache cache)", pass => Next(pass, plan, crosses: true));
    }

    public static void EmitCachedLanguage(SourceWriter body, ExperimentPlan plan)
    {
        body.Lines("/// <summary>A cache for texts that are not begun yet.</summary>");
        body.Braces("public KeyValueCache Forget(int rows, int maximumLength)", pass => pass.Lines(
            $"return new(decoder.Layers, rows, decoder.KeyValueHeads, decoder.HeadWidth, maximumLength, device{EmitPrecision.Argument(plan.Spec, "Computes")}{EmitCacheEviction.Argument(plan.Spec)}{EmitPast.Argument(plan.Spec)});"));
        body.Line();
        body.Lines("/// <summary>The newest token of each row [b] → logits of the next [b v]; what came before is in the cache.</summary>");
        body.Braces(
            $"public Tensor ContinueNext({EmitWeights.Language(plan)} w, Tensor newest, KeyValueCache cache)", pass => Next(pass, plan, crosses: false));
    }

    private static void Next(SourceWriter pass, ExperimentPlan plan, bool crosses)
    {
        var norm = new EmitNorm(plan.Spec.Transformer);
        var scale = EmitAttention.Scale(plan.Spec.Transformer.Scale);
        var positions = EmitPositions.Of(plan);
        var linear = EmitPrecision.Linear(plan.Spec);
        var spans = plan.Spec.DecoderSpan is not null;
        pass.Lines($"var x = {positions.Embedded("newest.unsqueeze(1)", "cache.Length", "1")}; // [b 1 d]");
        var eviction = new EmitCacheEviction(plan.Spec, positions);
        var folds = plan.Spec.AllocatePast is { } declared ? new EmitPast(declared, norm, positions) : null;
        pass.Lines(eviction.Whole);
        pass.Braces("for (var layer = 0; layer < decoder.Layers; layer++)", block =>
        {
            block.Lines("var own = w.Decoder[layer];").Line();
            block.Lines(EmitAttention.Self(norm, positions, "decoder", "1", ", cache.Length", linear));
            block.Each(folds?.Folded(linear) ?? [], line => line);
            block.Lines($"""
                (k, v) = cache.Append(layer, k, v); // [b g l e], all {eviction.There}
                """).Lines(eviction.Held).Lines(EmitSpans.Newest(plan, positions)).Lines($"""
                x = {norm.After($"x.Plus({linear}(Heads.Join({(spans ? "SpanAttention.One(" : eviction.Attend)}q, k, v, {(positions.Biases ? "past" : "null")}{(spans ? ", span" : "")}{scale})), own.Output))", "AttentionNorm")}; // [b 1 d]

                """);
            if (crosses)
            {
                block.Lines($"""
                    q = Heads.Split({linear}({norm.Inline("CrossNorm")}, own.CrossQuery), decoder.Heads); // [b h 1 e]
                    (k, v) = cache.Cross(layer); // [b g s e]
                    x = {norm.After($"x.Plus({linear}(Heads.Join(Attend.One(q, k, v, mask{scale})), own.CrossOutput))", "CrossNorm")}; // [b 1 d]

                    """);
            }

            block.Lines($"x = {norm.After($"x.Plus({EmitFeedForward.Apply(plan.Spec.Transformer, norm.Inline("FeedForwardNorm"), EmitPrecision.Written(plan.Spec))})", "FeedForwardNorm")}; // [b 1 d]");
        });
        pass.Line().Lines($"""
            cache.Advance();
            return {EmitPrecision.Logits(plan.Spec)}({norm.Last("DecoderNorm")}, w.{EmitWeights.Output(plan.Spec)}).squeeze(1); // [b v]
            """);
    }
}
