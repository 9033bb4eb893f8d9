using System.Text.Json.Serialization;

namespace Heed.Host;

/// <summary>What was measured at one step: a <see cref="TrainPoint"/> or a <see cref="ValidationPoint"/>.</summary>
/// <param name="Step">Steps trained so far; the first is 1.</param>
/// <param name="Elapsed">Seconds trained so far, over all the sittings of a resumed run.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TrainPoint), "train")]
[JsonDerivedType(typeof(ValidationPoint), "validation")]
public abstract record MetricPoint([property: JsonPropertyOrder(-2)] int Step, [property: JsonPropertyOrder(-1)] double Elapsed)
{
    /// <summary>Handles either case.</summary>
    public T Match<T>(Func<TrainPoint, T> train, Func<ValidationPoint, T> validation) => this is TrainPoint point
        ? train(point)
        : validation((ValidationPoint)this);
}

/// <summary>One training step.</summary>
/// <param name="Step">Steps trained so far.</param>
/// <param name="Elapsed">Seconds trained so far.</param>
/// <param name="Losses">Mean loss per target token, nats, of each task that had a part in the step.</param>
/// <param name="Total">The loss that was minimised.</param>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="GradientNorm">L2 norm of all gradients, before clipping.</param>
/// <param name="TokensPerSecond">Real (not padding) tokens, source and target, per second.</param>
public sealed record TrainPoint(
    int Step,
    double Elapsed,
    IReadOnlyDictionary<string, double> Losses,
    double Total,
    double LearningRate,
    double GradientNorm,
    double TokensPerSecond) : MetricPoint(Step, Elapsed);

/// <summary>One pass over the validation split.</summary>
/// <param name="Step">Steps trained so far.</param>
/// <param name="Elapsed">Seconds trained so far.</param>
/// <param name="Losses">Mean loss per target token of each task, nats.</param>
/// <param name="Perplexities">Perplexity of each task.</param>
public sealed record ValidationPoint(
    int Step,
    double Elapsed,
    IReadOnlyDictionary<string, double> Losses,
    IReadOnlyDictionary<string, double> Perplexities) : MetricPoint(Step, Elapsed)
{
    /// <summary>Bytes of memory that the training process held at its peak so far; 0 where nobody looked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long PeakMemory { get; init; }
}
