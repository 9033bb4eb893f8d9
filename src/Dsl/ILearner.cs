using Heed.Attention;
using Heed.Data;
using Heed.Decoding;
using Heed.Learning;
using static TorchSharp.torch;

namespace Heed;

/// <summary>An emitted model with its training step. The host decides when; this decides what.</summary>
public interface ILearner : IDisposable
{
    /// <summary>The model: a module that any TorchSharp code can hold, move and save.</summary>
    nn.Module Model { get; }

    /// <summary>The optimizer, whose state a checkpoint keeps beside the weights.</summary>
    Optimizer Optimizer { get; }

    /// <summary>The average of the weights, which is what validations judge; null where none is declared.</summary>
    MovingAverage? Average { get; }

    /// <summary>What passes compute in: bfloat16 or float32.</summary>
    ScalarType Computes { get; }

    /// <summary>To be called by whoever wrote to the weights from outside: passes that compute in another type, or over rounded weights, read copies of them.</summary>
    void Refresh();

    /// <summary>
    /// One training step, on the CPU deterministic in (weights, optimizer state, step, batches): its randomness comes from the seed and the step.
    /// </summary>
    /// <param name="step">The step, from 1.</param>
    /// <param name="batches">The batches of each task, in the experiment's order: of every task as many as it accumulates, one after another.</param>
    StepReport Step(long step, IReadOnlyList<Batch> batches);

    /// <summary>The loss of a task on a batch, without dropout and label smoothing.</summary>
    TokenLoss Evaluate(int task, Batch batch);

    /// <summary>
    /// What the model says for each example of a batch: target ids without start and end, chosen as declared; how a text goes on; all tokens
    /// of a text, the likeliest where they were hidden; a class alone in a list, all classes that fit, or the class of each word.
    /// </summary>
    /// <param name="task">The task's place in the experiment.</param>
    /// <param name="batch">The sources, or what stands of a text already; other targets are not read.</param>
    /// <param name="maximumLength">Greatest number of tokens of an answer.</param>
    /// <param name="only">What answers may be made of; anything if none.</param>
    IReadOnlyList<int[]> Decode(int task, Batch batch, int maximumLength, Lexicon? only = null);

    /// <summary>The number that the model says for each source of a batch, in the unit of its column, where that is the task.</summary>
    IReadOnlyList<double> Numbers(int task, Batch batch) => throw new ArgumentOutOfRangeException(nameof(task), task, "The task tells no number.");

    /// <summary>
    /// How much the loss of a task on a batch of one changes with each position that the encoder reads (<see cref="Explaining.InputGradients"/>);
    /// nothing where the encoder's layers choose no positions, or are computed again.
    /// </summary>
    IReadOnlyList<double> Saliency(int task, Batch batch) => [];

    /// <summary>Every attention map of a batch, each target read along its given tokens.</summary>
    AttentionRecorder Observe(int task, Batch batch);
}
