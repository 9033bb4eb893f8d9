namespace Heed.Host;

/// <summary>All that a report shows. What a run has none of (no samples, no attention) is left empty, and its section left out.</summary>
/// <param name="Summary">The run in a few figures.</param>
/// <param name="Config">What the run was started with.</param>
/// <param name="Results">One table per metric.</param>
/// <param name="Samples">What the model made of some test examples.</param>
/// <param name="Errors">What it made of those that it did worst on.</param>
/// <param name="Confusions">Which classes were taken for which, a task that tells classes each.</param>
/// <param name="History">What was measured, step by step.</param>
/// <param name="Attention">Where the model looked, for some of the samples.</param>
/// <param name="Plan">The model's parts.</param>
public sealed record ReportContent(
    ReportSummary Summary,
    RunConfig Config,
    IReadOnlyList<ResultTable> Results,
    IReadOnlyList<SampleOutput> Samples,
    IReadOnlyList<SampleOutput> Errors,
    IReadOnlyList<Confusion> Confusions,
    IReadOnlyList<MetricPoint> History,
    IReadOnlyList<AttentionExample> Attention,
    PlanOutline Plan)
{
    /// <summary>What the run read, task by task.</summary>
    public IReadOnlyList<DataCounts> Data { get; init; } = [];

    /// <summary>The files it was read from.</summary>
    public IReadOnlyList<DataFileCard> Files { get; init; } = [];

    /// <summary>What the run cost; null where it made no step.</summary>
    public CostCard? Cost { get; init; }

    /// <summary>How much the layers of an encoder work on, where its attention is allocated.</summary>
    public IReadOnlyList<LayerMean> Work { get; init; } = [];

    /// <summary>How far what layers of an encoder work on is what gradients call important, where they skip positions.</summary>
    public IReadOnlyList<AgreementMean> Agreements { get; init; } = [];

    /// <summary>How far the answers move where what layers of an encoder left out is put back.</summary>
    public IReadOnlyList<MovesMean> Moves { get; init; } = [];

    /// <summary>How far heads see, where they have spans.</summary>
    public IReadOnlyList<LayerSpans> Spans { get; init; } = [];

    /// <summary>How many positions go on, where layers learned it.</summary>
    public IReadOnlyList<LayerBudget> Budgets { get; init; } = [];

    /// <summary>The longest examples that the model did badly on.</summary>
    public IReadOnlyList<SampleOutput> LongErrors { get; init; } = [];

    /// <summary>How good the answers are, by the length of what was asked.</summary>
    public IReadOnlyList<LengthScore> Lengths { get; init; } = [];
}

/// <summary>What a task read.</summary>
/// <param name="Task">The task.</param>
/// <param name="Training">Examples to learn from.</param>
/// <param name="Validation">Examples to choose by.</param>
/// <param name="Test">Examples to report on.</param>
/// <param name="Truncated">How many of them were cut to the longest length.</param>
/// <param name="Skipped">Bad rows of its file that were left out.</param>
public sealed record DataCounts(string Task, int Training, int Validation, int Test, int Truncated, int Skipped);

/// <summary>A run in a few figures.</summary>
/// <param name="Description">What the experiment's documentation comment says.</param>
/// <param name="Seed">The seed all randomness came from.</param>
/// <param name="Steps">Steps trained.</param>
/// <param name="Took">Time trained, over all sittings.</param>
/// <param name="Parameters">Trained numbers, shared ones counted once.</param>
/// <param name="Device">Where it ran, for a person: <c>CPU, 2 threads</c>.</param>
public sealed record ReportSummary(string Description, int Seed, int Steps, TimeSpan Took, long Parameters, string Device);

/// <summary>The parts of a model, as planned.</summary>
/// <param name="Description">The plan in words; may have several lines.</param>
/// <param name="Parts">One row per part.</param>
/// <param name="Parameters">Numbers in all, shared ones counted once.</param>
/// <param name="Flops">Floating-point operations in all.</param>
/// <param name="FlopsOf">What they are counted for: <c>one training step of 4,096 tokens</c>.</param>
public sealed record PlanOutline(string Description, IReadOnlyList<PlanPart> Parts, long Parameters, double Flops, string FlopsOf);

/// <summary>A part of a model.</summary>
/// <param name="Name">Which: <c>encoder.0.attention.query</c>.</param>
/// <param name="Shape">Its weights' shape: <c>256 × 256</c>.</param>
/// <param name="Sharing">Whose it is: <c>shared by ToFrench, ToEnglish</c>.</param>
/// <param name="Parameters">Its numbers.</param>
/// <param name="Flops">Its floating-point operations.</param>
public sealed record PlanPart(string Name, string Shape, string Sharing, long Parameters, double Flops);
