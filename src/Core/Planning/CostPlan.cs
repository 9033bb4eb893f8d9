namespace Heed.Planning;

/// <summary>
/// What one example costs, forward, in floating-point operations. Training costs three times as much, and once more what runs again for
/// gradient checkpointing.
/// </summary>
/// <param name="Name">The part of the model.</param>
/// <param name="Parameters">Numbers that training changes, for one task.</param>
/// <param name="Flops">Floating-point operations of matrix products, a multiplication and an addition counted as two.</param>
/// <param name="AttentionCells">Attention weights computed, over all heads.</param>
public sealed record CostRow(string Name, long Parameters, double Flops, double AttentionCells)
{
    /// <summary>Whether this is a layer of a stack.</summary>
    public bool IsLayer => AttentionCells > 0;
}

/// <summary>The cost of an experiment, part by part, for one example of given lengths.</summary>
/// <param name="Source">Source tokens s, or positions of a picture.</param>
/// <param name="Target">Target tokens t.</param>
/// <param name="Rows">The parts, in the order of the pass.</param>
public sealed record CostPlan(int Source, int Target, EquatableArray<CostRow> Rows)
{
    /// <summary>The example, in words.</summary>
    public string Example { get; init; } = $"a pair of {Source} + {Target} tokens";

    /// <summary>Operations of one example, forward.</summary>
    public double Flops => Rows.Sum(row => row.Flops);

    /// <summary>The cost of one example of a task: of one that writes, where there is one.</summary>
    public static CostPlan Of(ExperimentPlan plan, int source, int target) =>
        Of(plan, plan.Spec.Tasks.OrderBy(task => task.Kind).First(), source, target);

    /// <summary>The cost of one example of a task; a class has no target tokens.</summary>
    public static CostPlan Of(ExperimentPlan plan, TaskSpec task, int source, int target)
    {
        source = task.Positions ?? source;
        double d = plan.Width, s = source, t = target, vocabulary = plan.Spec.Tokenizer.Vocabulary;
        var (writes, crosses) = (task.Kind.Writes(), task.Kind == TaskKind.SequenceToSequence);
        // A position through two square maps: query and output.
        var queryOutput = 4 * d * d;
        var logits = 2 * Scored(task, source, target) * d * vocabulary;
        List<CostRow> rows = task.Image is { } image
            ? [new("patches", Sum(plan, task.Name, ".patch.", ".start.", ".positions."), 2.0 * image.Patches * image.PatchSize * d, 0)]
            : plan.Spec.Transformer.Output == OutputEmbedding.Tied || !writes
            ? [new(logits > 0 ? "embedding, also the output layer" : "embedding", Sum(plan, task.Name, ".embedding.", ".positions."), logits, 0)]
            :
            [
                new("embedding", Sum(plan, task.Name, ".embedding.", ".positions."), 0, 0),
                new("output layer", Sum(plan, task.Name, ".output_embedding."), logits, 0),
            ];
        foreach (var (at, layer) in (task.Kind.Reads() ? LayerLengths.Of(plan.Spec, plan.Encoder!, task, source) : []).Select((at, layer) => (at, layer)))
        {
            rows.Add(new(
                $"encoder layer {layer}", Sum(plan, task.Name, $".encoder.{layer}."),
                (at.Queries * queryOutput) + (at.Keys * KeyValue(plan.Encoder!)) + (4 * at.Cells * d) + (at.FeedForward * FeedForward(plan.Encoder!)) + at.Allocating,
                (at.Cells + at.Crossing) * plan.Encoder!.Heads));
        }

        double memory = Memory(plan, source);
        foreach (var (at, layer) in (writes ? Written(plan, task, source, target) : []).Select((at, layer) => (at, layer)))
        {
            var cross = crosses ? (t * queryOutput) + (memory * KeyValue(plan.Decoder!)) + (4 * at.Crossing * d) : 0;
            rows.Add(new(
                $"decoder layer {layer}", Sum(plan, task.Name, $".decoder.{layer}."),
                (t * (queryOutput + FeedForward(plan.Decoder!))) + (at.Keys * KeyValue(plan.Decoder!)) + (4 * at.Cells * d) + at.Allocating + cross,
                (at.Cells + at.Crossing) * plan.Decoder!.Heads));
        }

        if (crosses && plan.Spec.AllocateMemory is { Ratio: > 1, Flops: { } reducing } && reducing(source, plan.Width) is var reduced && Sum(plan, task.Name, ".memory.") is var held && reduced + held > 0)
            rows.Add(new("memory", held, reduced, 0));
        if (task.Kind.HasHead())
            rows.Add(new(task.Label is null ? "number" : "classes", Sum(plan, task.Name, ".pool.", ".head."), 2 * d * task.Outputs * Told(task, source), 0));
        var cost = new CostPlan(source, target, rows.ToEquatableArray());
        return task.Image is null ? cost : cost with { Example = $"a picture of {Text.Count(task.Image.Patches, "patch", "patches")}" };

        double KeyValue(StackPlan stack) => 4 * d * stack.KeyValueWidth;

        double FeedForward(StackPlan stack) => 2 * d * stack.FeedForward * (plan.Spec.Transformer.Activation == Activation.SwiGlu ? 3 : 2);
    }

