namespace Heed.Planning;

/// <summary>Every choice that a declaration can hold: what the generator reads, the plan checks and a resumed run must not change.</summary>
public static class Choices
{
    private static readonly IReadOnlyList<Choice> Experiment =
    [
        Of("Transformer.Norm", s => s.Transformer.Norm, (s, v) => s with { Transformer = s.Transformer with { Norm = v } }),
        Of("Transformer.Placement", s => s.Transformer.Placement,
            (s, v) => s with { Transformer = s.Transformer with { Placement = v } }),
        Of("Transformer.Activation", s => s.Transformer.Activation,
            (s, v) => s with { Transformer = s.Transformer with { Activation = v } }),
        Of("Transformer.Positions", s => s.Transformer.Positions,
            (s, v) => s with { Transformer = s.Transformer with { Positions = v } }),
        Of("Transformer.Scale", s => s.Transformer.Scale, (s, v) => s with { Transformer = s.Transformer with { Scale = v } }),
        Of("Transformer.Output", s => s.Transformer.Output, (s, v) => s with { Transformer = s.Transformer with { Output = v } }),
        Of("Transformer.Initializer", s => s.Transformer.Initializer,
            (s, v) => s with { Transformer = s.Transformer with { Initializer = v } }),
        Of("Transformer.GradientCheckpointing", s => s.Transformer.GradientCheckpointing,
            (s, v) => s with { Transformer = s.Transformer with { GradientCheckpointing = v } }),
        Of("Transformer.Precision", s => s.Transformer.Precision,
            (s, v) => s with { Transformer = s.Transformer with { Precision = v } }),
        Of("Schedule.Decay", s => s.Schedule.Decay, (s, v) => s with { Schedule = s.Schedule with { Decay = v } }),
    ];

    private static readonly IReadOnlyList<Choice> Sgd =
    [
        new(
            "Sgd.Nesterov", typeof(bool), s => ((SgdSpec)s.Optimizer).Nesterov,
            (s, v) => s with { Optimizer = (SgdSpec)s.Optimizer with { Nesterov = v == 1 } }),
    ];

    /// <summary>The enums of all choices.</summary>
    public static IEnumerable<Type> Types => Experiment.Select(choice => choice.Type).Append(typeof(WeightRounding)).Append(typeof(WindowPooling)).Append(typeof(WindowShape)).Append(typeof(StepPooling)).Append(typeof(Trunk)).Append(typeof(Pooling));

    /// <summary>The choices that this declaration holds.</summary>
    public static IEnumerable<Choice> Of(ExperimentSpec spec) =>
        Experiment
            .Concat(spec.Optimizer is SgdSpec ? Sgd : [])
            .Concat(spec.SpatialPooling is null ? [] : SpatialPooling)
            .Concat(spec.TemporalPooling is null ? [] : TemporalPooling)
            .Concat(spec.AdaptiveSpan is null ? [] : AdaptiveSpan)
            .Concat(spec.Decoder is null ? [] : [Rounds(spec.Decoding)])
            .Concat(spec.Tasks.Where(task => task.Pooling is not null).Select(Told))
            .Concat(spec.Tasks.Where(task => task.Image is not null).Select(ImageNumbers.Flip));

    private static readonly IReadOnlyList<Choice> SpatialPooling =
    [
        Of("SpatialPooling.By", s => s.SpatialPooling!.By, (s, v) => s with { SpatialPooling = s.SpatialPooling! with { By = v } }),
        Of("SpatialPooling.Shape", s => s.SpatialPooling!.Shape, (s, v) => s with { SpatialPooling = s.SpatialPooling! with { Shape = v } }),
    ];

    private static readonly IReadOnlyList<Choice> TemporalPooling =
    [
        Of("TemporalPooling.By", s => s.TemporalPooling!.By, (s, v) => s with { TemporalPooling = s.TemporalPooling! with { By = v } }),
        Of("TemporalPooling.Shape", s => s.TemporalPooling!.Shape, (s, v) => s with { TemporalPooling = s.TemporalPooling! with { Shape = v } }),
    ];

    private static readonly IReadOnlyList<Choice> AdaptiveSpan =
    [
        Of("AdaptiveSpan.In", s => s.AdaptiveSpan!.In, (s, v) => s with { AdaptiveSpan = s.AdaptiveSpan! with { In = v } }),
    ];

    private static Choice Rounds(DecodingSpec decoding) => Of(
        $"{decoding.Name}.Rounding", spec => spec.Decoding.Rounding, (spec, value) => spec with { Decoding = spec.Decoding with { Rounding = value } });

    private static Choice Told(TaskSpec task) => Of(
        $"{task.Name}.Pooling",
        spec => spec.Tasks.First(other => other.Name == task.Name).Pooling!.Value,
        (spec, value) => spec with
        {
            Tasks = spec.Tasks.Select(other => other.Name == task.Name ? other.With(column => Pooled(column, value)) : other).ToEquatableArray(),
        });

    private static ColumnSpec Pooled(ColumnSpec column, Pooling pooling) => column with
    {
        Label = column.Label is { } label ? label with { Pooling = pooling } : null,
        Number = column.Number is { } number ? number with { Pooling = pooling } : null,
    };

    private static Choice Of<T>(string path, Func<ExperimentSpec, T> read, Func<ExperimentSpec, T, ExperimentSpec> write)
        where T : struct, Enum =>
        new(path, typeof(T), spec => read(spec), (spec, value) => write(spec, (T)Enum.ToObject(typeof(T), value)));
}
