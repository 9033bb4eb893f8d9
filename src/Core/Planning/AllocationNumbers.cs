namespace Heed.Planning;

/// <summary>The numbers of allocations of attention.</summary>
internal static class AllocationNumbers
{
    private static readonly IReadOnlyList<Number> SpatialPooling =
    [
        new("SpatialPooling.Ratio", 1, 65_536, Whole: true, s => s.SpatialPooling!.Ratio, (s, v) => s with { SpatialPooling = s.SpatialPooling! with { Ratio = (int)v } }),
        new("SpatialPooling.FromLayer", 0, 999, Whole: true, s => s.SpatialPooling!.FromLayer, (s, v) => s with { SpatialPooling = s.SpatialPooling! with { FromLayer = (int)v } }),
    ];

    private static readonly IReadOnlyList<Number> TemporalPooling =
    [
        new("TemporalPooling.Stride", 1, 65_536, Whole: true, s => s.TemporalPooling!.Stride, (s, v) => s with { TemporalPooling = s.TemporalPooling! with { Stride = (int)v } }),
        new("TemporalPooling.FromLayer", 0, 999, Whole: true, s => s.TemporalPooling!.FromLayer, (s, v) => s with { TemporalPooling = s.TemporalPooling! with { FromLayer = (int)v } }),
        new("TemporalPooling.Layers", 1, 1_000, Whole: true, s => s.TemporalPooling!.Layers, (s, v) => s with { TemporalPooling = s.TemporalPooling! with { Layers = (int)v } }),
    ];

    private static readonly IReadOnlyList<Number> Routing =
    [
        new("Routing.Ratio", 1, 65_536, Whole: false, s => s.Routing!.Ratio, (s, v) => s with { Routing = s.Routing! with { Ratio = v } }),
        new("Routing.FromLayer", 0, 999, Whole: true, s => s.Routing!.FromLayer, (s, v) => s with { Routing = s.Routing! with { FromLayer = (int)v } }),
        new("Routing.Every", 1, 1_000, Whole: true, s => s.Routing!.Every, (s, v) => s with { Routing = s.Routing! with { Every = (int)v } }),
    ];

    private static readonly IReadOnlyList<Number> Latents =
    [
        new("Latents.Count", 1, 65_536, Whole: true, s => s.Latents!.Count, (s, v) => s with { Latents = s.Latents! with { Count = (int)v } }),
        new("Latents.FromLayer", 0, 999, Whole: true, s => s.Latents!.FromLayer, (s, v) => s with { Latents = s.Latents! with { FromLayer = (int)v } }),
    ];

    private static readonly IReadOnlyList<Number> AdaptiveSpan =
    [
        new("AdaptiveSpan.Ramp", 2, 65_536, Whole: true, s => s.AdaptiveSpan!.Ramp, (s, v) => s with { AdaptiveSpan = s.AdaptiveSpan! with { Ramp = (int)v } }),
        new("AdaptiveSpan.Start", 0, 1 << 20, Whole: true, s => s.AdaptiveSpan!.Start, (s, v) => s with { AdaptiveSpan = s.AdaptiveSpan! with { Start = (int)v } }),
        new("AdaptiveSpan.Penalty", 0, 1_000, Whole: false, s => s.AdaptiveSpan!.Penalty, (s, v) => s with { AdaptiveSpan = s.AdaptiveSpan! with { Penalty = v } }),
        new("AdaptiveSpan.FromLayer", 0, 999, Whole: true, s => s.AdaptiveSpan!.FromLayer, (s, v) => s with { AdaptiveSpan = s.AdaptiveSpan! with { FromLayer = (int)v } }),
    ];

    private static readonly IReadOnlyList<Number> TokenPruning =
    [
        new("TokenPruning.Penalty", 0, 1e6, Whole: false, s => s.TokenPruning!.Penalty, (s, v) => s with { TokenPruning = s.TokenPruning! with { Penalty = v } }),
        new("TokenPruning.Temperature", 1e-6, 1e6, Whole: false, s => s.TokenPruning!.Temperature, (s, v) => s with { TokenPruning = s.TokenPruning! with { Temperature = v } }),
        new("TokenPruning.Threshold", 0, 65_536, Whole: false, s => s.TokenPruning!.Threshold, (s, v) => s with { TokenPruning = s.TokenPruning! with { Threshold = v } }),
        new("TokenPruning.Soft", 0, 1, Whole: false, s => s.TokenPruning!.Soft, (s, v) => s with { TokenPruning = s.TokenPruning! with { Soft = v } }),
        new("TokenPruning.FromLayer", 0, 999, Whole: true, s => s.TokenPruning!.FromLayer, (s, v) => s with { TokenPruning = s.TokenPruning! with { FromLayer = (int)v } }),
    ];

    private static readonly IReadOnlyList<Number> TokenRetention =
    [
        new("TokenRetention.Penalty", 0, 1e6, Whole: false, s => s.TokenRetention!.Penalty, (s, v) => s with { TokenRetention = s.TokenRetention! with { Penalty = v } }),
        new("TokenRetention.Rate", 1e-6, 1e6, Whole: false, s => s.TokenRetention!.Rate, (s, v) => s with { TokenRetention = s.TokenRetention! with { Rate = v } }),
        new("TokenRetention.Soft", 0, 1, Whole: false, s => s.TokenRetention!.Soft, (s, v) => s with { TokenRetention = s.TokenRetention! with { Soft = v } }),
        new("TokenRetention.FromLayer", 0, 999, Whole: true, s => s.TokenRetention!.FromLayer, (s, v) => s with { TokenRetention = s.TokenRetention! with { FromLayer = (int)v } }),
    ];

    private static readonly Number Memory = new(
        "AllocateMemory.Ratio", 1, 65_536, Whole: false, s => s.AllocateMemory!.Ratio, (s, v) => s with { AllocateMemory = s.AllocateMemory! with { Ratio = v } });

    private static readonly IReadOnlyList<Number> Past =
    [
        new("AllocatePast.Ratio", 1, 65_536, Whole: false, s => s.AllocatePast!.Ratio, (s, v) => s with { AllocatePast = s.AllocatePast! with { Ratio = v } }),
        new("AllocatePast.Block", 1, 1 << 20, Whole: true, s => s.AllocatePast!.Block, (s, v) => s with { AllocatePast = s.AllocatePast! with { Block = (int)v } }),
        new("AllocatePast.FromLayer", 0, 999, Whole: true, s => s.AllocatePast!.FromLayer, (s, v) => s with { AllocatePast = s.AllocatePast! with { FromLayer = (int)v } }),
    ];

    /// <summary>Those that a declaration holds.</summary>
    public static IEnumerable<Number> Of(ExperimentSpec spec) =>
        (spec.SpatialPooling is null ? [] : SpatialPooling)
            .Concat(spec.TemporalPooling is null ? [] : TemporalPooling)
            .Concat(spec.Routing is null ? [] : Routing)
            .Concat(spec.Latents is null ? [] : Latents)
            .Concat(spec.AdaptiveSpan is null ? [] : AdaptiveSpan)
            .Concat(spec.TokenPruning is null ? [] : TokenPruning)
            .Concat(spec.TokenRetention is null ? [] : TokenRetention)
            .Concat(spec.AllocateMemory is null ? [] : [Memory])
            .Concat(spec.AllocatePast is null ? [] : Past)
            .Concat(spec.Reductions.SelectMany(ReductionNumbers.Of));
}
