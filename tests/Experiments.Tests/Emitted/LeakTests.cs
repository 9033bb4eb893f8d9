using System.Diagnostics;
using Heed.Decoding;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>They count every tensor and page of the process, so nothing may run beside them.</summary>
[Collection(ProcessWide.Name)]
public sealed class LeakTests
{
    // HEED_SOAK_STEPS=10000 for the long form, which takes a minute and more.
    private static readonly int Steps = int.TryParse(Environment.GetEnvironmentVariable("HEED_SOAK_STEPS"), out var steps) ? steps : 1_000;

    [Theory]
    [InlineData("Together")]
    [InlineData("InBFloat16")]
    [InlineData("LookingAround")]
    public void Any_number_of_steps_holds_as_many_tensors_as_five_hundred_and_hardly_more_memory(string name)
    {
        var spec = Tiny(name);
        using var learner = Subject.Named(spec.Name).Learner(spec);
        var draw = new Draw(2);
        var (tensors, bytes) = (0L, 0L);
        for (var step = 1; step <= Steps; step++)
        {
            learner.Step(step, draw.PerTask(spec.Tasks.Count, rows: 1, longest: 4));
            if (step == 500)
                (tensors, bytes) = Held();
        }

        var (tensorsAfter, bytesAfter) = Held();
        Assert.Equal(tensors, tensorsAfter);
        Assert.InRange(bytesAfter, 0, bytes * 1.05);
    }

    [Theory]
    [InlineData("Turned")]
    [InlineData("Kept")]
    [InlineData("LookingAround")]
    public void Evaluating_decoding_and_observing_leave_nothing_behind(string name)
    {
        var spec = Tiny(name);
        using var learner = Subject.Named(spec.Name).Learner(spec);
        var batch = Batches.Of(1, new Draw(3).Examples(2));
        void Ask()
        {
            learner.Evaluate(1, batch);
            learner.Decode(1, batch, 5);
            learner.Observe(1, batch).Dispose();
        }

        Ask();
        var before = Held().Tensors;
        for (var times = 0; times < 10; times++)
            Ask();
        Assert.Equal(before, Held().Tensors);
    }

    [Fact]
    public void Every_way_to_decode_leaves_nothing_behind()
    {
        foreach (var (spec, create) in DecodingChoicesTests.Ways.Append((Rounded.Spec, Rounded.Create)).Append((SpeaksEvictingByBeam.Spec, SpeaksEvictingByBeam.Create)))
        {
            using var learner = create(Subject.Plan(spec), CPU);
            var task = spec.Tasks.Count - 1;
            var batch = Batches.Of(task, new Draw(3).Examples(2));
            var lexicon = new Lexicon([[20]], [[21, 22]]);
            learner.Decode(task, batch, 6, lexicon);
            var before = Held().Tensors;
            for (var times = 0; times < 10; times++)
                learner.Decode(task, batch, 6, lexicon);
            Assert.Equal(before, Held().Tensors);
        }
    }

    [Fact]
    public void A_learner_takes_all_that_it_made_with_it()
    {
        var (before, parameters) = (Held().Tensors, 0);
        foreach (var subject in Subject.All)
        {
            using var learner = subject.Learner();
            learner.Step(1, new Draw(4).PerTask(subject.Spec.Tasks.Count));
            parameters += learner.Model.parameters().Count() * (learner.Computes == ScalarType.BFloat16 ? 2 : 1);
        }

        using (var learner = Rounded.Create(Subject.Plan(Rounded.Spec), CPU))
        {
            var batches = new Draw(4).PerTask(2);
            learner.Decode(0, batches[0], 4);
            learner.Step(1, batches);
            learner.Decode(0, batches[0], 4);
            parameters += learner.Model.parameters().Count();
        }

        // TorchSharp goes on counting the tensor that a parameter was made of, though the parameter took its memory over.
        Assert.Equal(before + parameters, Held().Tensors);
    }

    private static ExperimentSpec Tiny(string name)
    {
        var spec = Subject.Named(name).Spec;
        return spec with { Encoder = spec.Encoder! with { Layers = 1, Width = 8 }, Decoder = spec.Decoder! with { Layers = 1 } };
    }

    // Tensors that were let go without being disposed of count as long as no finalizer has run: here it has.
    private static (long Tensors, long Bytes) Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return (Tensor.TotalCount, process.WorkingSet64);
    }
}
