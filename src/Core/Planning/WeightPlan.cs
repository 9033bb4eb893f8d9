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
    public static IEnumerable<WeightPlan> All(ExperimentSpec spec, StackPlan? encoder, StackPlan? decoder, SharingPlan sharing) =>
        spec.Tasks
            .SelectMany(task => OfTask(spec, encoder, decoder, sharing, task))
            .GroupBy(weight => weight.Name)
            .Select(same => same.First());

    private static IEnumerable<WeightPlan> OfTask(
        ExperimentSpec spec, StackPlan? encoder, StackPlan? decoder, SharingPlan sharing, TaskSpec task)
    {
        var (width, made) = ((encoder ?? decoder!).Width, spec.Transformer);
        var embedding = sharing.Holder(Projection.Embedding, Trunk.Both, 0, task.Name);
        var longest = Math.Max(encoder?.MaximumLength ?? 0, decoder?.MaximumLength ?? 0);
        WeightPlan[] positions = [new($"{embedding}.positions.weight", embedding, new(longest, width))];
        WeightPlan[] output = [new($"{embedding}.output_embedding.weight", embedding, new(spec.Tokenizer.Vocabulary, width))];
        var parts = task.Kind == TaskKind.CausalLanguageModel ? Parts.Language(made) : Parts.Decoder(made);
        return
        [
            .. task.Image is { } image
                ? OfPatches(embedding, image, width)
                : [new($"{embedding}.embedding.weight", embedding, new(spec.Tokenizer.Vocabulary, width))],
            .. made.Positions == Positions.Learned ? positions : [],
            .. task.Kind.Reads()
                ? OfStack(made, Trunk.Encoder, "encoder", Parts.Encoder(made), encoder!, sharing, task.Name, layer => AllocationWeights.Of(spec, encoder!, task, layer))
                : [],
            .. task.Kind == TaskKind.SequenceToSequence ? OfMemory(spec, encoder!, sharing, task.Name) : [],
            .. task.Kind.Writes() ? OfStack(made, Trunk.Decoder, "decoder", parts, decoder!, sharing, task.Name, layer => AllocationWeights.OfDecoder(spec, decoder!, layer)) : [],
            .. task.Kind.Writes() && made.Output == OutputEmbedding.Free ? output : [],
            .. task.Kind.HasHead() ? OfHead(task, width) : [],
        ];
    }

    // What stands in the place of the embedding where a picture goes in.
    private static IEnumerable<WeightPlan> OfPatches(string holder, ImageSpec image, int width) =>
        [new($"{holder}.patch.weight", holder, new(width, image.PatchSize)), new($"{holder}.patch.bias", holder, new(width))];

    // What stands between encoder and decoder is shared as the first layer that reads what it leaves.
    private static IEnumerable<WeightPlan> OfMemory(ExperimentSpec spec, StackPlan encoder, SharingPlan sharing, string task) =>
        from weight in AllocationWeights.OfMemory(spec, encoder)
        let holder = sharing.Holder(weight.Projection, Trunk.Decoder, 0, task)
        select new WeightPlan($"{holder}.{weight.Name}", holder, weight.Shape);

    // A task's own: what it pools by, and how it tells its classes apart, or its number.
    private static IEnumerable<WeightPlan> OfHead(TaskSpec task, int width) =>
    [
        .. task.Image is not null && task.Pooling == Pooling.First
            ? new WeightPlan[] { new($"{task.Name}.start.weight", task.Name, new(width)) }
            : [],
        .. task.Pooling == Pooling.Attention
            ? new WeightPlan[] { new($"{task.Name}.pool.weight", task.Name, new(width)) }
            : [],
        new($"{task.Name}.head.weight", task.Name, new(task.Outputs, width)),
        new($"{task.Name}.head.bias", task.Name, new(task.Outputs)),
    ];

    private static IEnumerable<WeightPlan> OfStack(
        TransformerSpec made, Trunk trunk, string stack, IReadOnlyList<Part> parts, StackPlan plan, SharingPlan sharing, string task,
        Func<int, IEnumerable<(Projection Projection, string Name, EquatableArray<int> Shape)>> more)
    {
        for (var layer = 0; layer < plan.Layers; layer++)
        {
            foreach (var part in parts)
            {
                var holder = sharing.Holder(part.Projection, trunk, layer, task);
                foreach (var weight in OfPart(made.Norm, part, $"{holder}.{stack}.{layer}.{part.Key}", holder, plan))
                    yield return weight;
            }

            foreach (var (projection, name, shape) in more(layer))
            {
                var holder = sharing.Holder(projection, trunk, layer, task);
                yield return new($"{holder}.{stack}.{layer}.{name}", holder, shape);
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
