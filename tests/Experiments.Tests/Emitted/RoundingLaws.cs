using Heed.Attention;
using Heed.Data;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Answers written with weights rounded to 8 bits, as declared.</summary>
public class RoundingLaws
{
    [Fact]
    public void Every_rounding_is_declared_here() => Assert.Equal(Enum.GetValues<WeightRounding>(), [NotRounded.Spec.Decoding.Rounding, Rounded.Spec.Decoding.Rounding]);

    [Fact]
    public void A_step_that_writes_reads_rounded_matrices_and_no_other()
    {
        using ILearner rounded = Learner(Rounded.Create, Rounded.Spec), whole = Learner(NotRounded.Create, NotRounded.Spec);
        Assert.False(Changes(rounded));
        Assert.True(Changes(whole));

        // Once rounded, a matrix is not read again: zeros in its place change nothing until weights are refreshed.
        static bool Changes(ILearner learner)
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            var batch = Batches.Of(1, new Draw(7).Examples(3));
            var passes = new Passes(learner, "ToLeft");
            var (memory, mask) = passes.Encode(batch);
            using KeyValueCache before = passes.Remember(memory, 9), after = passes.Remember(memory, 9);
            var newest = full([3], Vocabulary.Start(1), int64);
            var logits = passes.DecodeNext(newest, mask, before);
            foreach (var matrix in Matrices(learner))
                matrix.zero_();
            var unread = passes.DecodeNext(newest, mask, after);
            learner.Refresh();
            using var last = passes.Remember(memory, 9);
            var refreshed = passes.DecodeNext(newest, mask, last);
            Assert.True(refreshed.ne(logits).any().item<bool>());
            return unread.ne(logits).any().item<bool>();
        }
    }

    [Law(MaxTest = 200)]
    public void Logits_are_those_of_the_matrices_that_stand_for_the_rounded_ones(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (draw, numbers) = (new Draw(seed), NotRounded.Spec with { Seed = seed & int.MaxValue });
        using ILearner rounded = Learner(Rounded.Create, numbers), whole = Learner(NotRounded.Create, numbers);
        foreach (var matrix in Matrices(whole))
        {
            using var stands = Int8Matrix.Round(matrix);
            matrix.copy_(stands.Whole());
        }

        var batch = Batches.Of(1, draw.Examples(draw.Below(1, 4)), draw.Below(0, 3));
        Passes one = new(rounded, "ToLeft"), other = new(whole, "ToLeft");
        var (memory, mask) = one.Encode(batch);
        using KeyValueCache cache = one.Remember(memory, batch.TargetLength), past = other.Remember(memory, batch.TargetLength);
        var target = tensor(batch.Decoder, [batch.Rows, batch.TargetLength], int64);
        for (var place = 0; place < batch.TargetLength; place++)
        {
            var expected = other.DecodeNext(target.select(1, place), mask, past);
            var actual = one.DecodeNext(target.select(1, place), mask, cache);

            // What is multiplied is bfloat16, 8 bits, through two layers.
            Assert.InRange((expected - actual).norm().item<float>(), 0, 0.02 * expected.norm().item<float>());
        }
    }

    [Fact]
    public void A_rounded_language_model_goes_on_as_before_it_was_trained_and_otherwise_afterwards()
    {
        using var scope = NewDisposeScope();
        using var learner = SpeaksRounded.Create(Subject.Plan(SpeaksRounded.Spec), CPU);
        var batch = Batches.Of(0, new Draw(3).Examples(4));
        string Said() => string.Join('\n', learner.Decode(0, batch, 6).Select(answer => string.Join(' ', answer)));
        var before = Said();
        Assert.Equal(before, Said());
        for (var step = 1; step <= 3; step++)
            learner.Step(step, [batch]);
        Assert.NotEqual(before, Said());
    }

    // What steps that write multiply with; the keys and values of the source are made before.
    private static IEnumerable<Tensor> Matrices(ILearner learner) => learner.Model.named_parameters()
        .Where(one => one.parameter.dim() == 2 && !one.name.EndsWith(".embedding.weight", StringComparison.Ordinal) && !one.name.Contains("encoder", StringComparison.Ordinal)
            && !one.name.Contains("cross_key", StringComparison.Ordinal) && !one.name.Contains("cross_value", StringComparison.Ordinal))
        .Select(one => one.parameter);

    private static ILearner Learner(Func<ExperimentPlan, Device, ILearner> create, ExperimentSpec spec) => create(Subject.Plan(spec), CPU);
}
