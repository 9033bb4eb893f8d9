using Heed.Allocation;

namespace Heed.Tests.Commands;

[Experiment]
[Encoder(MaximumLength = 16)]
[Allocate<TopTokens>]
public partial record Fewer(FewerTone FewerTone);

[Experiment]
[Encoder(MaximumLength = 16)]
[Allocate<MergedTokens>]
public partial record Paired(FewerTone FewerTone);

[Experiment]
[Encoder(MaximumLength = 16)]
[Routing(FromLayer = 1)]
public partial record Passing(FewerTone FewerTone);

[Experiment]
[Encoder(MaximumLength = 16)]
[TokenPruning(Threshold = 12)]
public partial record Sparse(FewerTone FewerTone);

[Experiment]
[Encoder(MaximumLength = 16)]
[TokenRetention(Penalty = 1, Rate = 200_000)]
public partial record Budgeted(FewerTone FewerTone);

[Experiment]
[Encoder(MaximumLength = 16)]
[TemporalPooling(FromLayer = 1)]
public partial record Stepwise(FewerTone FewerTone);

[Experiment]
[Encoder(MaximumLength = 16)]
[Allocate<TopTokens>]
[Latents(Count = 4, FromLayer = 1)]
public partial record FewerPerceived(FewerTone FewerTone);

[Experiment]
[Encoder(MaximumLength = 16)]
[Allocate<FirstHalf>]
[TemporalPooling(FromLayer = 1)]
public partial record Halved(FewerTone FewerTone);

[Experiment]
[Encoder(MaximumLength = 16)]
[Allocate<ConvolvedWindows>]
[Allocate<NamedAlike>(Ratio = 1.5, FromLayer = 1)]
public partial record Learning(FewerTone FewerTone);

/// <summary>Keeps what a learned map of states ranks first; its weights are called as those of built-in allocations are.</summary>
public sealed class NamedAlike : IEncoderPlace
{
    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Heed.Planning.Remaining.Share(length, ratio);

    /// <inheritdoc/>
    public static IReadOnlyList<Heed.Planning.LearnedWeight> Weights(int width, double ratio, int longest) =>
        [new Heed.Planning.LearnedWeight.Vector("span", width), new Heed.Planning.LearnedWeight.Vector("retention", width)];

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<TorchSharp.torch.Tensor> received, double ratio, HeldWeights weights)
    {
        var states = (sequence.States * weights.Vector("retention")).add(sequence.States);
        return Reduction.Keep(sequence with { States = states }, (states * weights.Vector("span")).sum(-1), length => Left(length, ratio));
    }
}

/// <summary>Leaves the first half, whatever an audit puts back.</summary>
public sealed class FirstHalf : IEncoderPlace
{
    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Heed.Planning.Remaining.Share(length, ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<TorchSharp.torch.Tensor> received, double ratio, HeldWeights weights)
    {
        var left = Left(sequence.Length, ratio);
        TorchSharp.torch.Tensor First(TorchSharp.torch.Tensor one) => one.narrow(1, 0, left);
        return new(
            new(First(sequence.States), First(sequence.Sizes), First(sequence.Places)),
            () => First(sequence.Real.to(TorchSharp.torch.float32).diag_embed()),
            states => TorchSharp.torch.cat([states, sequence.States.narrow(1, left, sequence.Length - left)], 1));
    }
}

[Experiment]
[Encoder(MaximumLength = 16)]
[AdaptiveSpan(Ramp = 12, Start = 4, FromLayer = 1)]
public partial record Seeing(FewerTone FewerTone);

[Experiment]
[Encoder(MaximumLength = 24)]
[Decoder]
[Share(Projection.Embedding)]
[Allocate<TopTokens>]
public partial record FewerKinds(HowLong HowLong, WhatOf WhatOf, Gap Gap, Say Say);

[Experiment]
[Encoder(MaximumLength = 24)]
[Decoder]
[AdaptiveSpan(In = Trunk.Both, Ramp = 8, Start = 4)]
public partial record SeeingAround(HowLong HowLong, Say Say);

[Experiment]
[Decoder(Layers = 1, MaximumLength = 32)]
[AllocatePast<SaysMore>(Ratio = 2, Block = 4)]
public partial record Boasting(Say Say);

/// <summary>Leaves the last of a block, and says that it leaves more.</summary>
public sealed class SaysMore : ICausalPlace
{
    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Heed.Planning.Remaining.Share(length, ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<TorchSharp.torch.Tensor> received, double ratio, HeldWeights weights) =>
        Reduction.Keep(sequence, sequence.Places.to(TorchSharp.torch.float32), _ => 1);
}

[Task("tones.tsv")]
public partial record FewerTone([Input, Text("text")] string Text, [Target, Label("tone")] Tone Tone);
