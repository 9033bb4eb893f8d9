using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>What a native call reads must outlive the call, whenever the collector comes.</summary>
[Collection(ProcessWide.Name)]
public sealed class GarbageCollectionTests
{
    private const int Steps = 60;

    [Fact]
    public void Collecting_garbage_at_any_moment_changes_no_bit_of_training()
    {
        using var scope = NewDisposeScope();
        var subject = Subject.Named("Together");
        using ILearner calm = subject.Learner(), disturbed = subject.Learner();
        var expected = Training.Run(calm, subject.Spec, 1, Steps);

        using var done = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            Assert.Equal(expected, Training.Run(disturbed, subject.Spec, 1, Steps));
        }
        finally
        {
            done.Cancel();
            collector.Join();
        }

        Training.SameBits(calm, disturbed);
    }
}
