using Heed.Planning;

namespace Heed.Tests;

/// <summary>A number out of its range is a finding, whatever else reads it.</summary>
public class OutOfRangeTests
{
    private static readonly ExperimentSpec Plain = new()
    {
        Encoder = new(),
        Decoder = new(),
        Tasks = new(new TaskSpec { Name = "There", File = "pairs.tsv", Columns = new(new ColumnSpec("English", "en", ColumnRole.Input), new ColumnSpec("French", "fr", ColumnRole.Target)) }),
    };

    private static readonly ExperimentSpec[] Specs =
    [
        Plain with { MovingAverage = new(), EarlyStop = new(), CacheEviction = new() },
        Plain with { SpatialPooling = new() },
        Plain with { TemporalPooling = new() },
        Plain with { TemporalPooling = new() { By = StepPooling.Queries }, SpatialPooling = new() },
        Plain with { Routing = new() },
        Plain with { Routing = new() { FromLayer = 1 }, TemporalPooling = new() },
        Plain with { Latents = new() { FromLayer = 1 } },
        Plain with { AdaptiveSpan = new() { In = Trunk.Both } },
        Plain with { TokenPruning = new() },
        Plain with { TokenRetention = new() },
        .. from name in new[] { "TopTokens", "FusedTokens", "MergedTokens", "MeanWindows", "ConvolvedWindows" }
           let known = BuiltInAllocation.Of(name)
           select Plain with { Reductions = new(new ReductionSpec { Strategy = name, Ratio = 2, Left = known.Left, Flops = known.Flops, Weights = known.Weights }) },
        Plain with { AllocatePast = new() { Strategy = "MeanWindows", Ratio = 2, Left = Remaining.Windows } },
        Plain with { AllocateMemory = new() { Strategy = "MeanWindows", Ratio = 2, Left = Remaining.Windows } },
        .. OptimizerSpec.All.Select(optimizer => Plain with { Optimizer = optimizer }),
        .. DecodingSpec.All.Select(decoding => Plain with { Decoding = decoding }),
    ];

    [Fact]
    public void Every_number_just_out_of_its_range_is_found_and_no_other_check_fails_on_it() => Assert.All(
        from spec in Specs
        from number in Numbers.Of(spec)
        from value in new[] { number.Minimum - 1, number.Maximum + 1, 0, -1_000_000, int.MinValue }
        where value < number.Minimum || (value > number.Maximum && number.Maximum < int.MaxValue)
        select (Spec: number.Write(spec, value), number.Path),
        one => Assert.Contains(PlanChecks.Of(one.Spec), finding => finding.At == one.Path && finding.Rule == Rules.OutOfRange));
}
