namespace Heed.Host;

/// <summary>Where a model looked while it answered, layer by layer and over all layers.</summary>
/// <param name="Example">What was asked, the answer, and each head's attention.</param>
/// <param name="Tokens">What was asked, in the pieces that maps speak of.</param>
/// <param name="Rollouts">What states come from over all layers; none where layers do not map positions to the same positions.</param>
public sealed record Explained(AttentionExample Example, IReadOnlyList<string> Tokens, IReadOnlyList<AttentionMap> Rollouts)
{
    /// <summary>What was asked where that is a picture, and pixels along each side of its patches; null where it is a text.</summary>
    public (Picture Picture, int Patch)? Seen { get; init; }

    /// <summary>Positions that were hidden, where these are to be told; else none.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [];

    /// <summary>What the layers of an encoder worked on; null where they work on every position alone.</summary>
    public Audit? Audit { get; init; }

    /// <summary>Every map, rollouts first.</summary>
    public IEnumerable<AttentionMap> Maps => Rollouts.Concat(Example.Maps);

    /// <summary>The picture beside what each patch counted for; null where a text was asked, or there is no rollout.</summary>
    internal Drawing? Overlay()
    {
        if (Seen is not (var picture, var patch) || Answering is not { } map)
            return null;
        var (shares, patches) = (Shares(), picture.Width / patch * (picture.Height / patch));

        // A start before the patches is no part of the picture.
        return PatchDrawing.Of(picture, patch, map.Kind == AttentionKind.ClassRollout ? map.Queries[0] : "answer", [.. shares.Skip(shares.Count - patches)]);
    }

    /// <summary>What each layer worked on, on paper; null where that is every position alone.</summary>
    internal Drawing? Allocated() => Audit is not { } audit ? null
        : Seen is var (picture, patch) ? AllocationDrawing.Of(picture, patch, audit.Layers)
        : AllocationDrawing.Of(Tokens, audit.Layers);

    /// <summary>
    /// What each token counted for in the whole answer, the greatest being 1: the mean over the rollout of the class or of the answer's tokens,
    /// or else of the states, those of hidden positions where any are. Empty where there is no rollout.
    /// </summary>
    public IReadOnlyList<float> Shares()
    {
        if (Answering is not { } map)
            return [];
        var rows = map.Kind == AttentionKind.EncoderRollout && Hidden.Count > 0 ? Hidden : [.. Enumerable.Range(0, map.Queries.Count)];
        float[] sums = [.. Enumerable.Range(0, map.Keys.Count).Select(key => rows.Sum(row => map.Heads[0][(row * map.Keys.Count) + key]))];
        return [.. sums.Select(sum => sum / Math.Max(float.Epsilon, sums.Max()))];
    }

    // The rollout that says most of the answer.
    private AttentionMap? Answering =>
        Rollouts.MaxBy(map => map.Kind switch { AttentionKind.ClassRollout => 2, AttentionKind.SourceRollout => 1, _ => 0 });
}
