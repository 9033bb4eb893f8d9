using Heed.Allocation;
using Heed.Attention;
using Heed.Data;
using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>The passes of an emitted model, whose own types differ from experiment to experiment; of the hard stage, unless told of the soft one.</summary>
internal sealed class Passes(ILearner learner, string task, object? soft = null)
{
    private readonly dynamic model = learner.Model;
    private readonly dynamic weights = Held.Record(learner.Model, task);

    /// <summary>What a decoder attends to of a batch: its encoder states [b s d], or what is left of them, and the mask of their padding.</summary>
    public (Tensor Memory, AttentionMask Mask) Encode(Batch batch) => Encode(Ids.Of(batch.Source, batch.Rows, CPU));

    /// <summary>That of source ids [b s].</summary>
    public (Tensor Memory, AttentionMask Mask) Encode(Tensor source)
    {
        var (states, mask) = Whole(source);
        if (learner.Model.GetType().GetMethod("Attended") is not { } attended)
            return (states, mask);
        Sequence left = attended.GetParameters().Length == 3 ? model.Attended(weights, states, mask).Left : model.Attended(states, mask).Left;
        return (left.States, left.Mask!);
    }

    /// <summary>Encoder states of source ids [b s] → [b s d], whatever a decoder attends to of them, and the mask of their padding.</summary>
    public (Tensor States, AttentionMask Mask) Whole(Tensor source)
    {
        var mask = AttentionMask.Padding(source);
        return (
            soft is null ? model.Encode(weights, source, mask, Dropout.Off, AttentionRecorder.Off) : model.Encode(weights, source, mask, Dropout.Off, AttentionRecorder.Off, (dynamic)soft),
            mask);
    }

    /// <summary>Decoder states of a batch along its targets [b t d].</summary>
    public Tensor States(Batch batch)
    {
        var (memory, mask) = Encode(batch);
        return Decode(Ids.Of(batch.Decoder, batch.Rows, CPU), memory, mask);
    }

    /// <summary>Decoder states along given ids [b t] → [b t d].</summary>
    public Tensor Decode(Tensor target, Tensor memory, AttentionMask mask) =>
        model.Decode(weights, target, memory, mask, Dropout.Off, AttentionRecorder.Off);

    /// <summary>A language model's states along given ids [b t] → [b t d].</summary>
    public Tensor Continue(Tensor target) => model.Continue(weights, target, Dropout.Off, AttentionRecorder.Off);

    /// <summary>A language model's empty cache.</summary>
    public KeyValueCache Forget(int rows, int maximumLength) => model.Forget(rows, maximumLength);

    /// <summary>The newest token of each row [b] → a language model's logits of the next [b v].</summary>
    public Tensor ContinueNext(Tensor newest, KeyValueCache cache) => model.ContinueNext(weights, newest, cache);

    /// <summary>Logits of a batch along its targets [b t v].</summary>
    public Tensor Logits(Batch batch) => Logits(States(batch));

    /// <summary>States [.. d] → logits [.. v].</summary>
    public Tensor Logits(Tensor states) => Embedding.Logits(states, Held.Output(learner, task));

    /// <summary>A cache that remembers encoder states.</summary>
    public KeyValueCache Remember(Tensor memory, int maximumLength) => model.Remember(weights, memory, maximumLength);

    /// <summary>The newest token of each row [b] → logits of the next [b v].</summary>
    public Tensor DecodeNext(Tensor newest, AttentionMask mask, KeyValueCache cache) => model.DecodeNext(weights, newest, mask, cache);
}
