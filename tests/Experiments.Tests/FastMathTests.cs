using Heed.Host;
using Xunit;

namespace Heed.Tests;

public class FastMathTests
{
    [Fact]
    public void Products_through_oneDNN_stay_float32_exact()
    {
        var plain = FastMath.RelativeError();
        var on = FastMath.Float32ThroughOneDnn(true);
        var fast = FastMath.RelativeError();
        var off = FastMath.Float32ThroughOneDnn(false);

        Assert.Equal(on, on && !off);
        Assert.False(off);
        Assert.InRange(plain, 0, 3e-6);
        Assert.InRange(fast, 0, 3e-6);
    }
}
