using System.Globalization;
using Heed.Planning;
using Microsoft.CodeAnalysis.CSharp;

namespace Heed.Generators.Emission;

/// <summary>A plan → the experiment's record: its declaration as values, and how the host gets at its learner.</summary>
internal static class EmitDeclaration
{
    public static SourceWriter Emit(ExperimentPlan plan)
    {
        var spec = plan.Spec;
        return SourceFile.Start(
                spec.Namespace,
                [
                    "Emitted by Heed. Change the declaration, not this file.", "",
                    $"{spec.Name}: what its attributes declare, as values. Every number is a default that --set changes without a rebuild.",
                ],
                ["Heed", .. Enumerable.Repeat("Heed.Allocation", spec.Allocators.Any() ? 1 : 0), "Heed.Planning", "static TorchSharp.torch"])
            .Braces($"partial record {spec.Name} : IExperiment<{spec.Name}>", body =>
            {
                body.Lines("/// <inheritdoc/>");
                body.Braces("public static ExperimentSpec Spec { get; } = new()", values => EmitSpec(values, spec), "};");
                body.Line().Lines($$"""
                    /// <inheritdoc/>
                    public static ILearner Create(ExperimentPlan plan, Device device) => new {{spec.Name}}Learner(plan, device);
                    """);
            });
    }

    private static void EmitSpec(SourceWriter values, ExperimentSpec spec)
    {
        values.Lines($"""
            Name = {SourceFile.Quote(spec.Name)},
            Namespace = {SourceFile.Quote(spec.Namespace)},
            """);
        var settings = Numbers.Of(spec).Select(number => (number.Path, Value: Literal(number, spec)))
            .Concat(Choices.Of(spec).Select(choice => (choice.Path, Value: choice.Literal(choice.Read(spec)))));
        foreach (var group in settings.GroupBy(setting => setting.Path.Split('.')[0]).Where(group => spec.Tasks.All(task => task.Name != group.Key) && spec.Reductions.All(one => one.Name != group.Key) && group.Key is not ("AllocateMemory" or "AllocatePast")))
        {
            var written = group.Select(setting => $"{setting.Path.Split('.')[1]} = {setting.Value}");
            if (group.Key == "Experiment")
                values.Each(written, setting => setting + ",");
            else
                values.Lines($"{Property(group.Key, spec)} {{ {string.Join(", ", written)} }},");
        }

        if (spec.Reductions.Count > 0)
            values.Lines($"Reductions = new(\n    {string.Join(",\n    ", spec.Reductions.Select(EmitReductions.Value))}),");
        if (spec.AllocateMemory is { } memory)
            values.Lines($"AllocateMemory = {EmitReductions.Value(memory)},");
        if (spec.AllocatePast is { } past)
            values.Lines($"AllocatePast = {EmitReductions.Value(past)},");
        if (spec.Tokenizer.Kind != TokenizerKind.BytePairs)
            values.Lines($"Tokenizer = new() {{ {Tokenizer(spec.Tokenizer)} }},");
        values.Lines(spec.Shares.Count == 0
            ? "Shares = new(),"
            : $"Shares = new(\n    {string.Join(",\n    ", spec.Shares.Select(Share))}),");
        values.Lines("Tasks = new(").Lines(string.Join(",\n", spec.Tasks.Select(Task)) + "),");
    }

    // Of several that there could be, the spec names the one that there is.
    private static string Property(string feature, ExperimentSpec spec) =>
        feature == spec.Optimizer.Name ? $"Optimizer = new {feature}Spec"
        : feature == spec.Decoding.Name ? $"Decoding = new {feature}Spec"
        : $"{feature} = new()";

    private static string Tokenizer(TokenizerSpec tokenizer) =>
        $"Kind = TokenizerKind.{tokenizer.Kind}" +
        (tokenizer.Files.Count == 0 ? "" : $", Files = new({string.Join(", ", tokenizer.Files.Select(SourceFile.Quote))})") +
        (tokenizer.Cased ? ", Cased = true" : "");

    private static string Share(ShareSpec share) =>
        $"new ShareSpec {{ Projections = {Flags(share.Projections, "Projection")}, Tasks = new({string.Join(", ", share.Tasks.Select(SourceFile.Quote))}), " +
        $"FromLayer = {share.FromLayer}, ToLayer = {share.ToLayer}, In = Trunk.{share.In} }}";

    private static string Task(TaskSpec task) => $$"""
            new TaskSpec
            {
                Name = {{SourceFile.Quote(task.Name)}},
                File = {{SourceFile.Quote(task.File)}},{{Named("Test", task.Test)}}{{Named("Sample", task.Sample)}}
                Weight = {{Real(task.Weight)}},{{(task.SkipBadRows ? "\n        SkipBadRows = true," : "")}}{{(task.Window == 0 ? "" : $"\n        Window = {Whole(task.Window)},")}}
                Columns = new(
                    {{string.Join(",\n            ", task.Columns.Select(Column))}}),
            }
        """;

    private static string Named(string property, string file) => file.Length == 0 ? "" : $"\n        {property} = {SourceFile.Quote(file)},";

    private static string Column(ColumnSpec column) =>
        $"new ColumnSpec({SourceFile.Quote(column.Parameter)}, {SourceFile.Quote(column.Column)}, ColumnRole.{column.Role})" +
        (column.Label is { } label ? $" {{ Label = new() {{ {Label(label)} }} }}" : "") +
        (column.Number is { } number ? $" {{ Number = new() {{ Pooling = Pooling.{number.Pooling} }} }}" : "") +
        (column.Mask is { } mask ? $" {{ Mask = new() {{ Rate = {Real(mask.Rate)} }} }}" : "") +
        (column.Only.Length > 0 ? $" {{ Only = {SourceFile.Quote(column.Only)} }}" : "") +
        (column.Image is { } image ? $" {{ Image = {EmitImage.Value(image)} }}" : "");

    private static string Label(LabelSpec label) =>
        (label.EachWord ? "EachWord = true, " : $"Pooling = Pooling.{label.Pooling}, ") +
        (label.Several ? $"Several = true, Separator = {SymbolDisplay.FormatLiteral(label.Separator, quote: true)}, " : "") +
        $"Classes = new({string.Join(", ", label.Classes.Select(SourceFile.Quote))})" +
        (label.Numbers.Count == 0 ? "" : $", Numbers = new({string.Join(", ", label.Numbers)})");

    private static string Literal(Number number, ExperimentSpec spec) =>
        number.Whole ? Whole(number.Read(spec)) : Real(number.Read(spec));

    private static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '_');

    private static string Real(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Flags<T>(T value, string type)
        where T : Enum => string.Join(" | ", value.ToString().Split([", "], StringSplitOptions.None).Select(name => $"{type}.{name}"));
}
