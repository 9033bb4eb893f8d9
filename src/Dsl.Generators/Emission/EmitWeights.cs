using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The records that hold weights, and the constructor that gives each task its selection.</summary>
internal static class EmitWeights
{
    public static void Records(SourceWriter writer, ExperimentPlan plan)
    {
        var (name, made) = (plan.Spec.Name, plan.Spec.Transformer);
        var (reads, tells) = (plan.Encoder is not null, TellsOnly(plan));
        var (writes, speaks) = (plan.Has(TaskKind.SequenceToSequence), plan.Has(TaskKind.CausalLanguageModel));
        Layer(reads, "EncoderLayer", "an encoder layer", Parts.Encoder(made));
        Layer(writes, "DecoderLayer", "a decoder layer", Parts.Decoder(made));
        Layer(speaks, "LanguageLayer", "a language model's layer", Parts.Language(made));
        if (reads)
        {
            writer.Lines($"""
                /// <summary>What one task holds{(writes && tells ? " to read its input" : "")}. A weight that tasks share is the same object in each.</summary>
                public {(writes && tells ? "" : "sealed ")}record {name}Weights(
                    {Parameters(writes && !tells ? [.. Read(plan), .. Written(plan)] : Read(plan))});
                """);
        }

        if (writes && tells)
        {
            writer.Line().Lines($"""
                /// <summary>What a task holds that also writes.</summary>
                public sealed record {Writer(plan)}(
                    {Parameters([.. Read(plan), .. Written(plan)])}) : {name}Weights({string.Join(", ", Read(plan).Select(held => held.Name))});
                """);
        }

        if (speaks)
        {
            writer.Lines(reads ? [""] : Array.Empty<string>()).Lines($"""
                /// <summary>What a language model holds. A weight that tasks share is the same object in each.</summary>
                public sealed record {Language(plan)}(
                    {Parameters(Spoken(plan))});
                """);
        }

        void Layer(bool needed, string record, string what, IReadOnlyList<Part> parts)
        {
            if (!needed)
                return;
            writer.Lines($"""
                /// <summary>What one task holds of {what}.</summary>
                public sealed record {name}{record}(
                    {string.Join(",\n    ", parts.Select(part => $"{Kind(plan.Spec, part.Projection)}Weights {part.Name}"))});

                """);
        }

        static string Parameters(IEnumerable<(string Type, string Name, string Value)> held) =>
            string.Join(",\n    ", held.Select(one => $"{one.Type} {one.Name}"));
    }

    /// <summary>The record of weights of a task that writes what it read.</summary>
    public static string Writer(ExperimentPlan plan) => plan.Spec.Name + (TellsOnly(plan) ? "WriterWeights" : "Weights");

    /// <summary>The record of weights of a language model.</summary>
    public static string Language(ExperimentPlan plan) => $"{plan.Spec.Name}LanguageWeights";

    // Whether some task reads and does not write.
    private static bool TellsOnly(ExperimentPlan plan) => plan.Spec.Tasks.Any(task => task.Kind.Reads() && !task.Kind.Writes());

    public static void Constructor(SourceWriter body, ExperimentPlan plan)
    {
        var (spec, name, main) = (plan.Spec, plan.Spec.Name, Main(plan));
        body.Lines("/// <summary>The model of a plan, on its device; weights are drawn from the plan's seed.</summary>");
        body.Braces($"public {name}Model(ExperimentPlan plan, Device device)\n    : base({SourceFile.Quote(name)})", lines =>
        {
            lines.Lines((plan.Encoder, plan.Decoder) switch
            {
                ({ }, { }) => "(encoder, decoder, this.device) = (plan.Encoder!, plan.Decoder!, device);",
                ({ }, null) => "encoder = plan.Encoder!;",
                _ => "(decoder, this.device) = (plan.Decoder!, device);",
            });
            lines.Lines($"scale = Constant.Of(Math.Sqrt({main}.Width));");
            if (spec.Transformer.Scale != AttentionScale.HeadWidth)
                lines.Lines($"attentionScale = {EmitAttention.ScaleValue(spec.Transformer.Scale, main)};");
            lines.Each(
                EmitPositions.Of(plan).Held, held => $"{held.Field} = {held.Value}.DetachFromDisposeScope();");
            var initial = spec.Transformer.Initializer == Initializer.XavierUniform ? "" : $", linear: Initial.{spec.Transformer.Initializer}";
            lines.Lines($"var weights = new WeightStore(this, plan.Spec.Seed, device{initial});");
            lines.Each(spec.Tasks, task => $"{task.Name} = {Holds(plan, task).Function}({SourceFile.Quote(task.Name)});");
            EmitHead.Constructor(lines, spec);
            lines.Line().Lines("// Sharing is by name: who asks the store for the same name gets the same weight.");
            foreach (var (record, function, held) in spec.Tasks.Select(task => Holds(plan, task)).GroupBy(one => one.Function).Select(same => same.First()))
                lines.Lines($"{record} {function}(string task) => new(\n    {string.Join(",\n    ", held.Select(one => $"{one.Name}: {one.Value}"))});\n");
            Make(lines, plan);
        });
        body.Lines(spec.Tasks.Select(task => $$"""

            /// <summary>What {{task.Name}} holds.</summary>
            public {{Holds(plan, task).Record}} {{task.Name}} { get; }
            """));
        EmitHead.Properties(body, spec);
    }

    // The record of what a task holds, the function that makes it, and what is in it.
    private static (string Record, string Function, IReadOnlyList<(string Type, string Name, string Value)> Held) Holds(ExperimentPlan plan, TaskSpec task) =>
        task.Kind switch
        {
            TaskKind.CausalLanguageModel => (Language(plan), "HoldToSpeak", Spoken(plan)),
            TaskKind.SequenceToSequence => (Writer(plan), TellsOnly(plan) ? "HoldToWrite" : "Hold", [.. Read(plan), .. Written(plan)]),
            _ => ($"{plan.Spec.Name}Weights", "Hold", Read(plan)),
        };

