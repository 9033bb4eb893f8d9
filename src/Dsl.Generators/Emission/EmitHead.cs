using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>What tells the classes of a task apart: its weights in the model, and the learner's pass from its input to logits.</summary>
internal static class EmitHead
{
    /// <summary>The lines of the model's constructor.</summary>
    public static void Constructor(SourceWriter lines, ExperimentSpec spec)
    {
        foreach (var (task, label, place) in Labelled(spec))
        {
            if (label.Pooling == Pooling.Attention)
                lines.Lines($"{task}Pool = weights.Vector(\"{task}.pool\", encoder.Width);");
            lines.Lines($"{task}Head = weights.Linear(\"{task}.head\", encoder.Width, plan.Spec.Tasks[{place}].Label!.Classes.Count);");
        }
    }

    /// <summary>The model's properties.</summary>
    public static void Properties(SourceWriter body, ExperimentSpec spec)
    {
        foreach (var (task, label, _) in Labelled(spec))
        {
            if (label.Pooling == Pooling.Attention)
                body.Line().Lines($$"""
                    /// <summary>What {{task}} scores the states by that it pools, [d].</summary>
                    public Parameter {{task}}Pool { get; }
                    """);
            body.Line().Lines($$"""
                /// <summary>How {{task}} tells its classes apart.</summary>
                public LinearWeights {{task}}Head { get; }
                """);
        }
    }

    /// <summary>The learner's passes, one a task, and the choice between them.</summary>
    public static void Logits(SourceWriter body, ExperimentSpec spec)
    {
        foreach (var (task, label, place) in Labelled(spec))
        {
            if (spec.Tasks[place].Image is not null)
            {
                EmitImage.Logits(body, spec, place);
                continue;
            }

            body.Line().Lines($$"""
                // {{task}}: how well each class fits, [b c].
                private Tensor {{task}}Logits(Batch batch, Dropout dropout, AttentionRecorder recorder)
                {
                    var source = Ids.Of(batch.Source, batch.Rows, device); // [b s]
                    var mask = AttentionMask.Padding(source); // [b 1 1 s]
                    var states = model.Encode(model.{{task}}, source, mask, dropout, recorder); // [b s d]
                    var pooled = {{Pooled(task, label.Pooling)}}; // [b d]
                    return Linear.Apply(dropout.Apply(pooled), model.{{task}}Head);
                }
                """);
        }

        body.Line().Lines($$"""
            private Tensor ClassLogits(int task, Batch batch, Dropout dropout, AttentionRecorder recorder) => task switch
            {
                {{string.Join("\n    ", Labelled(spec).Select(one => $"{one.Place} => {one.Task}Logits(batch, dropout, recorder),"))}}
                _ => throw new ArgumentOutOfRangeException(nameof(task)),
            };
            """);
    }

    private static string Pooled(string task, Pooling pooling) => pooling switch
    {
        Pooling.First => "Pool.First(states)",
        Pooling.Attention => $"Pool.Attention(states, mask, model.{task}Pool)",
        _ => "Pool.Mean(states, source)",
    };

    private static IEnumerable<(string Task, LabelSpec Label, int Place)> Labelled(ExperimentSpec spec) =>
        from one in spec.Tasks.Select((task, place) => (task, place))
        where one.task.Label is not null
        select (one.task.Name, one.task.Label!, one.place);
}
