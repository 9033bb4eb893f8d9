using Heed.Data;

namespace Heed.Host;

/// <summary>What a training run reads.</summary>
/// <param name="At">The batches of a step, those of each task one after another: a pure function of the step, so a resumed run reads on where it stopped.</param>
/// <param name="Validation">Each task's validation examples, in batches.</param>
public sealed record TrainingBatches(Func<long, IReadOnlyList<Batch>> At, IReadOnlyList<IReadOnlyList<Batch>> Validation);
