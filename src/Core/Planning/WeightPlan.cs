namespace Heed.Planning;

/// <summary>One weight of the model, under the name that checkpoints know it by.</summary>
/// <param name="Name">Holder, stack, layer, part and kind: <c>shared.encoder.0.query.weight</c>.</param>
/// <param name="Holder">Whose it is: <c>shared</c>, a task, or tasks joined by a plus.</param>
/// <param name="Shape">Its sizes: <c>[out in]</c> for a matrix.</param>
public sealed record WeightPlan(string Name, string Holder, EquatableArray<int> Shape)
{
    /// <summary>Numbers in it.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Every weight of an experiment, each once, in the order in which the model makes them.</summary>
    public static IEnumerable<WeightPlan> All(ExperimentSpec spec, StackPlan encoder, StackPlan? decoder, SharingPlan sharing) =>
        spec.Tasks
            .SelectMany(task => OfTask(spec, encoder, decoder, sharing, task))
            .GroupBy(weight => weight.Name)
            .Select(same => same.First());

    private static IEnumerable<WeightPlan> OfTask(
        ExperimentSpec spec, StackPlan encoder, StackPlan? decoder, SharingPlan sharing, TaskSpec task)
    {
        var embedding = sharing.Holder(Projection.Embedding, Trunk.Both, 0, task.Name);
        var longest = Math.Max(encoder.MaximumLength, decoder?.MaximumLength ?? 0);
        WeightPlan[] positions = [new($"{embedding}.positions.weight", embedding, new(longest, encoder.Width))];
        return
        [
            .. task.Image is { } image
                ? OfPatches(embedding, image, encoder.Width)
                : [new($"{embedding}.embedding.weight", embedding, new(spec.Tokenizer.Vocabulary, encoder.Width))],
            .. spec.Encoder!.Positions == Positions.Learned ? positions : [],
            .. OfStack(spec.Transformer, Trunk.Encoder, "encoder", Parts.Encoder(spec.Transformer), encoder, sharing, task.Name),
            .. task.Kind == TaskKind.SequenceToSequence && decoder is not null ? OfWriter(spec, encoder, decoder, sharing, task.Name) : [],
            .. task.Label is { } label ? OfHead(task, label, encoder.Width) : [],
        ];
    }

    private static IEnumerable<WeightPlan> OfWriter(
        ExperimentSpec spec, StackPlan encoder, StackPlan decoder, SharingPlan sharing, string task)
    {
        var embedding = sharing.Holder(Projection.Embedding, Trunk.Both, 0, task);
        WeightPlan[] output = [new($"{embedding}.output_embedding.weight", embedding, new(spec.Tokenizer.Vocabulary, encoder.Width))];
        return
        [
            .. OfStack(spec.Transformer, Trunk.Decoder, "decoder", Parts.Decoder(spec.Transformer), decoder, sharing, task),
            .. spec.Transformer.Output == OutputEmbedding.Free ? output : [],
        ];
    }

    // What stands in the place of the embedding where a picture goes in.
    private static IEnumerable<WeightPlan> OfPatches(string holder, ImageSpec image, int width) =>
        [new($"{holder}.patch.weight", holder, new(width, image.PatchSize)), new($"{holder}.patch.bias", holder, new(width))];

    // A task's own: what it pools by, and how it tells its classes apart.
    private static IEnumerable<WeightPlan> OfHead(TaskSpec spec, LabelSpec label, int width)
    {
        var task = spec.Name;
        return
        [
            .. spec.Image is not null && label.Pooling == Pooling.First ? new WeightPlan[] { new($"{task}.start.weight", task, new(width)) } : [],
            .. label.Pooling == Pooling.Attention
                ? new WeightPlan[] { new($"{task}.pool.weight", task, new(width)) }
                : [],
            new($"{task}.head.weight", task, new(label.Classes.Count, width)),
            new($"{task}.head.bias", task, new(label.Classes.Count)),
        ];
    }

    private static IEnumerable<WeightPlan> OfStack(
        TransformerSpec made, Trunk trunk, string stack, IReadOnlyList<Part> parts, StackPlan plan, SharingPlan sharing, string task)
    {
        for (var layer = 0; layer < plan.Layers; layer++)
        {
            foreach (var part in parts)
            {
                var holder = sharing.Holder(part.Projection, trunk, layer, task);
                foreach (var weight in OfPart(made.Norm, part, $"{holder}.{stack}.{layer}.{part.Key}", holder, plan))
                    yield return weight;
            }
        }

        if (made.Placement == NormPlacement.Post)
            yield break;
        var last = sharing.Holder(Projection.Norm, trunk, plan.Layers, task);
        foreach (var weight in OfPart(made.Norm, new Part("Norm", Projection.Norm), $"{last}.{stack}.norm", last, plan))
            yield return weight;
    }

    private static WeightPlan[] OfPart(NormKind norm, Part part, string name, string holder, StackPlan plan) => (part.Projection, norm) switch
    {
        (Projection.Norm, NormKind.Rms) => [new($"{name}.scale", holder, new(plan.Width))],
        (Projection.Norm, _) => [new($"{name}.scale", holder, new(plan.Width)), new($"{name}.shift", holder, new(plan.Width))],
        _ =>
        [
            new($"{name}.weight", holder, new(plan.Size(part.Outputs), plan.Size(part.Inputs))),
            new($"{name}.bias", holder, new(plan.Size(part.Outputs))),
        ],
    };
}
