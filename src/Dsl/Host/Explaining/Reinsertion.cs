using Heed.Allocation;
using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>How far the output moves where what an encoder's layers left out is put back, by the same weights.</summary>
/// <param name="plan">The plan.</param>
/// <param name="task">The task's place in the experiment.</param>
/// <param name="batch">What is asked, a batch of one; of a task that writes along the answer.</param>
internal sealed class Reinsertion(ExperimentPlan plan, int task, Batch batch)
{
    /// <summary>Positions that a report tries of each example that it shows.</summary>
    public const int Some = 8;

    /// <summary>Positions that are tried at the most, spread over those that are left out: each takes two passes.</summary>
    public int Most { get; init; } = 64;

    private TaskSpec Spec => plan.Spec.Tasks[task];

    /// <summary>Whether anything that is chosen can be put back: not among latents, which stand in the positions' place all the same.</summary>
    public static bool Can(ExperimentSpec spec) => spec.Chooses && spec.Latents is null;

    /// <summary>What moves; null where nothing was told.</summary>
    /// <param name="learner">The model.</param>
    /// <param name="layers">What its layers worked on.</param>
    /// <param name="answer">What it answers.</param>
    public Moves? Of(ILearner learner, IReadOnlyList<LayerWork> layers, Func<string> answer)
    {
        if (Told(learner) is not { } told)
            return null;
        var back = new List<(int Position, double Then)>();
        int[] left = [.. Enumerable.Range(0, layers[0].Positions).Where(position => layers.Any(layer => layer[position] != PositionWork.Alone))];
        foreach (var position in Enumerable.Range(0, Math.Min(Most, left.Length)).Select(one => left[one * left.Length / Math.Min(Most, left.Length)]))
        {
            using var kept = PutBack.At(position);

            // An allocation of the author's own may choose by other means, and windows choose nothing.
            using var recorder = learner.Observe(task, batch);
            if (recorder.Allocations.All(layer => LayerWork.Of(layer)[position] == PositionWork.Alone))
                back.Add((position, Measure(learner, told)));
        }

        var now = Measure(learner, told);
        return new(Measured, now, [.. back.OrderByDescending(one => Math.Abs(one.Then - now))])
        {
            Whole = plan.Spec.TemporalPooling is null ? Whole(learner, told, answer) : null, // steps are joined all the same
            Saliency = Saliency(learner, told),
        };
    }

    // How much the loss of the answer changes with each position, with nothing left out; nothing where that is not told.
    private IReadOnlyList<double> Saliency(ILearner learner, Batch told)
    {
        using var whole = PutBack.Every();
        return learner.Saliency(task, told);
    }

    private (string, double) Whole(ILearner learner, Batch told, Func<string> answer)
    {
        using var whole = PutBack.Every();
        return (answer(), Measure(learner, told));
    }

    private string Measured => Spec.Kind switch
    {
        TaskKind.Regression => "number of the answer",
        TaskKind.Classification => "probability of the answer",
        TaskKind.MultiLabel => "probability of the answer's yes or no for a class (geometric mean)",
        TaskKind.Tagging => "probability of the answer's tag of a word (geometric mean)",
        _ => "probability of a token of the answer (geometric mean)",
    };

    // The loss of any number of classes is a sum over them.
    private double Measure(ILearner learner, Batch told) => Spec.Kind switch
    {
        TaskKind.Regression => learner.Numbers(task, told)[0],
        TaskKind.MultiLabel => Math.Exp(-learner.Evaluate(task, told).Mean / Spec.Label!.Classes.Count),
        _ => Math.Exp(-learner.Evaluate(task, told).Mean),
    };

    // The batch with the model's own answer as its labels.
    private Batch? Told(ILearner learner)
    {
        if (Spec.Kind is TaskKind.Regression or TaskKind.SequenceToSequence)
            return batch;
        var said = learner.Decode(task, batch, 0)[0];
        var told = batch with
        {
            Labels = Spec.Kind switch
            {
                TaskKind.MultiLabel => [.. Enumerable.Range(0, Spec.Label!.Classes.Count).Select(label => said.Contains(label) ? 1 : 0)],
                TaskKind.MaskedLanguageModel => [.. batch.Source.Select((token, place) => token == Vocabulary.Start(task) ? said[place] : Vocabulary.Padding)],
                _ => said,
            },
        };
        return told.RealLabels > 0 ? told : null;
    }
}
