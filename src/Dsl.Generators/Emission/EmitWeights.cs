using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The records that hold weights, and the constructor that gives each task its selection.</summary>
internal static class EmitWeights
{
    public static void Records(SourceWriter writer, ExperimentPlan plan)
    {
        var name = plan.Spec.Name;
        var (writes, tells) = (plan.Has(TaskKind.SequenceToSequence), plan.Has(TaskKind.Classification));
        string[] encoder = ["Parameter Embedding", $"IReadOnlyList<{name}EncoderLayer> Encoder", "NormWeights EncoderNorm"];
        string[] decoder = [$"IReadOnlyList<{name}DecoderLayer> Decoder", "NormWeights DecoderNorm"];
        Layer(writer, $"{name}EncoderLayer", "an encoder layer", Parts.Encoder);
        writer.Line();
        if (writes)
        {
            Layer(writer, $"{name}DecoderLayer", "a decoder layer", Parts.Decoder);
            writer.Line();
        }

        writer.Lines($"""
            /// <summary>What one task holds{(writes && tells ? " to read its input" : "")}. A weight that tasks share is the same object in each.</summary>
            public {(writes && tells ? "" : "sealed ")}record {name}Weights(
                {string.Join(",\n    ", writes && !tells ? [.. encoder, .. decoder] : encoder)});
            """);
        if (writes && tells)
        {
            writer.Line().Lines($"""
                /// <summary>What a task holds that also writes.</summary>
                public sealed record {Writer(plan)}(
                    {string.Join(",\n    ", [.. encoder, .. decoder])}) : {name}Weights(Embedding, Encoder, EncoderNorm);
                """);
        }
    }

    /// <summary>The record of weights of a task that writes.</summary>
    public static string Writer(ExperimentPlan plan) =>
        plan.Spec.Name + (plan.Has(TaskKind.Classification) ? "WriterWeights" : "Weights");

    /// <summary>The record of weights of a task.</summary>
    public static string Record(ExperimentPlan plan, TaskSpec task) =>
        task.Kind == TaskKind.SequenceToSequence ? Writer(plan) : $"{plan.Spec.Name}Weights";

    public static void Constructor(SourceWriter body, ExperimentPlan plan)
    {
        var (spec, name) = (plan.Spec, plan.Spec.Name);
        body.Lines("/// <summary>The model of a plan, on its device; weights are drawn from the plan's seed.</summary>");
        body.Braces($"public {name}Model(ExperimentPlan plan, Device device)\n    : base({SourceFile.Quote(name)})", lines =>
        {
            var (writes, tells) = (plan.Has(TaskKind.SequenceToSequence), plan.Has(TaskKind.Classification));
            lines.Lines(writes
                ? "(encoder, decoder, this.device) = (plan.Encoder, plan.Decoder!, device);"
                : "encoder = plan.Encoder;");
            lines.Lines("scale = Constant.Of(Math.Sqrt(encoder.Width));");
            lines.Lines((spec.Encoder!.Positions, writes) switch
            {
                (Positions.Rotary, true) => """
                    encoderTurns = Rotary.Table(encoder.MaximumLength, encoder.HeadWidth, device).DetachFromDisposeScope();
                    decoderTurns = Rotary.Table(decoder.MaximumLength, decoder.HeadWidth, device).DetachFromDisposeScope();
                    """,
                (Positions.Rotary, false) => """
                    encoderTurns = Rotary.Table(encoder.MaximumLength, encoder.HeadWidth, device).DetachFromDisposeScope();
                    """,
                (_, true) => """
                    positions = Sinusoidal.Table(Math.Max(encoder.MaximumLength, decoder.MaximumLength), encoder.Width, device).DetachFromDisposeScope();
                    """,
                (_, false) => """
                    positions = Sinusoidal.Table(encoder.MaximumLength, encoder.Width, device).DetachFromDisposeScope();
                    """,
            });
            lines.Lines("var weights = new WeightStore(this, plan.Spec.Seed, device);");
            lines.Each(spec.Tasks, task =>
                $"{task.Name} = {(writes && tells && task.Kind == TaskKind.SequenceToSequence ? "HoldToWrite" : "Hold")}({SourceFile.Quote(task.Name)});");
            EmitHead.Constructor(lines, spec);
            lines.Line().Lines("// Sharing is by name: who asks the store for the same name gets the same weight.");
            string[] encoder =
            [
                $"Embedding: weights.Embedding({EmitHolder.Name(plan.Sharing, Projection.Embedding, Trunk.Both, "embedding")}, plan.Spec.Tokenizer.Vocabulary, encoder.Width)",
                "Encoder: [.. Enumerable.Range(0, encoder.Layers).Select(layer => EncoderLayer(task, layer))]",
                $"EncoderNorm: weights.Norm({EmitHolder.Name(plan.Sharing, Projection.Norm, Trunk.Encoder, "encoder.norm", "encoder.Layers")}, encoder.Width)",
            ];
            string[] decoder =
            [
                "Decoder: [.. Enumerable.Range(0, decoder.Layers).Select(layer => DecoderLayer(task, layer))]",
                $"DecoderNorm: weights.Norm({EmitHolder.Name(plan.Sharing, Projection.Norm, Trunk.Decoder, "decoder.norm", "decoder.Layers")}, decoder.Width)",
            ];
            Hold($"{name}Weights Hold", writes && !tells ? [.. encoder, .. decoder] : encoder);
            if (writes && tells)
                Hold($"{Writer(plan)} HoldToWrite", [.. encoder, .. decoder]);
            Make(lines, name, "Encoder", Trunk.Encoder, Parts.Encoder, plan.Sharing);
            if (writes)
            {
                lines.Line();
                Make(lines, name, "Decoder", Trunk.Decoder, Parts.Decoder, plan.Sharing);
            }

            void Hold(string signature, IEnumerable<string> parts) =>
                lines.Lines($"{signature}(string task) => new(\n    {string.Join(",\n    ", parts)});\n");
        });
        body.Lines(spec.Tasks.Select(task => $$"""

            /// <summary>What {{task.Name}} holds.</summary>
            public {{Record(plan, task)}} {{task.Name}} { get; }
            """));
        EmitHead.Properties(body, spec);
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
