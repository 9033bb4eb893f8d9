using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The records that hold weights, and the constructor that gives each task its selection.</summary>
internal static class EmitWeights
{
    public static void Records(SourceWriter writer, ExperimentPlan plan)
    {
        var (name, made) = (plan.Spec.Name, plan.Spec.Transformer);
        var (levels, writes, speaks) = (Levels(plan), plan.Has(TaskKind.SequenceToSequence), plan.Has(TaskKind.CausalLanguageModel));
        Layer(plan.Encoder is not null, "EncoderLayer", "an encoder layer", Parts.Encoder(made), EmitAllocationWeights.Of(plan).Select(one => $"{one.Type} {one.Name}"));
        Layer(writes, "DecoderLayer", "a decoder layer", Parts.Decoder(made), EmitAllocationWeights.OfDecoder(plan).Select(one => $"{one.Type} {one.Name}"));
        Layer(speaks, "LanguageLayer", "a language model's layer", Parts.Language(made), EmitAllocationWeights.OfDecoder(plan).Select(one => $"{one.Type} {one.Name}"));
        foreach (var (level, before) in levels.Zip(levels.Take(levels.Count - 1).Prepend(null), (level, before) => (level, before)))
        {
            if (before is not null)
                writer.Line();
            writer.Lines($"""
                /// <summary>{level.Summary}</summary>
                public {(level == levels[levels.Count - 1] ? "sealed " : "")}record {level.Record}(
                    {Parameters(level.Held)}){(before is null ? "" : $" : {before.Record}({string.Join(", ", before.Held.Select(held => held.Name))})")};
                """);
        }

        if (speaks)
        {
            writer.Lines(levels.Count > 0 ? [""] : Array.Empty<string>()).Lines($"""
                /// <summary>What a language model holds. A weight that tasks share is the same object in each.</summary>
                public sealed record {Language(plan)}(
                    {Parameters(Spoken(plan))});
                """);
        }

        void Layer(bool needed, string record, string what, IReadOnlyList<Part> parts, IEnumerable<string> more)
        {
            if (!needed)
                return;
            writer.Lines($"""
                /// <summary>What one task holds of {what}.</summary>
                public sealed record {name}{record}(
                    {string.Join(",\n    ", parts.Select(part => $"{Kind(plan.Spec, part.Projection)}Weights {part.Name}").Concat(more))});

                """);
        }

        static string Parameters(IEnumerable<(string Type, string Name, string Value)> held) =>
            string.Join(",\n    ", held.Select(one => $"{one.Type} {one.Name}"));
    }

    /// <summary>The record of weights of a task that writes what it read.</summary>
    public static string Writer(ExperimentPlan plan) => Levels(plan)[^1].Record;

    /// <summary>Whether any task reads text through the encoder.</summary>
    public static bool ReadsText(ExperimentPlan plan) => Levels(plan).Any(level => level.Held.Any(held => held.Name == "Embedding"));

    /// <summary>The record of weights of a task that reads text.</summary>
    public static string Reader(ExperimentPlan plan) => Levels(plan).First(level => level.Held.Any(held => held.Name == "Embedding")).Record;

