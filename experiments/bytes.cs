#!/usr/bin/env dotnet
#:project ../src/Dsl
using Heed;
using Heed.Allocation;
using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

return Experiment.Run<Bytewise>(args);

/// <summary>The next byte of a sentence from a help page, told from those before it, in English and French: a language model each, in one.</summary>
[Experiment(Seed = 17, Steps = 600, BatchTokens = 8_192)]
[Bytes]
[Decoder(Layers = 4, Width = 128, Heads = 4, MaximumLength = 256)]
[Transformer(Activation = Activation.Gelu)]
[Schedule(Warmup = 100, Decay = Decay.Cosine)]
[Share(Projection.All)]
public partial record Bytewise(English English, French French);

/// <summary>Each head learns how far back it sees, and nothing farther is read.</summary>
[Variant<Bytewise>]
[AdaptiveSpan(In = Trunk.Decoder, Ramp = 16)]
public partial record Near;

/// <summary>Each byte reads its block of 16 and the one before it, and of every earlier block one state for four bytes.</summary>
[Variant<Bytewise>]
[AllocatePast<MeanWindows>(Ratio = 4, Block = 16)]
public partial record Condensed;

/// <summary>The same of the greatest numbers of four.</summary>
[Variant<Bytewise>]
[AllocatePast<MaxWindows>(Ratio = 4, Block = 16)]
public partial record Peaking;

/// <summary>The same of what a learned map makes of four.</summary>
[Variant<Bytewise>]
[AllocatePast<ConvolvedWindows>(Ratio = 4, Block = 16)]
public partial record Convolving;

/// <summary>Of every earlier block the likest pairs are merged, to half as many states.</summary>
[Variant<Bytewise>]
[AllocatePast<MergedTokens>(Ratio = 2, Block = 16)]
public partial record Merging;

/// <summary>The means' ratio by an allocation of one's own, below.</summary>
[Variant<Bytewise>]
[AllocatePast<LastOfWindows>(Ratio = 4, Block = 16)]
public partial record Lasting;

[Task("data/help.en-fr.tsv.gz")]
public partial record English([Causal, Text("en")] string Text);

[Task("data/help.en-fr.tsv.gz")]
public partial record French([Causal, Text("fr")] string Text);

/// <summary>
/// An allocation of a past that no paper has: of each window of neighbours the last goes on, for in a decoder it has read all of the others.
/// </summary>
public sealed class LastOfWindows : ICausalPlace
{
    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Windows(length, ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights)
    {
        var width = Remaining.Width(ratio);
        var at = sequence.Real.to(int64).cumsum(1);            // [b s], from 1
        var ends = at.remainder(Constant.Of(width)).eq(Constant.Of(0)).logical_or(at.eq(sequence.Counts.unsqueeze(1))); // of a window, or of the text
        return Reduction.Keep(sequence, ends.to(float32), length => Left(length, ratio));
    }
}
