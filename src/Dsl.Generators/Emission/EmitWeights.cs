using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The records that hold weights, and the constructor that gives each task its selection.</summary>
internal static class EmitWeights
{
    public static void Records(SourceWriter writer, ExperimentPlan plan)
    {
        var name = plan.Spec.Name;
        var (writes, levels) = (plan.Has(TaskKind.SequenceToSequence), Levels(plan));
        Layer(writer, plan.Spec, $"{name}EncoderLayer", "an encoder layer", Parts.Encoder(plan.Spec.Transformer));
        writer.Line();
        if (writes)
        {
            Layer(writer, plan.Spec, $"{name}DecoderLayer", "a decoder layer", Parts.Decoder(plan.Spec.Transformer));
            writer.Line();
        }

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

        static string Parameters(IEnumerable<(string Type, string Name, string Value)> held) =>
            string.Join(",\n    ", held.Select(one => $"{one.Type} {one.Name}"));
    }

    /// <summary>The record of weights of a task that writes.</summary>
    public static string Writer(ExperimentPlan plan) =>
        plan.Spec.Name + (plan.Has(TaskKind.Classification) ? "WriterWeights" : "Weights");

    /// <summary>The record of weights of a task that reads text.</summary>
    public static string Reader(ExperimentPlan plan) => Levels(plan).First(level => level.Held.Any(held => held.Name == "Embedding")).Record;

    public static void Constructor(SourceWriter body, ExperimentPlan plan)
    {
        var (spec, name) = (plan.Spec, plan.Spec.Name);
        body.Lines("/// <summary>The model of a plan, on its device; weights are drawn from the plan's seed.</summary>");
        body.Braces($"public {name}Model(ExperimentPlan plan, Device device)\n    : base({SourceFile.Quote(name)})", lines =>
        {
            var writes = plan.Has(TaskKind.SequenceToSequence);
            lines.Lines(writes
                ? "(encoder, decoder, this.device) = (plan.Encoder, plan.Decoder!, device);"
                : "encoder = plan.Encoder;");
            if (spec.HasText)
                lines.Lines("scale = Constant.Of(Math.Sqrt(encoder.Width));");
            if (spec.Transformer.Scale != AttentionScale.HeadWidth)
                lines.Lines($"attentionScale = {EmitAttention.ScaleValue(spec.Transformer.Scale)};");
            lines.Each(
                EmitPositions.Of(plan).Held, held => $"{held.Field} = {held.Value}.DetachFromDisposeScope();");
            var initial = spec.Transformer.Initializer == Initializer.XavierUniform ? "" : $", linear: Initial.{spec.Transformer.Initializer}";
            lines.Lines($"var weights = new WeightStore(this, plan.Spec.Seed, device{initial});");
            lines.Each(spec.Tasks, task => $"{task.Name} = {Of(plan, task).Maker}({SourceFile.Quote(task.Name)});");
            EmitImage.Constructor(lines, plan);
            EmitHead.Constructor(lines, spec);
            lines.Line().Lines("// Sharing is by name: who asks the store for the same name gets the same weight.");
            foreach (var level in Levels(plan))
                lines.Lines($"{level.Record} {level.Maker}(string task) => new(\n    {string.Join(",\n    ", level.Held.Select(one => $"{one.Name}: {one.Value}"))});\n");
            Make(lines, plan, "Encoder", Trunk.Encoder, Parts.Encoder(plan.Spec.Transformer));
            if (writes)
            {
                lines.Line();
                Make(lines, plan, "Decoder", Trunk.Decoder, Parts.Decoder(plan.Spec.Transformer));
            }
        });
        body.Lines(spec.Tasks.Select(task => $$"""

            /// <summary>What {{task.Name}} holds.</summary>
            public {{Of(plan, task).Record}} {{task.Name}} { get; }
            """));
        EmitImage.Properties(body, spec);
        EmitHead.Properties(body, spec);
    }

    /// <summary>The property of the table that the output layer scores tokens with.</summary>
    public static string Output(ExperimentSpec spec) => spec.Transformer.Output == OutputEmbedding.Free ? "OutputEmbedding" : "Embedding";

    // A record of weights, what makes it, and what it holds: type, property, and where the weights come from.
    private sealed record Level(string Record, string Maker, string Summary, IReadOnlyList<(string Type, string Name, string Value)> Held);

    private static Level Of(ExperimentPlan plan, TaskSpec task) => Levels(plan).First(level =>
        task.Kind == TaskKind.SequenceToSequence ? level.Record == Writer(plan) : task.Image is not null || level.Held.Any(held => held.Name == "Embedding"));

    // Who reads pictures holds least, who reads text an embedding as well, who writes a decoder as well.
    private static IReadOnlyList<Level> Levels(ExperimentPlan plan)
    {
        var (sees, tells, writes) =
            (plan.Spec.HasPictures, plan.Spec.Tasks.Any(task => task.Kind == TaskKind.Classification && task.Image is null), plan.Has(TaskKind.SequenceToSequence));
        (bool Is, string Name, string Maker, string Others, IReadOnlyList<(string, string, string)> Held)[] levels =
        [
            (sees, "Weights", "Hold", "", Read(plan, embeds: false)),
            (tells, "ReaderWeights", "HoldToRead", "What a task holds that reads text.", Read(plan, embeds: true)),
            (writes, "WriterWeights", "HoldToWrite", "What a task holds that also writes.", [.. Read(plan, embeds: true), .. Written(plan)]),
        ];
        var there = levels.Where(level => level.Is).ToArray();
        return [.. there.Select((level, place) => place > 0
            ? new Level(plan.Spec.Name + level.Name, level.Maker, level.Others, level.Held)
            : new Level(
                plan.Spec.Name + "Weights", "Hold",
                $"What one task holds{(there.Length > 1 ? " to read its input" : "")}. A weight that tasks share is the same object in each.", level.Held))];
    }

    // What a task holds that reads.
    private static IReadOnlyList<(string Type, string Name, string Value)> Read(ExperimentPlan plan, bool embeds)
    {
        var embedding = EmitHolder.Name(plan.Sharing, Projection.Embedding, Trunk.Both, "embedding");
        var positions = EmitHolder.Name(plan.Sharing, Projection.Embedding, Trunk.Both, "positions");
        var longest = EmitPositions.Longest(plan.Has(TaskKind.SequenceToSequence));
        (string, string, string)[] learned = [("Parameter", "Positions", $"weights.Embedding({positions}, {longest}, encoder.Width)")];
        (string, string, string)[] tokens = [("Parameter", "Embedding", $"weights.Embedding({embedding}, plan.Spec.Tokenizer.Vocabulary, encoder.Width)")];
        return
        [
            .. embeds ? tokens : [],
            .. plan.Spec.Encoder!.Positions == Positions.Learned ? learned : [],
            .. Stack(plan, "Encoder", Trunk.Encoder),
        ];
    }

    // What a task holds that writes, beside that.
    private static IReadOnlyList<(string Type, string Name, string Value)> Written(ExperimentPlan plan)
    {
        var output = EmitHolder.Name(plan.Sharing, Projection.Embedding, Trunk.Both, "output_embedding");
        (string, string, string)[] free =
            [("Parameter", "OutputEmbedding", $"weights.Embedding({output}, plan.Spec.Tokenizer.Vocabulary, encoder.Width)")];
        return [.. Stack(plan, "Decoder", Trunk.Decoder), .. plan.Spec.Transformer.Output == OutputEmbedding.Free ? free : []];
    }

    private static IEnumerable<(string, string, string)> Stack(ExperimentPlan plan, string stack, Trunk trunk)
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
