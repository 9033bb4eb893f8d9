using Heed.Planning;
using static TorchSharp.torch;

namespace Heed;

/// <summary>A variant of an experiment, as the emitted half of its base lists it.</summary>
/// <param name="Spec">What it declares.</param>
/// <param name="Create">Makes its emitted learner.</param>
public sealed record Variation(ExperimentSpec Spec, Func<ExperimentPlan, Device, ILearner> Create)
{
    /// <summary>The variant that a record declares.</summary>
    public static Variation Of<T>()
        where T : IExperiment<T> => new(T.Spec, T.Create);
}
