using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>Some examples of a task that stand side by side in a step.</summary>
/// <param name="Task">The task's place in the experiment.</param>
/// <param name="Part">The part of its examples that they are of.</param>
/// <param name="Examples">Their places in it.</param>
/// <param name="Key">What is drawn for them is drawn from.</param>
internal readonly record struct ChosenExamples(int Task, int Part, int[] Examples, ulong Key);

/// <summary>Which examples training reads in which step: of every task as many batches as it accumulates.</summary>
internal sealed class TrainingSequence
{
    private readonly ExperimentSpec spec;
    private readonly (PreparedTask Task, TaskParts Parts, BatchSequence Batches)[] tasks;

    /// <summary>The sequence of an experiment with these numbers.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="tasks">Its tasks, and the parts of each one's examples.</param>
    public TrainingSequence(ExperimentSpec spec, IEnumerable<(PreparedTask Task, TaskParts Parts)> tasks)
    {
        this.spec = spec;
        this.tasks = [.. tasks.Select(one => (one.Task, one.Parts, new BatchSequence(one.Parts.Lengths, spec.BatchTokens, spec.Seed, one.Task.Name)))];
    }

    /// <summary>The first steps, of which every batch is of rows that are in memory from the start; at least 1.</summary>
    public int StepsInMemory => tasks.Where(one => one.Task.IsReadOn)
        .Select(one => Math.Max(1, one.Batches.BatchesOfFirst / spec.Accumulate))
        .DefaultIfEmpty(int.MaxValue).Min();

    /// <summary>The examples of a step, from 1.</summary>
    public IEnumerable<ChosenExamples> At(long step) =>
        from task in Enumerable.Range(0, tasks.Length)
        from micro in Enumerable.Range(0, spec.Accumulate)
        let found = tasks[task].Batches.Find(((step - 1) * spec.Accumulate) + micro)
        select new ChosenExamples(task, found.Part, found.Examples, SplitMix.Key(spec.Seed, step, micro, task));

    /// <summary>All examples of the part that chosen ones are of.</summary>
    public TokenPair[] Pairs(ChosenExamples chosen) => tasks[chosen.Task].Parts.Pairs(chosen.Part);

    /// <summary>How large the batch of chosen examples is.</summary>
    public BatchSize Size(ChosenExamples chosen) =>
        BatchSize.Of(tasks[chosen.Task].Task.Spec.Kind, tasks[chosen.Task].Parts.Lengths(chosen.Part)!, chosen.Examples);

    /// <summary>What so many steps read on of each task's file; null for one that was in memory whole.</summary>
    public IReadOnlyList<ReadOn?> ReadOn(long steps) =>
    [
        .. tasks.Select(one => steps > 0 && one.Task.IsReadOn
            ? Host.ReadOn.Of(one.Parts, one.Batches.Find((steps * spec.Accumulate) - 1), one.Task)
            : null),
    ];
}
