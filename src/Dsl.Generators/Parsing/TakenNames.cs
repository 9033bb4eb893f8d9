using Heed.Planning;

namespace Heed.Generators.Parsing;

/// <summary>Names that a declaring record cannot have, because the code emitted beside it uses them for something else.</summary>
internal static class TakenNames
{
    private static readonly string[] Types =
    [
        "Accumulation", "AdaptiveSpanSpec", "Alibi", "ArgumentOutOfRangeException", "Attend", "AttentionMask", "AttentionPlace", "AttentionRecorder", "Batch",
        "CacheEvictionSpec", "ClassLoss", "ClassSetLoss", "ColumnRole", "ColumnSpec", "ComputeType", "Constant", "ConvolvedWindows", "Device", "Dropout", "Embedding", "Enumerable", "ExperimentPlan", "ExperimentSpec",
        "FeedForward", "Func", "FusedTokens", "Grid", "GradientCheckpoints", "Heads", "HeldWeights", "HeadSpans", "IExperiment", "ILearner", "Initial", "InputGradients", "InvalidOperationException", "IReadOnlyList", "ITask", "Ids", "JoinedTokens", "KeyValueCache", "LabelSmoothing", "LatentTokens", "LatentWeights",
        "LearnedReductionSpec", "Lexicon", "Linear", "LinearWeights", "List", "Math", "MaxWindows", "MeanWindows", "MemorySpec", "MergedTokens", "MostLikely", "MovingAverage", "Norm", "NormWeights", "Optimizer", "Parameter", "Prompt",
        "PastBlocks", "PastSpec", "Patches", "Pool", "ProjectedWindows", "Projection", "PrunedTokens", "RetainedTokens", "Retentions", "RmsNormWeights", "ReductionSpec", "Reduction", "Remaining", "Rotary", "RoutedTokens", "RoutingSpec", "Scalar", "ScalarType",
        "Schedule", "Sequence", "ShareSpec", "Sinusoidal", "SoftPruning", "SpanAttention", "SpanMask", "SpatialPoolingSpec", "SquaredError", "StackPlan", "StepReport", "TaskSpec", "TemporalPoolingSpec", "Tensor", "TokenLoss", "TokenRetentionSpec", "TokenizerKind", "TopTokens", "Trunk",
        "Variation", "Vocabulary", "WeightCopies", "WeightStore", .. Choices.Types.Select(choice => choice.Name),
    ];

    // Of the model, in which each task has a property, of its constructor, and of TorchSharp's module, from which it derives.
    private static readonly string[] Members =
    [
        "Attended", "ClearModules", "Computes", "Continue", "ContinueNext", "ConditionallyRegisterBuffer", "ConditionallyRegisterParameter", "Copies", "Create", "Decode", "DecodeNext", "DecoderLayer",
        "Dispose", "Encode", "EncodeEmbedded", "EncoderLayer", "Equals", "Finalize", "Forget", "GetDefaultDeviceAndType", "GetHashCode", "GetName", "GetType", "HType",
        "Hold", "HoldToRead", "HoldToSpeak", "HoldToWrite", "LanguageLayer", "MemberwiseClone", "ReferenceEquals", "RegisterComponents", "Remember", "ReplaceBuffer", "ReplaceParameter", "ToString",
    ];

    // First words of a number's path and of a weight's name, where a task's own name can stand.
    private static readonly string[] Words =
    [
        "Experiment", "Tokenizer", "Split", "Regularization", "Schedule", "MovingAverage", "EarlyStop", "SpatialPooling", "TemporalPooling", "Routing", "Latents", "AdaptiveSpan", "TokenPruning", "TokenRetention", "Transformer", "Encoder", "Decoder",
        SharingPlan.Everyone, "CacheEviction", "AllocateMemory", "AllocatePast",
    ];

    // Each names the class that trains, its settings and the path of their numbers.
    private static readonly IEnumerable<string> Optimizers = OptimizerSpec.All.SelectMany(kind => new[] { kind.Name, kind.Name + "Spec" });

    private static readonly IEnumerable<string> Decodings = DecodingSpec.All.SelectMany(kind => new[] { kind.Name, kind.Name + "Spec" });

    /// <summary>
    /// Names that an allocation's type cannot have, beside those: with a small letter they are fields and variables of the model, where the
    /// numbers of an allocation stand under its own name.
    /// </summary>
    public static HashSet<string> OfFields { get; } =
    [
        "All", "AttentionScale", "Chosen", "Computes", "DecoderSlopes", "DecoderTurns", "Embedded", "EncoderSlopes", "EncoderTurns", "K", "Layer", "Mask", "Masks", "Memory", "Mixed", "Near", "Own",
        "Plan", "Positions", "Q", "Received", "Recorder", "Routed", "Scale", "Soft", "Source", "Stream", "Target", "V", "W", "Weights", "Windows", "X", "Y",
    ];

    /// <summary>Names that an allocation's type cannot have which holds weights, beside those: a layer's record holds them under its own name.</summary>
    public static HashSet<string> OfLayers { get; } =
    [
        "AttentionNorm", "Clone", "Deconstruct", "Down", "EqualityContract", "FeedForwardNorm", "Gate", "Join", "Key", "Output", "Part", "PrintMembers", "Query", "Retention", "Router", "Span", "Task", "Threshold", "Up", "Value",
        "Window", "WindowNorm",
    ];

    /// <summary>Types that emitted code calls by their simple names.</summary>
    public static HashSet<string> OfTypes { get; } = [.. Types, .. Optimizers, .. Decodings];

    /// <summary>All of them.</summary>
    public static HashSet<string> All { get; } = [.. OfTypes, .. Members, .. Words];
}
