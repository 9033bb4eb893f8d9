using Heed.Generators;

namespace Heed.Tests;

/// <summary>Every run of the harness asserts that a second one finds all cached; these say what that covers.</summary>
public class CachingTests
{
    [Fact]
    public void Harness_watches_every_step()
    {
        var steps = Sample.Emit().Result.Results[0].TrackedSteps.Keys;
        Assert.Empty(TrackingNames.All.Except(steps));
    }
}
