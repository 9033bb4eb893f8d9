namespace Heed.Planning;

/// <summary>Every number that a declaration can hold: what the generator reads, the plan checks and <c>--set</c> changes.</summary>
public static class Numbers
{
    private static readonly IReadOnlyList<Number> Experiment =
    [
        Whole("Experiment.Seed", 0, int.MaxValue, s => s.Seed, (s, v) => s with { Seed = v }),
        Whole("Experiment.Steps", 1, 1_000_000_000, s => s.Steps, (s, v) => s with { Steps = v }),
        Whole("Experiment.BatchTokens", 16, 1 << 24, s => s.BatchTokens, (s, v) => s with { BatchTokens = v }),
        Whole("Experiment.Accumulate", 1, 1_000_000, s => s.Accumulate, (s, v) => s with { Accumulate = v }),
        Whole("Experiment.ValidateEvery", 1, 1_000_000_000, s => s.ValidateEvery, (s, v) => s with { ValidateEvery = v }),
        Real("Experiment.Minutes", 0, 1e6, s => s.Minutes, (s, v) => s with { Minutes = v }),
        Whole("Tokenizer.Vocabulary", 260, 1_000_000, s => s.Tokenizer.Vocabulary,
            (s, v) => s with { Tokenizer = s.Tokenizer with { Vocabulary = v } }),
        Real("Split.Validation", 0.0001, 0.5, s => s.Split.Validation, (s, v) => s with { Split = s.Split with { Validation = v } }),
        Real("Split.Test", 0.0001, 0.5, s => s.Split.Test, (s, v) => s with { Split = s.Split with { Test = v } }),
        Real("Split.NearDuplicates", 0.1, 1, s => s.Split.NearDuplicates,
            (s, v) => s with { Split = s.Split with { NearDuplicates = v } }),
        Real("Regularization.Dropout", 0, 0.9, s => s.Regularization.Dropout,
            (s, v) => s with { Regularization = s.Regularization with { Dropout = v } }),
        Real("Regularization.LabelSmoothing", 0, 0.9, s => s.Regularization.LabelSmoothing,
            (s, v) => s with { Regularization = s.Regularization with { LabelSmoothing = v } }),
        Whole("Schedule.Warmup", 0, 1_000_000_000, s => s.Schedule.Warmup, (s, v) => s with { Schedule = s.Schedule with { Warmup = v } }),
    ];

    private static readonly Number MovingAverage = Real("MovingAverage.Decay", 0, 0.999999,
        s => s.MovingAverage!.Decay, (s, v) => s with { MovingAverage = s.MovingAverage! with { Decay = v } });

    private static readonly Number EarlyStop = Whole("EarlyStop.Patience", 1, 1_000_000,
        s => s.EarlyStop!.Patience, (s, v) => s with { EarlyStop = s.EarlyStop! with { Patience = v } });

    private static readonly IReadOnlyList<Number> Encoder =
    [
        Whole("Encoder.Layers", 1, 1_000, s => s.Encoder!.Layers, (s, v) => s with { Encoder = s.Encoder! with { Layers = v } }),
        Whole("Encoder.Width", 1, 65_536, s => s.Encoder!.Width, (s, v) => s with { Encoder = s.Encoder! with { Width = v } }),
        Whole("Encoder.Heads", 1, 1_024, s => s.Encoder!.Heads, (s, v) => s with { Encoder = s.Encoder! with { Heads = v } }),
        Whole("Encoder.KeyValueHeads", 0, 1_024, s => s.Encoder!.KeyValueHeads,
            (s, v) => s with { Encoder = s.Encoder! with { KeyValueHeads = v } }),
        Whole("Encoder.FeedForward", 0, 1 << 20, s => s.Encoder!.FeedForward,
            (s, v) => s with { Encoder = s.Encoder! with { FeedForward = v } }),
        Whole("Encoder.MaximumLength", 1, 1 << 20, s => s.Encoder!.MaximumLength,
            (s, v) => s with { Encoder = s.Encoder! with { MaximumLength = v } }),
    ];

