using Heed.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Emission;

/// <summary>A task's record → the half of it that reads examples.</summary>
internal static class EmitTask
{
    public static void Emit(SourceProductionContext context, TaskRecord task) =>
        context.AddSource(SourceFile.Hint(task.Namespace, task.Spec.Name, "Task"), Emit(task).ToSource());

    private static SourceWriter Emit(TaskRecord task)
    {
        var (spec, @namespace) = task;
        var columns = spec.Columns.Select(column => $"row.Text({SourceFile.Quote(column.Column)})");
        return SourceFile.Start(
                @namespace,
                [
                    "Emitted by Heed. Change the declaration, not this file.", "",
                    $"{spec.Name}: {spec.Input.Parameter} → {spec.Target.Parameter}, from columns {spec.Input.Column} → {spec.Target.Column} of {spec.File}.",
                ],
                "Heed")
            .Braces($"partial record {spec.Name} : ITask<{spec.Name}>", body => body.Lines($"""
                /// <inheritdoc/>
                public static {spec.Name} Read(Row row) => new({string.Join(", ", columns)});

                /// <inheritdoc/>
                public TextPair Pair => new({SourceFile.Name(spec.Input.Parameter)}, {SourceFile.Name(spec.Target.Parameter)});
                """));
    }
}
