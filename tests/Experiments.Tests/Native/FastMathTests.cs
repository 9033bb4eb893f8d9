using Heed.Host;
using Xunit;

namespace Heed.Tests.Native;

[Collection(ProcessWide.Name)]
public class FastMathTests
{
    [Fact]
    public void Products_through_oneDNN_stay_float32_exact()
    {
        var plain = FastMath.RelativeError();
        var on = FastMath.Float32ThroughOneDnn(true);
        var fast = FastMath.RelativeError();
        Assert.Equal(on, FastMath.InForce);
        Assert.False(FastMath.Float32ThroughOneDnn(false));
        Assert.False(FastMath.InForce);
        Assert.InRange(plain, 1e-9, 3e-6);
        Assert.InRange(fast, 1e-9, 3e-6);
    }
}
