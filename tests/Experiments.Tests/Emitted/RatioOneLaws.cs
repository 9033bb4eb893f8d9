using Heed.Attention;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>An allocation that spares nothing is none: its emitted pass is that of a dense encoder with the same weights.</summary>
public class RatioOneLaws
{
    public static TheoryData<string> Allocated { get; } =
    [
        "Pooled", "PooledTurned", "PooledLeaning", "Convolved", "Projected", "Kept", "Narrowed", "FusedTurned", "MergedLeaning", "Hybrid", "InTurn", "Joined", "Asked", "Routed", "LearnedInTurn",
    ];

    [Theory]
    [MemberData(nameof(Allocated))]
    public void At_ratio_1_the_encoder_is_the_dense_one(string name)
    {
        foreach (var seed in Enumerable.Range(1, 20))
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            var (draw, declared) = (new Draw(seed), Subject.Named(name).Spec with { Seed = seed });
            using ILearner one = Subject.Named(name).Learner(Ones(declared));
            var batch = Batches.Of(0, draw.Examples(draw.Below(1, 4)), draw.Below(0, 3));
            using var maps = one.Observe(0, batch);
            Assert.All(maps.Maps.Where(map => map.Place == AttentionPlace.Encoder), map => Assert.Equal(batch.SourceLength, map.Weights.size(-1)));

            // Queries of a pool stand where their windows' real positions do: padding stands nowhere, and asks otherwise.
            void Agree(ScalarType type, Func<Tensor, double> tolerance)
            {
                var (memory, mask) = new Passes(one, "ToRight").Encode(batch);
                var told = declared.TemporalPooling?.By == StepPooling.Queries ? mask.Real.unsqueeze(-1).to(float32) : ones(1);
                var dense = ReductionLaws.Dense(one, declared, batch) * told;
                Assert.Equal(type, memory.dtype);
                Same.Close(dense, memory * told, tolerance(dense));
            }

            // As it runs, where equal forms of attention round otherwise, and where next to nothing is rounded away.
            Agree(float32, dense => 1e-6 * dense.abs().max().item<float>());
            Held.Widen(one, "ToRight");
            Agree(float64, _ => 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Allocated))]
    public void At_its_own_ratio_it_is_not(string name)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var learner = Subject.Named(name).Learner();
        var batch = Batches.Of(0, new Draw(7).Examples(3), 2);
        var (dense, allocated) = (ReductionLaws.Dense(learner, Subject.Named(name).Spec, batch), new Passes(learner, "ToRight").Encode(batch).Memory);
        Assert.True((dense - allocated).abs().max().item<float>() > 1e-3, "The allocation changes nothing.");
    }

    internal static ExperimentSpec Ones(ExperimentSpec declared) => declared with
    {
        Reductions = declared.Reductions.Select(reduction => reduction with { Ratio = 1 }).ToEquatableArray(),
        SpatialPooling = declared.SpatialPooling is { } pooling ? pooling with { Ratio = 1 } : null,
        TemporalPooling = declared.TemporalPooling is { } steps ? steps with { Stride = 1 } : null,
        Routing = declared.Routing is { } routing ? routing with { Ratio = 1 } : null,
    };
}
