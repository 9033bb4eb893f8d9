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
    /// <param name="source">The same in tokens.</param>
    /// <param name="output">The answer.</param>
    public Explained Of(int task, string text, int[] source, string output)
    {
        var spec = plan.Spec.Tasks[task];

        // An answer that never came to its end is as long as the decoder, and its text may come out longer in tokens than it was.
        int[] target = spec.Kind.Writes() ? [.. vocabulary.Encode(output).Take(plan.Decoder!.MaximumLength - 1)] : [];
        using var recorder = learner.Observe(task, Asked(spec, source, target, Vocabulary.Start(task)));
        string[] sources = spec.Kind.Reads() ? [.. source.Select(token => Piece(spec, token, Vocabulary.Start(task)))] : [];
        string[] targets = ["start", .. target.Select(vocabulary.Piece)];
        return new(
            new(spec.Name, text, output, [.. recorder.Maps.Select(map => Drawn(map, sources, targets))]), sources,
            Rollouts.Of(recorder.Maps, sources, targets, spec.Pooling));
    }

    // Nothing is read of labels but by a loss: any do.
    private static Batch Asked(TaskSpec spec, int[] source, int[] target, int start) => spec.Kind switch
    {
        TaskKind.MaskedLanguageModel => new(1, source.Length, 1, source, [], new int[source.Length], [0]) { AreTokens = true },
        TaskKind.CausalLanguageModel => Batch.Of(spec, [new([], target)], [0], start),
        TaskKind.Classification => Batch.Of(spec, [new(source, [0])], [0], start),
        _ => Batch.Of(spec, [new(source, target)], [0], start),
    };

    private string Piece(TaskSpec spec, int token, int start) => spec.Mask is not null && token == start ? Decoder.Hidden : vocabulary.Piece(token);

    private static AttentionMap Drawn(Attention.AttentionMap map, string[] sources, string[] targets)
    {
        var (kind, queries, keys) = map.Place switch
        {
            AttentionPlace.Encoder => (AttentionKind.Encoder, sources, sources),
            AttentionPlace.Decoder => (AttentionKind.Decoder, targets, targets),
            AttentionPlace.Pool => (AttentionKind.Pool, ["class"], sources),
            _ => (AttentionKind.Cross, targets, sources),
        };
        var heads = (int)map.Weights.size(1);
        var weights = map.Weights.data<float>().ToArray();
        var size = weights.Length / heads;
        return new(kind, map.Layer + 1, queries, keys, [.. Enumerable.Range(0, heads).Select(head => weights[(head * size)..((head + 1) * size)])]);
    }
}
