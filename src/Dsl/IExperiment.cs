using Heed.Planning;
using static TorchSharp.torch;

namespace Heed;

/// <summary>An experiment's record, as the emitted half of it shows itself to the host.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface IExperiment<TSelf>
    where TSelf : IExperiment<TSelf>
{
    /// <summary>What the attributes declare.</summary>
    static abstract ExperimentSpec Spec { get; }

    /// <summary>The emitted model at its first step, with what trains, evaluates and decodes it.</summary>
    static abstract ILearner Create(ExperimentPlan plan, Device device);

    /// <summary>The experiment's variants, in the order of their declarations.</summary>
    static virtual IReadOnlyList<Variation> Variants => [];
}