    /// <summary>A stack's plan, as the code names it, for what all stacks have in common.</summary>
    private static string Main(ExperimentPlan plan) => plan.Encoder is null ? "decoder" : "encoder";

    /// <summary>The property of the table that the output layer scores tokens with.</summary>
    public static string Output(ExperimentSpec spec) => spec.Transformer.Output == OutputEmbedding.Free ? "OutputEmbedding" : "Embedding";

    // What a task holds to read: type, property, and where the weights come from.
    private static IReadOnlyList<(string Type, string Name, string Value)> Read(ExperimentPlan plan) =>
        [.. Embedded(plan), .. Stack(plan, "Encoder", Trunk.Encoder, "EncoderLayer")];

    // What a task holds that writes, beside that.
    private static IReadOnlyList<(string Type, string Name, string Value)> Written(ExperimentPlan plan) =>
        [.. Stack(plan, "Decoder", Trunk.Decoder, "DecoderLayer"), .. Scored(plan)];

    // What a language model holds.
    private static IReadOnlyList<(string Type, string Name, string Value)> Spoken(ExperimentPlan plan) =>
        [.. Embedded(plan), .. Stack(plan, "Decoder", Trunk.Decoder, "LanguageLayer"), .. Scored(plan)];

    private static IReadOnlyList<(string Type, string Name, string Value)> Embedded(ExperimentPlan plan)
    {
        var embedding = EmitHolder.Name(plan.Sharing, Projection.Embedding, Trunk.Both, "embedding");
        var positions = EmitHolder.Name(plan.Sharing, Projection.Embedding, Trunk.Both, "positions");
        var longest = EmitPositions.Longest(plan.Encoder is not null, plan.Decoder is not null);
        (string, string, string)[] learned = [("Parameter", "Positions", $"weights.Embedding({positions}, {longest}, {Main(plan)}.Width)")];
        return
        [
            ("Parameter", "Embedding", $"weights.Embedding({embedding}, plan.Spec.Tokenizer.Vocabulary, {Main(plan)}.Width)"),
            .. plan.Spec.Transformer.Positions == Positions.Learned ? learned : [],
        ];
    }

    private static IReadOnlyList<(string Type, string Name, string Value)> Scored(ExperimentPlan plan)
    {
        var output = EmitHolder.Name(plan.Sharing, Projection.Embedding, Trunk.Both, "output_embedding");
        return plan.Spec.Transformer.Output == OutputEmbedding.Free
            ? [("Parameter", "OutputEmbedding", $"weights.Embedding({output}, plan.Spec.Tokenizer.Vocabulary, {Main(plan)}.Width)")]
            : [];
    }

    private static IEnumerable<(string, string, string)> Stack(ExperimentPlan plan, string stack, Trunk trunk, string layer)
    {
        var local = SourceFile.Camel(stack);
        yield return (
            $"IReadOnlyList<{plan.Spec.Name}{layer}>", stack,
            $"[.. Enumerable.Range(0, {local}.Layers).Select(layer => {layer}(task, layer))]");
        if (plan.Spec.Transformer.Placement == NormPlacement.Post)
            yield break;
        var norm = EmitHolder.Name(plan.Sharing, Projection.Norm, trunk, $"{local}.norm", $"{local}.Layers");
        var kind = Kind(plan.Spec, Projection.Norm);
        yield return ($"{kind}Weights", $"{stack}Norm", $"weights.{kind}({norm}, {local}.Width)");
    }

    // The functions that make layers, those of each stack and kind that some task holds.
    private static void Make(SourceWriter lines, ExperimentPlan plan)
    {
        (bool Needed, string Stack, string Layer, Trunk Trunk, IReadOnlyList<Part> Parts)[] kinds =
        [
            (plan.Encoder is not null, "encoder", "EncoderLayer", Trunk.Encoder, Parts.Encoder(plan.Spec.Transformer)),
            (plan.Has(TaskKind.SequenceToSequence), "decoder", "DecoderLayer", Trunk.Decoder, Parts.Decoder(plan.Spec.Transformer)),
            (plan.Has(TaskKind.CausalLanguageModel), "decoder", "LanguageLayer", Trunk.Decoder, Parts.Language(plan.Spec.Transformer)),
        ];
        foreach (var (kind, place) in kinds.Where(kind => kind.Needed).Select((kind, place) => (kind, place)))
        {
            var made = kind.Parts.Select(part =>
            {
                var key = EmitHolder.Name(plan.Sharing, part.Projection, kind.Trunk, $"{kind.Stack}.{{layer}}.{part.Key}");
                var sizes = part.Projection == Projection.Norm ? $"{kind.Stack}.Width" : $"{kind.Stack}.{part.Inputs}, {kind.Stack}.{part.Outputs}";
                return $"    {part.Name}: weights.{Kind(plan.Spec, part.Projection)}({key}, {sizes})";
            });
            lines.Lines(place == 0 ? Array.Empty<string>() : [""]);
            lines.Lines($"{plan.Spec.Name}{kind.Layer} {kind.Layer}(string task, int layer) => new(\n{string.Join(",\n", made)});");
        }
    }

    private static string Kind(ExperimentSpec spec, Projection projection) => (projection, spec.Transformer.Norm) switch
    {
        (Projection.Norm, NormKind.Rms) => "RmsNorm",
        (Projection.Norm, _) => "Norm",
        _ => "Linear",
    };
}
