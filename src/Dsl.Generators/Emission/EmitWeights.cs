using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The records that hold weights, and the constructor that gives each task its selection.</summary>
internal static class EmitWeights
{
    public static void Records(SourceWriter writer, string name)
    {
        Layer(writer, $"{name}EncoderLayer", "an encoder layer", Parts.Encoder);
        writer.Line();
        Layer(writer, $"{name}DecoderLayer", "a decoder layer", Parts.Decoder);
        writer.Line().Lines($"""
            /// <summary>What one task holds. A weight that tasks share is the same object in each.</summary>
            public sealed record {name}Weights(
                Parameter Embedding,
                IReadOnlyList<{name}EncoderLayer> Encoder,
                NormWeights EncoderNorm,
                IReadOnlyList<{name}DecoderLayer> Decoder,
                NormWeights DecoderNorm);
            """);
    }

    public static void Constructor(SourceWriter body, ExperimentPlan plan)
    {
        var (spec, name) = (plan.Spec, plan.Spec.Name);
        body.Lines("/// <summary>The model of a plan, on its device; weights are drawn from the plan's seed.</summary>");
        body.Braces($"public {name}Model(ExperimentPlan plan, Device device)\n    : base({SourceFile.Quote(name)})", lines =>
        {
            lines.Lines("""
                (encoder, decoder, this.device) = (plan.Encoder, plan.Decoder, device);
                scale = Constant.Of(Math.Sqrt(encoder.Width));
                """);
            lines.Lines(spec.Encoder!.Positions == Positions.Rotary
                ? """
                  encoderTurns = Rotary.Table(encoder.MaximumLength, encoder.HeadWidth, device).DetachFromDisposeScope();
                  decoderTurns = Rotary.Table(decoder.MaximumLength, decoder.HeadWidth, device).DetachFromDisposeScope();
                  """
                : """
                  positions = Sinusoidal.Table(Math.Max(encoder.MaximumLength, decoder.MaximumLength), encoder.Width, device).DetachFromDisposeScope();
                  """);
            lines.Lines("var weights = new WeightStore(this, plan.Spec.Seed, device);");
            lines.Each(spec.Tasks, task => $"{task.Name} = Hold({SourceFile.Quote(task.Name)});");
            lines.Line().Lines("// Sharing is by name: who asks the store for the same name gets the same weight.");
            lines.Lines($"""
                {name}Weights Hold(string task) => new(
                    Embedding: weights.Embedding({EmitHolder.Name(plan.Sharing, Projection.Embedding, Trunk.Both, "embedding")}, plan.Spec.Tokenizer.Vocabulary, encoder.Width),
                    Encoder: [.. Enumerable.Range(0, encoder.Layers).Select(layer => EncoderLayer(task, layer))],
                    EncoderNorm: weights.Norm({EmitHolder.Name(plan.Sharing, Projection.Norm, Trunk.Encoder, "encoder.norm", "encoder.Layers")}, encoder.Width),
                    Decoder: [.. Enumerable.Range(0, decoder.Layers).Select(layer => DecoderLayer(task, layer))],
                    DecoderNorm: weights.Norm({EmitHolder.Name(plan.Sharing, Projection.Norm, Trunk.Decoder, "decoder.norm", "decoder.Layers")}, decoder.Width));

                """);
            Make(lines, name, "Encoder", Trunk.Encoder, Parts.Encoder, plan.Sharing);
            lines.Line();
            Make(lines, name, "Decoder", Trunk.Decoder, Parts.Decoder, plan.Sharing);
        });
        body.Lines(spec.Tasks.Select(task => $$"""

            /// <summary>What {{task.Name}} holds.</summary>
            public {{name}}Weights {{task.Name}} { get; }
            """));
    }

    private static void Layer(SourceWriter writer, string record, string what, IReadOnlyList<Part> parts) => writer.Lines($"""
        /// <summary>What one task holds of {what}.</summary>
        public sealed record {record}(
            {string.Join(",\n    ", parts.Select(part => $"{Kind(part)}Weights {part.Name}"))});
        """);

    private static void Make(SourceWriter lines, string name, string stack, Trunk trunk, IReadOnlyList<Part> parts, SharingPlan sharing)
    {
        var plan = SourceFile.Camel(stack);
        var made = parts.Select(part =>
        {
            var key = EmitHolder.Name(sharing, part.Projection, trunk, $"{plan}.{{layer}}.{part.Key}");
            var sizes = part.Projection == Projection.Norm ? $"{plan}.Width" : $"{plan}.{part.Inputs}, {plan}.{part.Outputs}";
            return $"    {part.Name}: weights.{Kind(part)}({key}, {sizes})";
        });
        lines.Lines($"{name}{stack}Layer {stack}Layer(string task, int layer) => new(\n{string.Join(",\n", made)});");
    }

    private static string Kind(Part part) => part.Projection == Projection.Norm ? "Norm" : "Linear";
}
