using System.Text.Json;
using Heed.Data;
using Heed.Planning;

namespace Heed.Benchmarks;

/// <summary>What a form is measured on: the lengths of its batches. Every form makes up the tokens itself, for its time does not depend on them.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Training">Whether steps train; else they only look.</param>
/// <param name="Pictures">Whether pictures go in, and a class comes out.</param>
/// <param name="Batches">The lengths of each example, batch by batch, as Heed puts them together.</param>
/// <param name="Unsorted">The same examples in batches as they come.</param>
/// <param name="Passes">How often a measurement goes through the batches.</param>
/// <param name="Decodes">Whether targets are written token by token.</param>
public sealed record Workload(
    string Name, bool Training, bool Pictures, IReadOnlyList<PairLength[]> Batches, IReadOnlyList<PairLength[]> Unsorted, int Passes,
    bool Decodes = false)
{
    private static readonly JsonSerializerOptions Written = new() { IgnoreReadOnlyProperties = true };

    /// <summary>Sizes of the model, which all forms have in common.</summary>
    public Sizes Sizes { get; } = Sizes.Of(PlanOf(Pictures));

    /// <summary>The plan of the model.</summary>
    public ExperimentPlan Plan { get; } = PlanOf(Pictures);

    /// <summary>Tokens that are no padding, on both sides; a class counts as none. Where targets are written, those.</summary>
    public int RealTokens => Batches.Sum(batch => batch.Sum(pair => (Decodes ? 0 : pair.Source) + Target(pair)));

    /// <summary>What part of the tokens that are computed, on both sides, is no padding.</summary>
    public double RealShare => (double)Batches.Sum(batch => batch.Sum(pair => pair.Source + Target(pair))) / Batches.Sum(batch => batch.Length * (batch.Max(pair => pair.Source) + batch.Max(Target)));

    /// <summary>Floating-point operations of a pass over real tokens.</summary>
    public double Flops
    {
        get
        {
            var (plan, cost) = (Plan, new Dictionary<PairLength, double>());
            return Batches.Sum(batch => batch.Sum(pair =>
                cost.TryGetValue(pair, out var known) ? known
                : cost[pair] = (Training ? 3 : 1) * CostPlan.Of(plan, plan.Spec.Tasks[0], pair.Source, pair.Target).Flops));
        }
    }

    private int Target(PairLength pair) => Pictures ? 0 : pair.Target;

    private static ExperimentPlan PlanOf(bool pictures) => Host.HostedExperiment.Plan(pictures ? Benchmarks.Pictures.Spec : Text.Spec);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Workload Read(string file) => JsonSerializer.Deserialize<Workload>(File.ReadAllText(file))!;

    /// <summary>Writes it for the processes that measure.</summary>
    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Written));
}

/// <summary>Sizes of a model, for those who build it without Heed.</summary>
public sealed record Sizes(int Width, int Heads, int Layers, int FeedForward, int Vocabulary, int Classes, int Patch, double Dropout)
{
    /// <summary>The sizes that a plan has.</summary>
    public static Sizes Of(ExperimentPlan plan) => new(
        plan.Width, plan.Encoder!.Heads, plan.Encoder.Layers, plan.Encoder.FeedForward, plan.Spec.Tokenizer.Vocabulary,
        plan.Spec.Tasks[0].Label?.Classes.Count ?? 0, plan.Spec.Tasks[0].Image?.PatchSize ?? 0, plan.Spec.Regularization.Dropout);
}