    /// <summary>Weights that are read while a task writes a token: those of the decoder and of the output layer.</summary>
    /// <remarks>What makes keys and values of a source counts among them, though it is read once an answer.</remarks>
    public static long Read(ExperimentPlan plan, TaskSpec task) =>
        Of(plan, task, 1, 1).Rows.Where(row => row.Name.EndsWith("output layer", StringComparison.Ordinal) || row.Name.StartsWith("decoder", StringComparison.Ordinal)).Sum(row => row.Parameters);

    /// <summary>Positions that the layers of the decoder work on, for a task that writes.</summary>
    internal static IReadOnlyList<LayerLengths> Written(ExperimentPlan plan, TaskSpec task, int source, int target) =>
        LayerLengths.OfDecoder(plan.Spec, plan.Decoder!, target, task.Kind == TaskKind.SequenceToSequence ? Memory(plan, source) : 0);

    // States that the decoder attends to.
    private static long Memory(ExperimentPlan plan, int source) => plan.Spec.AllocateMemory?.Of(source) ?? source;

    // States that a head tells of: of words there are as many as tokens at the most.
    private static int Told(TaskSpec task, int source) => task.Kind == TaskKind.Tagging ? source : 1;

    // Tokens that the output layer scores.
    private static double Scored(TaskSpec task, int source, int target) =>
        task.Mask is { } mask ? mask.Rate * source : task.Kind.Writes() ? target : 0;

    /// <summary>Operations of one training step: the full batches of every task, forward and backward.</summary>
    public static double StepFlops(ExperimentPlan plan, int source, int target) =>
        plan.Spec.Accumulate * plan.Spec.Tasks.Sum(task => BatchFlops(plan, task, 1, source, target) * Examples(plan, task, source, target));

    /// <summary>Operations of one batch in training, forward and backward, its padding counted.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="task">The task that the batch is of.</param>
    /// <param name="rows">Examples b.</param>
    /// <param name="source">Padded source length s.</param>
    /// <param name="target">Padded target length t.</param>
    public static double BatchFlops(ExperimentPlan plan, TaskSpec task, int rows, int source, int target)
    {
        var cost = Of(plan, task, source, target);
        return rows * ((3 * cost.Flops) + (plan.Spec.Transformer.Recomputes ? cost.Rows.Where(row => row.IsLayer).Sum(row => row.Flops) : 0));
    }

    /// <summary>
    /// Bytes that training holds, estimated: each weight with its gradient and its moments, and the activations that the backward
    /// pass of one full batch of one task reads again, in float32.
    /// </summary>
    public static double TrainingBytes(ExperimentPlan plan, int source, int target)
    {
        var moments = plan.Weights.Sum(weight => MomentsPlan.Of(plan.Spec.Optimizer, weight));
        var averages = plan.Spec.MovingAverage is null ? 0 : plan.Parameters;
        var activations = plan.Spec.Tasks.Max(task => Examples(plan, task, source, target) * Activations(plan, task, source, target));
        return 4 * ((2.0 * plan.Parameters) + moments + averages + activations);
    }

