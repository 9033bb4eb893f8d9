using Heed.Planning;

namespace Heed.Generators.Parsing;

/// <summary>A task as it was declared: its spec, where its parts stand, and what is wrong with it.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Namespace">The record's namespace; empty where it has none.</param>
/// <param name="Spots">Where columns and file stand: <c>Task.File</c> and the columns' parameters.</param>
/// <param name="Mistakes">What is wrong.</param>
public sealed record TaskDeclaration(
    TaskSpec Spec, string Namespace, EquatableArray<Spot> Spots, EquatableArray<Located> Mistakes)
{
    /// <summary>The task's record to emit, where nothing is wrong with it.</summary>
    public IEnumerable<TaskRecord> Emittable() => Mistakes.Count == 0 ? [new(Spec, Namespace)] : [];

    /// <summary>The task's record to leave empty, where something is.</summary>
    public IEnumerable<RefusedRecord> Refused() => Mistakes.Count == 0 ? [] : RefusedRecord.Of(Spec.Name, Namespace, Mistakes);
}

/// <summary>A task's record to complete.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Namespace">The record's namespace; empty where it has none.</param>
public sealed record TaskRecord(TaskSpec Spec, string Namespace);