    /// <summary>The record of weights of a language model.</summary>
    public static string Language(ExperimentPlan plan) => $"{plan.Spec.Name}LanguageWeights";

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
            if (spec.SpatialPooling is not null)
                lines.Lines("spatialPooling = plan.Spec.SpatialPooling!;");
            if (spec.TemporalPooling is not null)
                lines.Lines("temporalPooling = plan.Spec.TemporalPooling!;");
            if (spec.Routing is not null)
                lines.Lines("routing = plan.Spec.Routing!;");
            if (spec.Latents is not null)
                lines.Lines("var latents = plan.Spec.Latents!;");
            if (spec.AdaptiveSpan is not null)
                lines.Lines("adaptiveSpan = plan.Spec.AdaptiveSpan!;");
            if (spec.TokenRetention is not null)
                lines.Lines("tokenRetention = plan.Spec.TokenRetention!;");
            lines.Each(EmitReductions.Constructor(spec), line => line);
            if (spec.AllocateMemory is not null)
                lines.Lines("allocateMemory = plan.Spec.AllocateMemory!;");
            if (spec.AllocatePast is not null)
                lines.Lines("allocatePast = plan.Spec.AllocatePast!;");
            if (spec.CacheEviction is not null)
                lines.Lines("cacheEviction = plan.Spec.CacheEviction!;");
            EmitPrecision.Constructor(lines, spec, main);
            if (spec.HasText)
                lines.Lines($"scale = Constant.Of(Math.Sqrt({main}.Width));");
            if (spec.Transformer.Scale != AttentionScale.HeadWidth)
                lines.Lines($"attentionScale = {EmitAttention.ScaleValue(spec.Transformer.Scale, main)};");
            lines.Each(
                EmitPositions.Of(plan).Held, held => $"{held.Field} = {held.Value}.DetachFromDisposeScope();");
            var initial = spec.Transformer.Initializer == Initializer.XavierUniform ? "" : $", linear: Initial.{spec.Transformer.Initializer}";
            lines.Lines($"var weights = new WeightStore(this, plan.Spec.Seed, device{initial}{EmitPrecision.Argument(spec, "computes: Computes")});");
            if (EmitPrecision.Copies(spec))
                lines.Lines("Copies = weights.Copies;");
            if (spec.AdaptiveSpan is not null)
                lines.Lines("HeadSpans = weights.Spans;");
            if (spec.TokenRetention is not null)
                lines.Lines("Retentions = weights.Retentions;");
            lines.Each(spec.Tasks, task => $"{task.Name} = {Holds(plan, task).Maker}({SourceFile.Quote(task.Name)});");
            EmitImage.Constructor(lines, plan);
            EmitHead.Constructor(lines, spec);
            lines.Line().Lines("// Sharing is by name: who asks the store for the same name gets the same weight.");
            foreach (var level in spec.Tasks.Select(task => Holds(plan, task)).GroupBy(level => level.Maker).Select(same => same.First()))
                lines.Lines($"{level.Record} {level.Maker}(string task) => new(\n    {string.Join(",\n    ", level.Held.Select(one => $"{one.Name}: {one.Value}"))});\n");
            Make(lines, plan);
        });
        body.Lines(spec.Tasks.Select(task => $$"""

            /// <summary>What {{task.Name}} holds.</summary>
            public {{Holds(plan, task).Record}} {{task.Name}} { get; }
            """));
        EmitImage.Properties(body, spec);
        EmitHead.Properties(body, spec);
    }

    // A record of weights, what makes it, and what it holds: type, property, and where the weights come from.
    private sealed record Level(string Record, string Maker, string Summary, IReadOnlyList<(string Type, string Name, string Value)> Held);

    private static Level Holds(ExperimentPlan plan, TaskSpec task) => task.Kind switch
    {
        TaskKind.CausalLanguageModel => new(Language(plan), "HoldToSpeak", "", Spoken(plan)),
        TaskKind.SequenceToSequence => Levels(plan)[^1],
        _ => Levels(plan).First(level => task.Image is not null || level.Held.Any(held => held.Name == "Embedding")),
    };

    // Who reads pictures holds least, who reads text an embedding as well, who writes what it read a decoder as well.
    private static IReadOnlyList<Level> Levels(ExperimentPlan plan)
    {
        (bool Is, string Name, string Maker, string Others, Func<IReadOnlyList<(string, string, string)>> Held)[] levels =
        [
            (plan.Spec.HasPictures, "Weights", "Hold", "", () => Read(plan, embeds: false)),
            (plan.Spec.Tasks.Any(ReadsText), "ReaderWeights", "HoldToRead", "What a task holds that reads text.", () => Read(plan, embeds: true)),
            (plan.Has(TaskKind.SequenceToSequence), "WriterWeights", "HoldToWrite", "What a task holds that also writes.", () => [.. Read(plan, embeds: true), .. Written(plan)]),
        ];
        var there = levels.Where(level => level.Is).ToArray();
        return [.. there.Select((level, place) => place > 0
            ? new Level(plan.Spec.Name + level.Name, level.Maker, level.Others, level.Held())
            : new Level(
                plan.Spec.Name + "Weights", "Hold",
                $"What one task holds{(there.Length > 1 ? " to read its input" : "")}. A weight that tasks share is the same object in each.", level.Held()))];

        static bool ReadsText(TaskSpec task) => task.Kind.Reads() && !task.Kind.Writes() && task.Image is null;
    }

    /// <summary>A stack's plan, as the code names it, for what all stacks have in common.</summary>
    private static string Main(ExperimentPlan plan) => plan.Encoder is null ? "decoder" : "encoder";

    /// <summary>The property of the table that the output layer scores tokens with.</summary>
    public static string Output(ExperimentSpec spec) => spec.Transformer.Output == OutputEmbedding.Free ? "OutputEmbedding" : "Embedding";

    // What a task holds to read: type, property, and where the weights come from; one that reads pictures has no tokens to embed.
    private static IReadOnlyList<(string Type, string Name, string Value)> Read(ExperimentPlan plan, bool embeds) =>
        [.. Embedded(plan).Skip(embeds ? 0 : 1), .. Stack(plan, "Encoder", Trunk.Encoder, "EncoderLayer")];

    // What a task holds that writes, beside that.
    private static IReadOnlyList<(string Type, string Name, string Value)> Written(ExperimentPlan plan) =>
        [.. EmitAllocationWeights.OfMemory(plan), .. Stack(plan, "Decoder", Trunk.Decoder, "DecoderLayer"), .. Scored(plan)];

    // What a language model holds.
    private static IReadOnlyList<(string Type, string Name, string Value)> Spoken(ExperimentPlan plan) =>
        [.. Embedded(plan), .. Stack(plan, "Decoder", Trunk.Decoder, "LanguageLayer"), .. Scored(plan)];

    // The table of tokens, and what of positions is learned.
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
            var more = kind.Trunk == Trunk.Encoder ? EmitAllocationWeights.Of(plan) : EmitAllocationWeights.OfDecoder(plan);
            lines.Lines($"{plan.Spec.Name}{kind.Layer} {kind.Layer}(string task, int layer) => new(\n{string.Join(",\n", made.Concat(more.Select(one => $"    {one.Name}: {one.Value}")))});");
        }
    }

    private static string Kind(ExperimentSpec spec, Projection projection) => (projection, spec.Transformer.Norm) switch
    {
        (Projection.Norm, NormKind.Rms) => "RmsNorm",
        (Projection.Norm, _) => "Norm",
        _ => "Linear",
    };
}