    // Numbers that the backward pass of one example reads again.
    private static double Activations(ExperimentPlan plan, TaskSpec task, int source, int target)
    {
        source = task.Positions ?? source;
        double d = plan.Width, vocabulary = plan.Spec.Tokenizer.Vocabulary;
        var crosses = task.Kind == TaskKind.SequenceToSequence;
        var encoder = task.Kind.Reads() ? LayerLengths.Of(plan.Spec, plan.Encoder!, task, source).Sum(at => Kept(plan, plan.Encoder!, at)) : 0;
        var decoder = task.Kind.Writes() ? Written(plan, task, source, target).Sum(at => Kept(plan, plan.Decoder!, at)) : 0;
        var cross = crosses ? plan.Decoder!.Layers * ((target * 6 * d) + (Memory(plan, source) * 2.0 * plan.Decoder.KeyValueWidth)) : 0;
        if (crosses && plan.Spec.AllocateMemory is { Ratio: > 1 } memory)
            cross += BuiltInAllocation.Of(memory.Strategy)?.Held(source, Memory(plan, source), plan.Width) ?? 0;
        var logits = 3.0 * Scored(task, source, target) * vocabulary;
        var kept = encoder + decoder + cross;
        if (!plan.Spec.Transformer.Recomputes)
            return kept + logits;
        // Every layer's input and its gradient, and whatever one layer holds while its gradient is computed.
        var (reads, writes) = (task.Kind.Reads() ? plan.Encoder!.Layers : 0, task.Kind.Writes() ? plan.Decoder!.Layers : 0);
        return (2 * d * ((reads * source) + (writes * target))) + Math.Max(logits, kept / Math.Max(1, reads + writes));
    }

    /// <summary>
    /// Keys from which on float32 attention keeps no scores on any processor (<c>Attend.Fast</c>), where each head has its own; Intel's keep none of fewer.
    /// </summary>
    public const long Unscored = 1_024;

    /// <summary>Numbers that the backward pass of a layer reads again, but for what a decoder makes of the states that it attends to.</summary>
    internal static double Kept(ExperimentPlan plan, StackPlan stack, LayerLengths at) =>
        ((at.Queries + at.FeedForward) / 2.0 * ((8 * stack.Width) + (Hidden(plan) * stack.FeedForward)))
        + (at.Keys * 2.0 * stack.KeyValueWidth) + at.Held + (3.0 * ((KeepsScores(plan, stack, at) ? at.Cells : 0) + at.Crossing) * stack.Heads);

    private static bool KeepsScores(ExperimentPlan plan, StackPlan stack, LayerLengths at) =>
        at.KeepsScores || at.Keys < Unscored || stack.KeyValueHeads != stack.Heads || !PrecisionOutline.IsFloat32(plan);

    // Numbers of a feed-forward network's inner width that its backward pass reads again.
    private static int Hidden(ExperimentPlan plan) => plan.Spec.Transformer.Activation switch { Activation.Relu => 3, Activation.Gelu => 4, _ => 6 };

    // Examples of these lengths in a full batch; what a head tells counts as a target of one token and its end.
    private static double Examples(ExperimentPlan plan, TaskSpec task, int source, int target) => plan.Spec.BatchTokens / (double)(task.Kind switch
    {
        TaskKind.SequenceToSequence => source + target,
        TaskKind.CausalLanguageModel => target,
        TaskKind.MaskedLanguageModel or TaskKind.Tagging => source + 1,
        _ => (task.Positions ?? source) + 2,
    });

    private static long Sum(ExperimentPlan plan, string task, params string[] parts) => plan.Weights
        .Where(weight => parts.Any(part => weight.Name.Substring(weight.Holder.Length).StartsWith(part, StringComparison.Ordinal)) && (weight.Holder == SharingPlan.Everyone || weight.Holder.Split('+').Contains(task)))
        .Sum(weight => weight.Count);
}
