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

    [Fact]
    public void A_libtorch_without_the_switch_multiplies_by_its_own_products()
    {
        Assert.False(FastMath.Float32ThroughOneDnn(true, "_ZN2at7Context9not_thereE"));
        Assert.False(FastMath.InForce);
        Assert.InRange(FastMath.RelativeError(), 1e-9, 3e-6);
    }

    [Fact]
    public void A_pause_ends_where_it_is_disposed_and_begins_nothing()
    {
        FastMath.Float32ThroughOneDnn(false);
        using (FastMath.WithoutOneDnn())
            Assert.False(FastMath.InForce);
        Assert.False(FastMath.InForce);
        var on = FastMath.Float32ThroughOneDnn(true);
        using (FastMath.WithoutOneDnn())
            Assert.False(FastMath.InForce);
        Assert.Equal(on, FastMath.InForce);
        FastMath.Float32ThroughOneDnn(false);
    }
}
