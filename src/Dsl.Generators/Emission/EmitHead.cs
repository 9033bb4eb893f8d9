using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>What a task with a head tells: its weights in the model, and the learner's pass from its input to logits of classes, for all of it or for each word, or to a number.</summary>
internal static class EmitHead
{
    /// <summary>The lines of the model's constructor.</summary>
    public static void Constructor(SourceWriter lines, ExperimentSpec spec)
    {
        foreach (var (task, place) in Headed(spec))
        {
            if (task.Pooling == Pooling.Attention)
                lines.Lines($"{task.Name}Pool = weights.Vector(\"{task.Name}.pool\", encoder.Width);");
            lines.Lines($"{task.Name}Head = weights.Linear(\"{task.Name}.head\", encoder.Width, plan.Spec.Tasks[{place}].Outputs);");
        }
    }

    /// <summary>The model's properties.</summary>
    public static void Properties(SourceWriter body, ExperimentSpec spec)
    {
        foreach (var (task, _) in Headed(spec))
        {
            if (task.Pooling == Pooling.Attention)
                body.Line().Lines($$"""
                    /// <summary>What {{task.Name}} scores the states by that it pools, [d].</summary>
                    public Parameter {{task.Name}}Pool { get; }
                    """);
            body.Line().Lines($$"""
                /// <summary>How {{task.Name}} tells {{(task.Kind switch { TaskKind.Regression => "its number", TaskKind.Tagging => "the classes of words apart", _ => "its classes apart" })}}.</summary>
                public LinearWeights {{task.Name}}Head { get; }
                """);
        }
    }

    /// <summary>The learner's passes, one a task, and the choice between them.</summary>
    public static void Passes(SourceWriter body, ExperimentSpec spec)
    {
        foreach (var (task, place) in Headed(spec))
        {
            var (numbers, words) = (task.Kind == TaskKind.Regression, task.Kind == TaskKind.Tagging);
            var told = numbers ? "its number, in deviations from the mean, [b]" : words ? "how well each class fits each word, [n c]" : "how well each class fits, [b c]";
            body.Line().Lines($$"""
                // {{task.Name}}: {{told}}.
                private Tensor {{Pass(task)}}(Batch batch, Dropout dropout, AttentionRecorder recorder{{EmitSoftStage.Parameter(spec)}})
                {
                    {{(task.Image is null ? States(spec, task) : EmitImage.States(spec, place)).Replace("\n", "\n    ")}}
                    var {{(words ? "firsts = Pool.At(states, Ids.Flat(batch.Words, device)); // [n d]" : $"pooled = {Pooled(task)}; // [b d]")}}
                    return Linear.Tell(dropout.Apply({{(words ? "firsts" : "pooled")}}), model.{{task.Name}}Head){{(numbers ? ".squeeze(1)" : "")}};
                }
                """);
        }

        Choice(body, spec, Headed(spec).Where(one => one.Task.Kind != TaskKind.Regression), "ClassLogits");
        Choice(body, spec, Headed(spec).Where(one => one.Task.Kind == TaskKind.Regression), "Number");
    }

    private static string States(ExperimentSpec spec, TaskSpec task) => $"""
        var source = Ids.Of(batch.Source, batch.Rows, device); // [b s]
        var mask = AttentionMask.Padding(source); // [b 1 1 s]
        var states = model.Encode(model.{task.Name}, source, mask, dropout, recorder{EmitSoftStage.Argument(spec)}); // [b s d]
        """;

    private static void Choice(SourceWriter body, ExperimentSpec spec, IEnumerable<(TaskSpec Task, int Place)> among, string name)
    {
        var tasks = among.ToArray();
        if (tasks.Length == 0)
            return;
        body.Line().Lines($$"""
            private Tensor {{name}}(int task, Batch batch, Dropout dropout, AttentionRecorder recorder{{EmitSoftStage.Parameter(spec)}}) => task switch
            {
                {{string.Join("\n    ", tasks.Select(one => $"{one.Place} => {Pass(one.Task)}(batch, dropout, recorder{EmitSoftStage.Argument(spec)}),"))}}
                _ => throw new ArgumentOutOfRangeException(nameof(task)),
            };
            """);
    }

    private static string Pass(TaskSpec task) => task.Name + (task.Kind == TaskKind.Regression ? "Number" : "Logits");

    /// <summary>The state that a task is told from, as code; among a picture's patches none is padding.</summary>
    public static string Pooled(TaskSpec task) => task.Pooling switch
    {
        Pooling.First => "Pool.First(states)",
        Pooling.Attention => $"Pool.Attention(states, {(task.Image is null ? "mask" : "null")}, model.{task.Name}Pool, recorder)",
        _ => task.Image is null ? "Pool.Mean(states, source)" : "Pool.Mean(states)",
    };

    private static IEnumerable<(TaskSpec Task, int Place)> Headed(ExperimentSpec spec) =>
        spec.Tasks.Select((task, place) => (task, place)).Where(one => one.task.Kind.HasHead());
}
