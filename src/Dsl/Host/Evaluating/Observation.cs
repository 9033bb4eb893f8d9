using Heed.Attention;
using Heed.Planning;

namespace Heed.Host;

/// <summary>Attention maps of a model's own answers, for the report.</summary>
internal static class Observation
{
    /// <summary>Longest source, in tokens, that a map is drawn of by default: longer ones would hide the words.</summary>
    public const int Longest = 24;

    /// <summary>What the model looked at while it gave an answer.</summary>
    public static AttentionExample Of(Session session, int task, string name, TestExample example, string output)
    {
        var (learner, vocabulary) = (session.Learner, session.Data.Tokenization);

        // An answer that never came to its end is as long as the decoder, and its text may come out longer in tokens than it was.
        int[] target = session.Plan.Spec.Tasks[task].Kind.Writes()
            ? [.. vocabulary.Encode(output).Take(session.Plan.Decoder!.MaximumLength - 1)]
            : example.Tokens.Target;
        var batch = session.Data.Collate(task, [example.Tokens with { Target = target }], [0]);
        using var recorder = learner.Observe(task, batch);
        string[] sources = [.. batch.Source.Select(vocabulary.Piece)];
        string[] targets = ["start", .. target.Select(vocabulary.Piece)];
        return new(name, example.Text.Source, output, [.. recorder.Maps.Select(map => Drawn(map, sources, targets))]);
    }

    private static AttentionMap Drawn(Attention.AttentionMap map, string[] sources, string[] targets)
    {
        var (kind, queries, keys) = map.Place switch
        {
            AttentionPlace.Encoder => (AttentionKind.Encoder, sources, sources),
            AttentionPlace.Decoder => (AttentionKind.Decoder, targets, targets),
            _ => (AttentionKind.Cross, targets, sources),
        };
        var heads = (int)map.Weights.size(1);
        var weights = map.Weights.data<float>().ToArray();
        var size = weights.Length / heads;
        return new(kind, map.Layer + 1, queries, keys, [.. Enumerable.Range(0, heads).Select(head => weights[(head * size)..((head + 1) * size)])]);
    }
}
