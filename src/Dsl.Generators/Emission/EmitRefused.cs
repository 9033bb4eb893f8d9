using Heed.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Emission;

/// <summary>
/// A refused record → an empty half, under the name of the right one. Without it the compiler would add to each mistake that the
/// record lacks an interface wherever it is used; with it the rule's own diagnostic stands alone. Such a build never runs.
/// </summary>
internal static class EmitRefused
{
    private const string Never = "throw new InvalidOperationException(\"The declaration was refused.\")";

    public static void Experiment(SourceProductionContext context, RefusedRecord record) => Emit(
        context, record, "Declaration", $"IExperiment<{SourceFile.Identifier(record.Name)}>", ["Heed.Planning", "static TorchSharp.torch"], self => $"""
            static ExperimentSpec {self}.Spec => {Never};
            static ILearner {self}.Create(ExperimentPlan plan, Device device) => {Never};
            """);

    public static void Task(SourceProductionContext context, RefusedRecord record) => Emit(
        context, record, "Task", "ITask", [], _ => "");

    private static void Emit(
        SourceProductionContext context, RefusedRecord record, string file, string self,
        IEnumerable<string> usings, Func<string, string> members) =>
        context.AddSource(
            SourceFile.Hint(record.Namespace, record.Name, file),
            SourceFile.Start(
                    record.Namespace,
                    [$"{record.Name} was refused: the HEED diagnostics of the build say why. Nothing is emitted until they are gone."],
                    ["System", "Heed", .. usings])
                .Braces($"partial record {SourceFile.Identifier(record.Name)} : {self}", body => body.Lines(members(self)))
                .ToSource());
}
