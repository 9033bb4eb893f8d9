using Heed.Data;

namespace Heed.Host;

/// <summary>What the layers of an encoder whose attention is allocated work on, of the test examples of a task that are shown.</summary>
/// <param name="Work">How much that is.</param>
/// <param name="Agreements">How far it is what gradients call important.</param>
/// <param name="Moves">How far the answers move where what was left out is put back.</param>
internal sealed record AuditedSamples(IReadOnlyList<LayerMean> Work, IReadOnlyList<AgreementMean> Agreements, IReadOnlyList<MovesMean> Moves)
{
    /// <summary>Those of each task; none where nothing is allocated.</summary>
    /// <param name="session">The model.</param>
    /// <param name="answers">What it said for each task's test examples.</param>
    public static IReadOnlyList<AuditedSamples> Of(Session session, IReadOnlyList<TaskAnswers> answers)
    {
        if (!Audit.Shows(session.Plan.Spec))
            return [];
        return [.. answers.Select((answer, task) => Of(session, task, answer))];
    }

    private static AuditedSamples Of(Session session, int task, TaskAnswers answers)
    {
        var observation = new Observation(session.Learner, session.Data.Tokenization, session.Plan);
        var examples = Samples.Spread([.. answers.Examples.Zip(answers.Outputs)])
            .Where(one => one.First.Tokens is { Picture: not null } or { Source.Length: > 0 })
            .Select(one => Audited(observation.Work(task, one.First.Tokens, one.Second), observation.BatchOf(task, one.First.Tokens, one.Second)))
            .ToArray();
        return new(
            [.. LayerMean.Of(answers.Task, examples.Select(one => one.Layers))],
            [.. AgreementMean.Of(answers.Task, examples.Select(one => one.Agreements))],
            [.. MovesMean.Mean(answers.Task, examples.Select(one => one.Moves).OfType<Moves>())]);

        Audit Audited(IReadOnlyList<LayerWork> layers, Batch batch) => Audit.Of(session.Plan.Spec, layers) with
        {
            Moves = Reinsertion.Can(session.Plan.Spec) && layers.Any(layer => !layer.Whole)
                ? new Reinsertion(session.Plan, task, batch) { Most = Reinsertion.Some }.Of(session.Learner, layers, answer: () => "")
                : null,
        };
    }
}
