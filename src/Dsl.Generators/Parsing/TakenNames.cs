using Heed.Planning;

namespace Heed.Generators.Parsing;

/// <summary>Names that a declaring record cannot have, because the code emitted beside it uses them for something else.</summary>
internal static class TakenNames
{
    private static readonly string[] Types =
    [
        "Accumulation", "Alibi", "ArgumentOutOfRangeException", "Attend", "AttentionMask", "AttentionPlace", "AttentionRecorder", "Batch",
        "ClassLoss", "ClassSetLoss", "ColumnRole", "ColumnSpec", "ComputeType", "Constant", "Device", "Dropout", "Embedding", "Enumerable", "ExperimentPlan", "ExperimentSpec",
        "FeedForward", "Func", "GradientCheckpoints", "Heads", "IExperiment", "ILearner", "Initial", "IReadOnlyList", "ITask", "Ids", "KeyValueCache", "LabelSmoothing",
        "Lexicon", "Linear", "LinearWeights", "Math", "MaxWindows", "MeanWindows", "MostLikely", "MovingAverage", "Norm", "NormWeights", "Optimizer", "Parameter", "Prompt",
        "Patches", "Pool", "Projection", "RmsNormWeights", "Rotary", "Scalar", "ScalarType",
        "Schedule", "Sequence", "ShareSpec", "Sinusoidal", "SpatialPoolingSpec", "SquaredError", "StackPlan", "StepReport", "TaskSpec", "Tensor", "TokenLoss", "TokenizerKind", "Trunk",
        "Variation", "Vocabulary", "WeightCopies", "WeightStore", "CacheEvictionSpec", .. Choices.Types.Select(choice => choice.Name),
    ];

    // Of the model, in which each task has a property, of its constructor, and of TorchSharp's module, from which it derives.
    private static readonly string[] Members =
    [
        "ClearModules", "Computes", "Continue", "ContinueNext", "ConditionallyRegisterBuffer", "ConditionallyRegisterParameter", "Copies", "Create", "Decode", "DecodeNext", "DecoderLayer",
        "Dispose", "Encode", "EncodeEmbedded", "EncoderLayer", "Equals", "Finalize", "Forget", "GetDefaultDeviceAndType", "GetHashCode", "GetName", "GetType", "HType",
        "Hold", "HoldToRead", "HoldToSpeak", "HoldToWrite", "LanguageLayer", "MemberwiseClone", "ReferenceEquals", "RegisterComponents", "Remember", "ReplaceBuffer", "ReplaceParameter", "ToString",
    ];

    // First words of a number's path and of a weight's name, where a task's own name can stand.
    private static readonly string[] Words =
    [
        "Experiment", "Tokenizer", "Split", "Regularization", "Schedule", "MovingAverage", "EarlyStop", "SpatialPooling", "Transformer", "Encoder", "Decoder",
        SharingPlan.Everyone, "CacheEviction",
    ];

    // Each names the class that trains, its settings and the path of their numbers.
    private static readonly IEnumerable<string> Optimizers = OptimizerSpec.All.SelectMany(kind => new[] { kind.Name, kind.Name + "Spec" });

    private static readonly IEnumerable<string> Decodings = DecodingSpec.All.SelectMany(kind => new[] { kind.Name, kind.Name + "Spec" });

    /// <summary>All of them.</summary>
    public static HashSet<string> All { get; } = [.. Types, .. Members, .. Words, .. Optimizers, .. Decodings];
}
