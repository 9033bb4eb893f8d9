using Heed.Attention;
using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>What a model looked at while it gave an answer.</summary>
/// <param name="learner">The model.</param>
/// <param name="vocabulary">What its tokens mean.</param>
/// <param name="plan">Its plan.</param>
internal sealed class Observation(ILearner learner, Tokenization vocabulary, ExperimentPlan plan)
{
    /// <summary>Longest source, in tokens, that a map is drawn of in a report: longer ones would hide the words.</summary>
    public const int Longest = 24;

    /// <summary>What it looked at.</summary>
    /// <param name="task">The task's place in the experiment.</param>
    /// <param name="text">What was asked.</param>
    /// <param name="asked">The same as the model reads it: tokens, or a picture.</param>
    /// <param name="output">The answer.</param>
    public Explained Of(int task, string text, TokenPair asked, string output)
    {
        var spec = plan.Spec.Tasks[task];
        var target = Target(spec, output);
        using var recorder = learner.Observe(task, Asked(spec, asked, target, Vocabulary.Start(task)));
        LayerWork[] layers = [.. recorder.Allocations.Select(LayerWork.Of)];
        string[] sources = spec.Image is { } image
            ? [.. spec.Pooling == Pooling.First ? new[] { "start" } : [], .. Patches(image)]
            : spec.Kind.Reads() ? [.. asked.Source.Select(token => Piece(spec, token, Vocabulary.Start(task)))] : [];
        string[] targets = ["start", .. target.Select(vocabulary.Piece)];
        string[] told = spec.Kind.Writes() ? Written(output, targets.Length) : [spec.Kind == TaskKind.Regression ? "number" : "class"];
        return new(
            new(spec.Name, text, spec.Kind == TaskKind.Regression ? NumberColumn.Shown(output) : output, [.. recorder.Maps.Select(map => Drawn(map, sources, targets, told))]), sources,
            Rollouts.Of(recorder.Maps, sources, targets, told, spec.Pooling))
        {
            Hidden = spec.Mask is null ? [] : [.. asked.Source.Index().Where(one => one.Item == Vocabulary.Start(task)).Select(one => one.Index)],
            Seen = asked.Picture is { } picture ? (picture, spec.Image!.Patch) : null,
            Audit = layers.Length > 0 && Audit.Shows(plan.Spec) ? Audit.Of(plan.Spec, layers) : null,
        };
    }

    /// <summary>What each layer of an encoder whose attention is allocated works on; nothing of any other.</summary>
    /// <inheritdoc cref="Of"/>
    public IReadOnlyList<LayerWork> Work(int task, TokenPair asked, string output)
    {
        using var recorder = learner.Observe(task, BatchOf(task, asked, output));
        return [.. recorder.Allocations.Select(LayerWork.Of)];
    }

    /// <summary>The example as the model reads it, a task that writes along its answer.</summary>
    /// <inheritdoc cref="Of"/>
    public Batch BatchOf(int task, TokenPair asked, string output) =>
        Asked(plan.Spec.Tasks[task], asked, Target(plan.Spec.Tasks[task], output), Vocabulary.Start(task));

    // An answer that never came to its end is as long as the decoder, and its text may come out longer in tokens than it was.
    private int[] Target(TaskSpec spec, string output) => spec.Kind.Writes() ? [.. vocabulary.Encode(output).Take(plan.Decoder!.MaximumLength - 1)] : [];

    // What each position that goes in tells: the next token, or the end, which an answer that was cut never came to.
    private string[] Written(string output, int positions) => [.. vocabulary.Encode(output).Select(vocabulary.Piece).Append("end").Take(positions)];

    // Nothing is read of labels but by a loss: any do.
    private static Batch Asked(TaskSpec spec, TokenPair asked, int[] target, int start) => spec.Kind switch
    {
        TaskKind.MaskedLanguageModel => new(1, asked.Source.Length, 1, asked.Source, [], new int[asked.Source.Length], [0]) { AreTokens = true },
        TaskKind.CausalLanguageModel => Batch.Of(spec, [new([], target)], [0], start),
        TaskKind.Classification or TaskKind.Tagging => Batch.Of(spec, [Decoder.Untold(spec.Kind, asked)], [0], start),
        _ => Batch.Of(spec, [asked with { Target = target }], [0], start),
    };

    // Patches by row and column, from 1.
    private static IEnumerable<string> Patches(ImageSpec image) =>
        from row in Enumerable.Range(1, image.Height / image.Patch)
        from column in Enumerable.Range(1, image.Width / image.Patch)
        select $"{row},{column}";

    private string Piece(TaskSpec spec, int token, int start) => spec.Mask is not null && token == start ? Decoder.Hidden : vocabulary.Piece(token);

    private static AttentionMap Drawn(Attention.AttentionMap map, string[] sources, string[] targets, string[] told)
    {
        var (kind, queries, keys) = map.Place switch
        {
            AttentionPlace.Encoder => (AttentionKind.Encoder, sources, sources),
            AttentionPlace.Decoder => (AttentionKind.Decoder, targets, targets),
            AttentionPlace.Pool => (AttentionKind.Pool, told, sources),
            _ => (AttentionKind.Cross, targets, sources),
        };
        var heads = (int)map.Weights.size(1);
        var weights = map.Weights.data<float>().ToArray();
        var size = weights.Length / heads;
        return new(kind, map.Layer + 1, queries, keys, [.. Enumerable.Range(0, heads).Select(head => weights[(head * size)..((head + 1) * size)])]);
    }
}
