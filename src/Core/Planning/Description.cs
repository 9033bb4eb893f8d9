namespace Heed.Planning;

/// <summary>What a planned model is made of, in plain words: for the head of the emitted model and for the terminal.</summary>
public static class Description
{
    /// <summary>Sizes of the stacks, then what was chosen for both.</summary>
    public static IReadOnlyList<string> Of(ExperimentPlan plan)
    {
        var made = plan.Spec.Transformer;
        var (writes, tells) = (plan.Spec.Tasks.Any(task => task.Kind.Writes()), plan.Has(TaskKind.MaskedLanguageModel));
        return
        [
            .. plan.Encoder is { } encoder ? new[] { $"Encoder   {Stack(encoder)}" } : [],
            .. plan.Decoder is { } decoder ? new[] { $"Decoder   {Stack(decoder)}" } : [],
            $"          {Norms(made)}; {FeedForward(made.Activation)}; {Scores(made.Scale)}",
            $"          {Position(made.Positions)}{(writes || tells ? $"; {Output(made.Output)}" : "")}",
            $"          {Begins(made.Initializer)}",
            $"          {PrecisionOutline.Of(plan)}",
            .. SpeedOutline.Of(plan).Select(line => $"          {line}"),
            .. AllocationOutline.Of(plan.Spec).Concat(AllocationCost.Lines(plan)).Select(line => $"          {line}"),
            .. made.Recomputes
                ? new[] { "          of each layer the backward pass keeps the input, and computes the rest again (gradient checkpointing)" }
                : [],
            .. from task in plan.Spec.Tasks where task.Image is not null select $"{task.Name}: {Seen(task.Image!)}",
            .. from task in plan.Spec.Tasks where task.Kind != TaskKind.SequenceToSequence select $"{task.Name}: {Told(task)}",
        ];
    }

    private static string Told(TaskSpec task) => task.Kind switch
    {
        TaskKind.CausalLanguageModel => "a language model, which tells each token from those before it",
        TaskKind.MaskedLanguageModel => $"a language model, which tells the {Text.Number(Math.Round(100 * task.Mask!.Rate, 3))} % of tokens that are hidden from it",
        TaskKind.Regression => $"a number, told from {From(task.Pooling)}",
        TaskKind.Tagging => $"for each word one of {Classes(task.Label!)}, told from the state of its first token",
        _ => $"{(task.Label!.Several ? "any" : "one")} of {Classes(task.Label)}, told from {From(task.Pooling)}",
    };

    private static string Classes(LabelSpec label) => label.Classes.Count > 0
        ? $"{Text.Number(label.Classes.Count)} classes"
        : "the classes that the data holds, whose head is not counted below";

    private static string From(Pooling? pooling) => pooling switch
    {
        Pooling.First => "the state of its start token",
        Pooling.Attention => "a mean of all states that is weighted by attention",
        _ => "the mean of all states",
    };

    private static string Seen(ImageSpec image) =>
        $"pictures of {Text.Number(image.Width)} × {Text.Number(image.Height)}{(image.Channels == 1 ? "" : " in colour")}, " +
        $"in {Text.Count(image.Patches, "patch", "patches")} of {Text.Number(image.Patch)} × {Text.Number(image.Patch)}" +
        (image.Flip ? "; mirrored at random in training" : "") +
        (image.Shift > 0 ? $"; moved by up to {Text.Count(image.Shift, "pixel")} in training" : "");

    private static string Stack(StackPlan plan) =>
        $"{Text.Count(plan.Layers, "layer")} of width {Text.Number(plan.Width)}, {Text.Count(plan.Heads, "head")} of {plan.HeadWidth}{Grouped(plan)}, " +
        $"feed-forward {Text.Number(plan.FeedForward)}, at most {Text.Number(plan.MaximumLength)} tokens";

    private static string Grouped(StackPlan plan) =>
        plan.KeyValueHeads == plan.Heads ? "" : $" over {Text.Count(plan.KeyValueHeads, "head")} of keys and values";

    private static string FeedForward(Activation activation) => activation switch
    {
        Activation.Relu => "feed-forward with ReLU",
        Activation.Gelu => "feed-forward with GELU",
        _ => "feed-forward gated by a third matrix (SwiGLU)",
    };

    private static string Scores(AttentionScale scale) => scale switch
    {
        AttentionScale.HeadWidth => "scores divided by √e",
        AttentionScale.Width => "scores divided by √d",
        _ => "scores as they are",
    };

    private static string Norms(TransformerSpec spec) =>
        $"{(spec.Placement == NormPlacement.Post ? "post" : "pre")}-norm{(spec.Norm == NormKind.Rms ? " by root mean square" : "")}";

    private static string Output(OutputEmbedding output) =>
        output == OutputEmbedding.Tied ? "the embedding is also the output layer" : "the output layer has a table of its own";

    private static string Begins(Initializer initializer) => initializer switch
    {
        Initializer.XavierUniform => "matrices begin uniform, by inputs and outputs (Xavier)",
        Initializer.XavierNormal => "matrices begin normal, by inputs and outputs (Xavier)",
        Initializer.KaimingNormal => "matrices begin normal, by inputs (Kaiming)",
        _ => "matrices begin normal of deviation 0.02, without what is beyond two deviations",
    };

    private static string Position(Positions positions) => positions switch
    {
        Positions.Sinusoidal => "sinusoidal positions added to the embedding",
        Positions.Rotary => "rotary positions in every self-attention",
        Positions.Learned => "learned positions added to the embedding",
        _ => "scores of every self-attention fall with distance (ALiBi)",
    };
}
