using Heed.Attention;
using Heed.Host;
using Heed.Layers;
using TorchSharp;
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
    public void Products_are_left_to_MKL_where_Intel_made_the_processor()
    {
        Assert.Equal(
            File.ReadLines("/proc/cpuinfo").Any(line => line.StartsWith("vendor_id", StringComparison.Ordinal) && line.EndsWith("GenuineIntel", StringComparison.Ordinal)),
            Processor.IsIntel);
        Assert.Equal(!Processor.IsIntel && FastMath.Float32ThroughOneDnn(true), FastMath.Tune());
        FastMath.Float32ThroughOneDnn(false);
    }

    [Fact]
    public void A_libtorch_without_the_switch_multiplies_by_its_own_products()
    {
        FastMath.Float32ThroughOneDnn(false);
        var plain = FastMath.RelativeError();
        Assert.False(FastMath.Float32ThroughOneDnn(true, "_ZN2at7Context9not_thereE"));
        Assert.False(FastMath.InForce);
        Assert.Equal(plain, FastMath.RelativeError());
    }

    [Fact]
    public void A_pause_ends_where_it_is_disposed_and_begins_nothing()
    {
        // On most processors the two round otherwise, which tells by which of them a product was made; on some they are one.
        FastMath.Float32ThroughOneDnn(false);
        var plain = FastMath.RelativeError();
        using (FastMath.WithoutOneDnn())
            Assert.Equal((false, plain), (FastMath.InForce, FastMath.RelativeError()));
        Assert.Equal((false, plain), (FastMath.InForce, FastMath.RelativeError()));
        var on = FastMath.Float32ThroughOneDnn(true);
        var fast = FastMath.RelativeError();
        using (FastMath.WithoutOneDnn())
            Assert.Equal((false, plain), (FastMath.InForce, FastMath.RelativeError()));
        Assert.Equal((on, fast), (FastMath.InForce, FastMath.RelativeError()));
        FastMath.Float32ThroughOneDnn(false);
    }

    [Fact]
    public void Attention_of_single_queries_pauses_it_and_all_other_attention_does_not()
    {
        using var scope = torch.NewDisposeScope();
        var on = FastMath.Float32ThroughOneDnn(true);
        var (pause, paused) = (SingleQuery.Around!, new List<bool>());
        SingleQuery.Around = () =>
        {
            var end = pause();
            paused.Add(FastMath.InForce);
            return end;
        };
        var (one, keys) = (torch.ones(2, 2, 1, 4), torch.ones(2, 2, 70, 4));
        Attend.One(one, keys, keys, null);
        Attend.OneWeighed(one, keys, keys, null);
        Attend.Fast(one, keys, keys, null);
        Assert.Equal([false, false], paused);
        Assert.Equal(on, FastMath.InForce);
        FastMath.Float32ThroughOneDnn(false);
        Assert.Null(SingleQuery.Around);
    }
}
