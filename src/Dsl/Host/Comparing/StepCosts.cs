using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>What the steps of a run cost, by the sizes of the very batches that they read.</summary>
/// <param name="plan">The plan.</param>
/// <param name="data">Its data.</param>
internal sealed class StepCosts(ExperimentPlan plan, PreparedData data)
{
    // Steps whose batches are looked at, for which no file is read on; those after them cost as these do on average.
    private readonly int measured = Math.Min(20_000, data.StepsInMemory(plan));

    private readonly Func<long, IEnumerable<(int Task, BatchSize Size)>> sizes = data.Sizes(plan);

    private readonly Dictionary<(int Task, int Source, int Target), double> known = [];

    /// <summary>Operations of the first steps of a run.</summary>
    public double Of(int steps)
    {
        var near = Enumerable.Range(1, Math.Min(steps, measured)).Sum(step => At(step));
        return steps <= measured ? near : near / measured * steps;
    }

    /// <summary>How many steps a budget of operations is enough for.</summary>
    public int Within(double flops)
    {
        var spent = 0.0;
        for (var step = 1; step <= measured; step++)
        {
            spent += At(step);
            if (spent > flops)
                return step - 1;
        }

        return (int)Math.Min(1_000_000_000, flops / (spent / measured));
    }

    /// <summary>Operations of a batch of a task, forward and backward.</summary>
    public double Of(int task, BatchSize size)
    {
        var key = (task, size.Source, size.Target);
        if (!known.TryGetValue(key, out var example))
            known[key] = example = CostPlan.BatchFlops(plan, plan.Spec.Tasks[task], 1, size.Source, size.Target);
        return size.Rows * example;
    }

    private double At(long step) => sizes(step).Sum(one => Of(one.Task, one.Size));
}
