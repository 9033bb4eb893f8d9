using Heed.Attention;
using Heed.Explaining;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>The rollouts of one example's attention.</summary>
public static class Rollouts
{
    /// <summary>What was recorded, over all layers.</summary>
    /// <param name="maps">The maps of a batch of one.</param>
    /// <param name="sources">Source tokens.</param>
    /// <param name="targets">Target tokens, as they go in.</param>
    /// <param name="told">What is told: <c>class</c> or <c>number</c>; of a task that writes what the state of each target token tells, which is the next.</param>
    /// <param name="pooling">How states become one, of a task that tells classes or a number; null for one that is of tokens.</param>
    public static IReadOnlyList<AttentionMap> Of(
        IReadOnlyList<Attention.AttentionMap> maps, IReadOnlyList<string> sources, IReadOnlyList<string> targets, IReadOnlyList<string> told, Pooling? pooling)
    {
        using var scope = NewDisposeScope();
        var (encoding, decoding, crossing) = (At(AttentionPlace.Encoder), At(AttentionPlace.Decoder), At(AttentionPlace.Cross));
        if (encoding.Length == 0 || encoding.Concat(decoding).Any(map => map.size(1) != map.size(2)))
            return [];
        var encoder = Rollout.Of(encoding);
        List<AttentionMap> rollouts = [Map(AttentionKind.EncoderRollout, sources, sources, encoder)];
        if (pooling is { } one)
            rollouts.Add(Map(AttentionKind.ClassRollout, told, sources, Pooled(one, encoder.size(0)).matmul(encoder)));
        else if (crossing.Length > 0)
        {
            var (target, source) = Rollout.Of(decoding, crossing, encoder);
            rollouts.AddRange([Map(AttentionKind.SourceRollout, told, sources, source), Map(AttentionKind.TargetRollout, told, targets, target)]);
        }

        return rollouts;

        Tensor[] At(AttentionPlace place) => [.. maps.Where(map => map.Place == place).OrderBy(map => map.Layer).Select(map => map.Weights.select(0, 0))];

        // What each state counts for in the pooled one, [1 s].
        Tensor Pooled(Pooling pooling, long length) => pooling switch
        {
            Pooling.Attention => At(AttentionPlace.Pool)[0].select(0, 0),
            Pooling.First => eye(length).narrow(0, 0, 1),
            _ => ones(1, length).softmax(-1),
        };
    }

    private static AttentionMap Map(AttentionKind kind, IReadOnlyList<string> queries, IReadOnlyList<string> keys, Tensor weights) =>
        new(kind, 0, queries, keys, [[.. weights.contiguous().data<float>()]]);
}