    private static readonly IReadOnlyList<Number> Decoder =
    [
        Whole("Decoder.Layers", 1, 1_000, s => s.Decoder!.Layers, (s, v) => s with { Decoder = s.Decoder! with { Layers = v } }),
        Whole("Decoder.Width", 0, 65_536, s => s.Decoder!.Width, (s, v) => s with { Decoder = s.Decoder! with { Width = v } }),
        Whole("Decoder.Heads", 0, 1_024, s => s.Decoder!.Heads, (s, v) => s with { Decoder = s.Decoder! with { Heads = v } }),
        Whole("Decoder.KeyValueHeads", 0, 1_024, s => s.Decoder!.KeyValueHeads,
            (s, v) => s with { Decoder = s.Decoder! with { KeyValueHeads = v } }),
        Whole("Decoder.FeedForward", 0, 1 << 20, s => s.Decoder!.FeedForward,
            (s, v) => s with { Decoder = s.Decoder! with { FeedForward = v } }),
        Whole("Decoder.MaximumLength", 2, 1 << 20, s => s.Decoder!.MaximumLength,
            (s, v) => s with { Decoder = s.Decoder! with { MaximumLength = v } }),
    ];

    private static readonly IReadOnlyList<Number> CacheEviction =
    [
        Whole("CacheEviction.Budget", 1, 1 << 20, s => s.CacheEviction!.Budget,
            (s, v) => s with { CacheEviction = s.CacheEviction! with { Budget = v } }),
        Whole("CacheEviction.Recent", 1, 1 << 20, s => s.CacheEviction!.Recent,
            (s, v) => s with { CacheEviction = s.CacheEviction! with { Recent = v } }),
        Whole("CacheEviction.FromLayer", 0, 999, s => s.CacheEviction!.FromLayer,
            (s, v) => s with { CacheEviction = s.CacheEviction! with { FromLayer = v } }),
    ];

    /// <summary>The numbers that this declaration holds, in the order of their attributes.</summary>
    public static IEnumerable<Number> Of(ExperimentSpec spec) =>
        Experiment.Where(number => number.Path != "Tokenizer.Vocabulary" || (spec.Tokenizer.Kind == TokenizerKind.BytePairs && spec.HasText))
            .Where(number => number.Path != "Split.NearDuplicates" || spec.HasText)
            .Where(number => number.Path != "Split.Test" || spec.Tasks.Count == 0 || spec.Tasks.Any(task => task.Test.Length == 0 || task.Sample.Length > 0))
            .Concat(OptimizerNumbers.Of(spec.Optimizer))
            .Concat(AllocationNumbers.Of(spec))
            .Concat(spec.MovingAverage is null ? [] : [MovingAverage])
            .Concat(spec.EarlyStop is null ? [] : [EarlyStop])
            .Concat(spec.Encoder is null ? [] : Encoder)
            .Concat(spec.Decoder is null ? [] : Decoder.Concat(DecodingNumbers.Of(spec.Decoding)))
            .Concat(spec.CacheEviction is null ? [] : CacheEviction)
            .Concat(spec.Tasks.Select(Weight))
            .Concat(spec.Tasks.Select(Window))
            .Concat(spec.Tasks.Where(task => task.Mask is not null).Select(Rate))
            .Concat(spec.Tasks.Where(task => task.Image is not null).SelectMany(ImageNumbers.Of));

    private static Number Weight(TaskSpec task) => new(
        $"{task.Name}.Weight", 0, 1e6, Whole: false,
        spec => Of(spec, task).Weight, (spec, value) => Change(spec, task, one => one with { Weight = value }));

    private static Number Window(TaskSpec task) => new(
        $"{task.Name}.Window", 0, 1_000_000_000, Whole: true,
        spec => Of(spec, task).Window, (spec, value) => Change(spec, task, one => one with { Window = (int)value }));

    private static Number Rate(TaskSpec task) => new(
        $"{task.Name}.Rate", 0.001, 0.999, Whole: false,
        spec => Of(spec, task).Mask!.Rate,
        (spec, value) => Change(spec, task, one => one.With(column => column.Mask is { } mask ? column with { Mask = mask with { Rate = value } } : column)));

    private static TaskSpec Of(ExperimentSpec spec, TaskSpec task) => spec.Tasks.First(other => other.Name == task.Name);

    private static ExperimentSpec Change(ExperimentSpec spec, TaskSpec task, Func<TaskSpec, TaskSpec> change) =>
        spec with { Tasks = spec.Tasks.Select(other => other.Name == task.Name ? change(other) : other).ToEquatableArray() };

    private static Number Whole(
        string path, int minimum, int maximum, Func<ExperimentSpec, int> read, Func<ExperimentSpec, int, ExperimentSpec> write) =>
        new(path, minimum, maximum, Whole: true, spec => read(spec), (spec, value) => write(spec, (int)value));

    private static Number Real(
        string path, double minimum, double maximum, Func<ExperimentSpec, double> read, Func<ExperimentSpec, double, ExperimentSpec> write) =>
        new(path, minimum, maximum, Whole: false, read, write);
}
