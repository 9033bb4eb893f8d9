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
        return
        [
            new($"{embedding}.embedding.weight", embedding, new(spec.Tokenizer.Vocabulary, encoder.Width)),
            .. OfStack(Trunk.Encoder, "encoder", Parts.Encoder, encoder, sharing, task.Name),
            .. task.Kind == TaskKind.SequenceToSequence && decoder is not null
                ? OfStack(Trunk.Decoder, "decoder", Parts.Decoder, decoder, sharing, task.Name)
                : [],
            .. task.Label is { } label ? OfHead(task.Name, label, encoder.Width) : [],
        ];
    }

    // A task's own: what it pools by, and how it tells its classes apart.
    private static IEnumerable<WeightPlan> OfHead(string task, LabelSpec label, int width) =>
    [
        .. label.Pooling == Pooling.Attention
            ? new WeightPlan[] { new($"{task}.pool.weight", task, new(width)) }
            : [],
        new($"{task}.head.weight", task, new(label.Classes.Count, width)),
        new($"{task}.head.bias", task, new(label.Classes.Count)),
    ];

    private static IEnumerable<WeightPlan> OfStack(
        Trunk trunk, string stack, IReadOnlyList<Part> parts, StackPlan plan, SharingPlan sharing, string task)
    {
        for (var layer = 0; layer < plan.Layers; layer++)
        {
            foreach (var part in parts)
            {
                var holder = sharing.Holder(part.Projection, trunk, layer, task);
                foreach (var weight in OfPart(part, $"{holder}.{stack}.{layer}.{part.Key}", holder, plan))
                    yield return weight;
            }
        }

        var last = sharing.Holder(Projection.Norm, trunk, plan.Layers, task);
        foreach (var weight in OfPart(new Part("Norm", Projection.Norm), $"{last}.{stack}.norm", last, plan))
            yield return weight;
    }

    private static WeightPlan[] OfPart(Part part, string name, string holder, StackPlan plan) =>
        part.Projection == Projection.Norm
            ? [new($"{name}.scale", holder, new(plan.Width)), new($"{name}.shift", holder, new(plan.Width))]
            :
            [
                new($"{name}.weight", holder, new(plan.Size(part.Outputs), plan.Size(part.Inputs))),
                new($"{name}.bias", holder, new(plan.Size(part.Outputs))),
            ];
}
