using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The records that hold weights, and the constructor that gives each task its selection.</summary>
internal static class EmitWeights
{
    public static void Records(SourceWriter writer, ExperimentPlan plan)
    {
        var name = plan.Spec.Name;
        Layer(writer, plan.Spec, $"{name}EncoderLayer", "an encoder layer", Parts.Encoder(plan.Spec.Transformer));
        writer.Line();
        Layer(writer, plan.Spec, $"{name}DecoderLayer", "a decoder layer", Parts.Decoder(plan.Spec.Transformer));
        writer.Line().Lines($"""
            /// <summary>What one task holds. A weight that tasks share is the same object in each.</summary>
            public sealed record {name}Weights(
                {string.Join(",\n    ", Held(plan).Select(held => $"{held.Type} {held.Name}"))});
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
            if (spec.Transformer.Scale != AttentionScale.HeadWidth)
                lines.Lines($"attentionScale = {EmitAttention.ScaleValue(spec.Transformer.Scale)};");
            lines.Each(
                new EmitPositions(spec.Encoder!.Positions).Held, held => $"{held.Field} = {held.Value}.DetachFromDisposeScope();");
            var initial = spec.Transformer.Initializer == Initializer.XavierUniform ? "" : $", linear: Initial.{spec.Transformer.Initializer}";
            lines.Lines($"var weights = new WeightStore(this, plan.Spec.Seed, device{initial});");
            lines.Each(spec.Tasks, task => $"{task.Name} = Hold({SourceFile.Quote(task.Name)});");
            lines.Line().Lines("// Sharing is by name: who asks the store for the same name gets the same weight.");
            lines.Lines($"""
                {name}Weights Hold(string task) => new(
                    {string.Join(",\n    ", Held(plan).Select(held => $"{held.Name}: {held.Value}"))});

                """);
            Make(lines, plan, "Encoder", Trunk.Encoder, Parts.Encoder(plan.Spec.Transformer));
            lines.Line();
            Make(lines, plan, "Decoder", Trunk.Decoder, Parts.Decoder(plan.Spec.Transformer));
        });
        body.Lines(spec.Tasks.Select(task => $$"""

            /// <summary>What {{task.Name}} holds.</summary>
            public {{name}}Weights {{task.Name}} { get; }
            """));
    }

    /// <summary>The property of the table that the output layer scores tokens with.</summary>
    public static string Output(ExperimentSpec spec) => spec.Transformer.Output == OutputEmbedding.Free ? "OutputEmbedding" : "Embedding";

    // What a task holds: type, property, and where the weights come from.
    private static IEnumerable<(string Type, string Name, string Value)> Held(ExperimentPlan plan)
    {
        var embedding = EmitHolder.Name(plan.Sharing, Projection.Embedding, Trunk.Both, "embedding");
        var positions = EmitHolder.Name(plan.Sharing, Projection.Embedding, Trunk.Both, "positions");
        (string, string, string)[] learned =
        [
            ("Parameter", "Positions",
                $"weights.Embedding({positions}, Math.Max(encoder.MaximumLength, decoder.MaximumLength), encoder.Width)"),
        ];
        var output = EmitHolder.Name(plan.Sharing, Projection.Embedding, Trunk.Both, "output_embedding");
        (string, string, string)[] free =
            [("Parameter", "OutputEmbedding", $"weights.Embedding({output}, plan.Spec.Tokenizer.Vocabulary, encoder.Width)")];
        return
        [
            ("Parameter", "Embedding", $"weights.Embedding({embedding}, plan.Spec.Tokenizer.Vocabulary, encoder.Width)"),
            .. plan.Spec.Encoder!.Positions == Positions.Learned ? learned : [],
            .. plan.Spec.Transformer.Output == OutputEmbedding.Free ? free : [],
            .. Stack("Encoder", Trunk.Encoder),
            .. Stack("Decoder", Trunk.Decoder),
        ];

        IEnumerable<(string, string, string)> Stack(string stack, Trunk trunk)
        {
            var local = SourceFile.Camel(stack);
            yield return (
                $"IReadOnlyList<{plan.Spec.Name}{stack}Layer>", stack,
                $"[.. Enumerable.Range(0, {local}.Layers).Select(layer => {stack}Layer(task, layer))]");
            if (plan.Spec.Transformer.Placement == NormPlacement.Post)
                yield break;
            var norm = EmitHolder.Name(plan.Sharing, Projection.Norm, trunk, $"{local}.norm", $"{local}.Layers");
            var kind = Kind(plan.Spec, Projection.Norm);
            yield return ($"{kind}Weights", $"{stack}Norm", $"weights.{kind}({norm}, {local}.Width)");
        }
    }

    private static void Layer(SourceWriter writer, ExperimentSpec spec, string record, string what, IReadOnlyList<Part> parts) => writer.Lines($"""
        /// <summary>What one task holds of {what}.</summary>
        public sealed record {record}(
            {string.Join(",\n    ", parts.Select(part => $"{Kind(spec, part.Projection)}Weights {part.Name}"))});
        """);

    private static void Make(SourceWriter lines, ExperimentPlan plan, string stack, Trunk trunk, IReadOnlyList<Part> parts)
    {
        var local = SourceFile.Camel(stack);
        var made = parts.Select(part =>
        {
            var key = EmitHolder.Name(plan.Sharing, part.Projection, trunk, $"{local}.{{layer}}.{part.Key}");
            var sizes = part.Projection == Projection.Norm ? $"{local}.Width" : $"{local}.{part.Inputs}, {local}.{part.Outputs}";
            return $"    {part.Name}: weights.{Kind(plan.Spec, part.Projection)}({key}, {sizes})";
        });
        lines.Lines($"{plan.Spec.Name}{stack}Layer {stack}Layer(string task, int layer) => new(\n{string.Join(",\n", made)});");
    }

    private static string Kind(ExperimentSpec spec, Projection projection) => (projection, spec.Transformer.Norm) switch
    {
        (Projection.Norm, NormKind.Rms) => "RmsNorm",
        (Projection.Norm, _) => "Norm",
        _ => "Linear",
    };
}
