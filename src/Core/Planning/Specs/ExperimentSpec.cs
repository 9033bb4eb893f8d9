namespace Heed.Planning;

/// <summary>
/// What an experiment declares, as values alone: no symbol, no syntax, no place in a file, so that two equal declarations are equal.
/// The defaults here are the defaults of the attributes.
/// </summary>
public sealed record ExperimentSpec
{
    /// <summary>The record's name, which also names the emitted types and the folder of runs.</summary>
    public string Name { get; init; } = "";

    /// <summary>The record's namespace; empty where it has none.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>What every random draw of a run comes from.</summary>
    public int Seed { get; init; } = 17;

    /// <summary>Training steps; each takes one batch of every task, or as many as Accumulate says.</summary>
    public int Steps { get; init; } = 3_000;

    /// <summary>Tokens in one batch of one task at the most, padding and both sides counted.</summary>
    public int BatchTokens { get; init; } = 4_096;

    /// <summary>Batches of every task in a step; the gradient is the mean over all their tokens, as of one batch.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>Steps between two validations, each of which leaves a checkpoint.</summary>
    public int ValidateEvery { get; init; } = 250;

    /// <summary>Minutes after which training ends with a checkpoint, those of earlier sittings counted; 0 for no end but the last step.</summary>
    public double Minutes { get; init; }

    /// <summary>Where the vocabulary is from.</summary>
    public TokenizerSpec Tokenizer { get; init; } = new();

    /// <summary>How rows are parted into training, validation and test.</summary>
    public SplitSpec Split { get; init; } = new();

    /// <summary>The encoder; null where none is declared.</summary>
    public EncoderSpec? Encoder { get; init; }

    /// <summary>The decoder; null where none is declared.</summary>
    public DecoderSpec? Decoder { get; init; }

    /// <summary>What the layers of both stacks are made of.</summary>
    public TransformerSpec Transformer { get; init; } = new();

    /// <summary>Spatial pooling; null where none is declared.</summary>
    public SpatialPoolingSpec? SpatialPooling { get; init; }

    /// <summary>Temporal pooling; null where none is declared.</summary>
    public TemporalPoolingSpec? TemporalPooling { get; init; }

    /// <summary>Routing; null where none is declared.</summary>
    public RoutingSpec? Routing { get; init; }

    /// <summary>Latents; null where none are declared.</summary>
    public LatentsSpec? Latents { get; init; }

    /// <summary>Adaptive attention spans; null where none are declared.</summary>
    public AdaptiveSpanSpec? AdaptiveSpan { get; init; }

    /// <summary>Learned pruning; null where none is declared.</summary>
    public TokenPruningSpec? TokenPruning { get; init; }

    /// <summary>Learned budgets; null where none are declared.</summary>
    public TokenRetentionSpec? TokenRetention { get; init; }

    /// <summary>Allocations of the encoder's positions, in the order of their attributes.</summary>
    public EquatableArray<ReductionSpec> Reductions { get; init; } = new();

    /// <summary>An allocation of what the decoder attends to; null where it attends to all.</summary>
    public MemorySpec? AllocateMemory { get; init; }

    /// <summary>An allocation of the decoder's own past; null where it reads every position.</summary>
    public PastSpec? AllocatePast { get; init; }

    /// <summary>Dropout and label smoothing.</summary>
    public RegularizationSpec Regularization { get; init; } = new();

    /// <summary>How gradients change weights.</summary>
    public OptimizerSpec Optimizer { get; init; } = new AdamWSpec();

    /// <summary>How the learning rate rises and falls.</summary>
    public ScheduleSpec Schedule { get; init; } = new();

    /// <summary>The average of the weights; null where none is declared.</summary>
    public MovingAverageSpec? MovingAverage { get; init; }

    /// <summary>When a run ends early; null where it does not.</summary>
    public EarlyStopSpec? EarlyStop { get; init; }

    /// <summary>How tokens of answers are chosen.</summary>
    public DecodingSpec Decoding { get; init; } = new GreedySpec();

    /// <summary>What tasks hold in common; without any, each task has a model of its own.</summary>
    public EquatableArray<ShareSpec> Shares { get; init; } = new();

    /// <summary>Eviction from the decoder's cache; null where none is declared.</summary>
    public CacheEvictionSpec? CacheEviction { get; init; }

    /// <summary>The tasks, in the order of the record's parameters.</summary>
    public EquatableArray<TaskSpec> Tasks { get; init; } = new();

    /// <summary>Whether the encoder's attention is allocated.</summary>
    public bool Allocates => Reduces || EncoderSpan is not null;

    /// <summary>Adaptive spans of the encoder's heads; null where they have none.</summary>
    public AdaptiveSpanSpec? EncoderSpan => AdaptiveSpan is { } span && (span.In & Trunk.Encoder) != 0 ? span : null;

    /// <summary>Adaptive spans of the decoder's heads; null where they have none.</summary>
    public AdaptiveSpanSpec? DecoderSpan => AdaptiveSpan is { } span && (span.In & Trunk.Decoder) != 0 ? span : null;

    /// <summary>Reductions that learn how many positions go on; one at the most, where nothing is wrong.</summary>
    public IEnumerable<LearnedReductionSpec> LearnedReductions => new LearnedReductionSpec?[] { TokenPruning, TokenRetention }.OfType<LearnedReductionSpec>();

    /// <summary>Every allocation by a type of its own.</summary>
    public IEnumerable<AllocatorSpec> Allocators => Reductions.Concat(new AllocatorSpec?[] { AllocateMemory, AllocatePast }.OfType<AllocatorSpec>());

    /// <summary>Whether some layer of the encoder works on fewer positions than there are, or on other keys.</summary>
    public bool Reduces => SpatialPooling is not null || TemporalPooling is not null || Routing is not null || Latents is not null || LearnedReductions.Any() || Reductions.Count > 0;

    /// <summary>Whether some layer of the encoder works on positions that it chose, or joined by choice.</summary>
    public bool Chooses => Routing is not null || LearnedReductions.Any() || Reductions.Count > 0;

    /// <summary>The same without any allocation of the encoder's attention, or of the decoder's to itself.</summary>
    public ExperimentSpec Dense => this with { SpatialPooling = null, TemporalPooling = null, Routing = null, Latents = null, AdaptiveSpan = null, TokenPruning = null, TokenRetention = null, Reductions = new(), AllocatePast = null, AllocateMemory = null };

    /// <summary>Whether there are tasks, and none of them writes a text.</summary>
    public bool WritesNothing => Tasks.Count > 0 && !Tasks.Any(task => task.Kind.Writes());

    /// <summary>Whether some task reads pictures.</summary>
    public bool HasPictures => Tasks.Any(task => task.Image is not null);

    /// <summary>Whether some task reads text.</summary>
    public bool HasText => Tasks.Count == 0 || Tasks.Any(task => task.Image is null);
}
