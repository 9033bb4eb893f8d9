using Heed.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Emission;

/// <summary>A task's record → the half of it that says so.</summary>
internal static class EmitTask
{
    public static void Emit(SourceProductionContext context, TaskRecord task) =>
        context.AddSource(SourceFile.Hint(task.Namespace, task.Spec.Name, "Task"), Emit(task).ToSource());

    private static SourceWriter Emit(TaskRecord task)
    {
        var (spec, @namespace) = task;
        return SourceFile.Start(
                @namespace,
                [
                    "Emitted by Heed. Change the declaration, not this file.", "",
                    $"{spec.Name}: {spec.Input.Parameter} → {spec.Target.Parameter}, from columns {spec.Input.Column} → {spec.Target.Column} of {spec.File}.",
                ],
                "Heed")
            .Lines($"partial record {spec.Name} : ITask;");
    }
}
