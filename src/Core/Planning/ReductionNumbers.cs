namespace Heed.Planning;

/// <summary>The numbers of an allocation of the encoder's positions.</summary>
internal static class ReductionNumbers
{
    /// <summary>Those of one, under its name.</summary>
    public static IEnumerable<Number> Of(ReductionSpec reduction)
    {
        var name = reduction.Name;
        return
        [
            new($"{name}.Ratio", 1, 65_536, Whole: false, spec => Read(spec).Ratio, (spec, value) => Change(spec, one => one with { Ratio = value })),
            new($"{name}.FromLayer", 0, 999, Whole: true, spec => Read(spec).FromLayer, (spec, value) => Change(spec, one => one with { FromLayer = (int)value })),
            new($"{name}.Layers", 1, 1_000, Whole: true, spec => Read(spec).Layers, (spec, value) => Change(spec, one => one with { Layers = (int)value })),
        ];

        ReductionSpec Read(ExperimentSpec spec) => spec.Reductions.First(one => one.Name == name);

        ExperimentSpec Change(ExperimentSpec spec, Func<ReductionSpec, ReductionSpec> change) =>
            spec with { Reductions = spec.Reductions.Select(one => one.Name == name ? change(one) : one).ToEquatableArray() };
    }
}
