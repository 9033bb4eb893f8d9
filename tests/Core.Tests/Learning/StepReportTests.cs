using Heed.Learning;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class StepReportTests
{
    [Fact]
    public void A_report_holds_what_was_computed_in_its_order_and_the_objective_counts_each_by_its_weight()
    {
        using var scope = NewDisposeScope();
        TaskSpec[] tasks = [new() { Name = "One", Weight = 2 }, new() { Name = "Other", Weight = 3 }];
        var report = StepReport.Read(7, 0.1, tensor(5f), [tensor(1.25), tensor(0.5f)], tasks, (tensor(10.0), 0.25), (tensor(100f), 0.125));
        Assert.Equal((7, 0.1, 5.0), (report.Step, report.LearningRate, report.GradientNorm));
        Assert.Equal([1.25, 0.5], report.Losses);
        Assert.Equal((2 * 1.25) + (3 * 0.5) + (10 * 0.25) + (100 * 0.125), report.Loss);
    }
}
