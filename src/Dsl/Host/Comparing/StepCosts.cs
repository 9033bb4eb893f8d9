using Heed.Planning;

namespace Heed.Host;

/// <summary>What the steps of a run cost, by the shapes of the very batches that they read.</summary>
/// <param name="plan">The plan.</param>
/// <param name="batches">Its batches.</param>
internal sealed class StepCosts(ExperimentPlan plan, TrainingBatches batches)
{
    /// <summary>Steps whose batches are looked at; those after them cost as these do on average.</summary>
    private const int Measured = 20_000;

    private readonly Dictionary<(int Task, int Source, int Target), double> known = [];

    /// <summary>Operations of the first steps of a run.</summary>
    public double Of(int steps)
    {
        var near = Enumerable.Range(1, Math.Min(steps, Measured)).Sum(step => At(step));
        return steps <= Measured ? near : near / Measured * steps;
    }

    /// <summary>How many steps a budget of operations is enough for.</summary>
    public int Within(double flops)
    {
        var spent = 0.0;
        for (var step = 1; step <= Measured; step++)
        {
            spent += At(step);
            if (spent > flops)
                return step - 1;
        }

        return (int)Math.Min(1_000_000_000, flops / (spent / Measured));
    }

    private double At(long step) => batches.At(step).Index().Sum(batch =>
    {
        var (task, shape) = (batch.Index / plan.Spec.Accumulate, batch.Item);
        var key = (task, shape.SourceLength, shape.TargetLength);
        if (!known.TryGetValue(key, out var one))
            known[key] = one = CostPlan.BatchFlops(plan, plan.Spec.Tasks[task], 1, shape.SourceLength, shape.TargetLength);
        return shape.Rows * one;
    });
}
