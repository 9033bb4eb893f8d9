using Heed.Planning;

namespace Heed.Host;

/// <summary>Tells what a run cost, from what it read and what was measured meanwhile.</summary>
internal static class RunCost
{
    /// <summary>The cost of a run; null where it made no step.</summary>
    public static CostCard? Of(ExperimentPlan plan, PreparedData data, IReadOnlyList<MetricPoint> history)
    {
        var steps = history.OfType<TrainPoint>().ToList();
        if (steps.Count == 0)
            return null;
        var sizes = data.Sizes(plan);
        var costs = new StepCosts(plan, data);
        var (tokens, padded, flops, seconds) = (0L, 0L, 0.0, 0.0);
        var rows = new long[plan.Spec.Tasks.Count];
        foreach (var step in steps)
        {
            var real = 0L;
            foreach (var (task, size) in sizes(step.Step))
            {
                real += size.RealTokens;
                padded += size.PaddedTokens;
                flops += costs.Of(task, size);
                rows[task] += size.Rows;
            }

            tokens += real;
            seconds += real / step.TokensPerSecond;
        }

        var readOn = data.ReadOn(plan, steps[^1].Step);
        return new(
            plan.Parameters, steps.Count, tokens, padded - tokens, flops, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(history[^1].Elapsed),
            history.OfType<ValidationPoint>().Select(point => point.PeakMemory).DefaultIfEmpty(0).Max(), AllocationCost.Assumed(plan.Spec),
            [.. data.Tasks.Zip(rows, readOn).Select(one => (one.First.Name, one.Third is { } windows ? (double?)one.Second / windows.Examples : (double)one.Second / one.First.Training.Length))])
        {
            Layers = AllocationCost.Of(plan),
        };
    }
}
