using Heed.Planning;

namespace Heed.Allocation;

/// <summary>The laws of the allocations that an experiment declares, by their type or by an attribute that stands for one.</summary>
public static class DeclaredLaws
{
    /// <summary>Each allocation of positions once, by its name, and what tries the laws that all of them keep and says which are broken.</summary>
    /// <param name="specs">An experiment, and its variants.</param>
    public static IReadOnlyList<(string Strategy, Func<IReadOnlyList<string>> Laws)> Of(IEnumerable<ExperimentSpec> specs) =>
    [
        .. specs.SelectMany(spec => Named(spec).Concat(spec.Allocators)).DistinctBy(one => one.Type).Select(one => (one.Strategy, one.Laws!)),
    ];

    private static IEnumerable<AllocatorSpec> Named(ExperimentSpec spec)
    {
        if (spec.SpatialPooling is { } pooling)
        {
            yield return pooling.By switch
            {
                WindowPooling.Mean => Told<MeanWindows>(),
                WindowPooling.Max => Told<MaxWindows>(),
                WindowPooling.Convolution => Told<ConvolvedWindows>(),
                _ => Told<ProjectedWindows>(),
            };
        }

        if (spec.TemporalPooling is { } steps)
            yield return steps.By == StepPooling.Joined ? Told<JoinedTokens>() : Told<MeanWindows>();
        if (spec.Routing is not null)
            yield return Told<RoutedTokens>();
    }

    private static AllocatorSpec Told<TAllocation>()
        where TAllocation : IAllocation => Reduction.Told<TAllocation>(new ReductionSpec { Strategy = typeof(TAllocation).Name, Type = typeof(TAllocation).Name });
}
