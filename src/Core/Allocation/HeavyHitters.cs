using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>Heavy hitters: positions that received much attention, which a cache goes on to hold (H2O: Zhang et al. 2023, section 4).</summary>
public static class HeavyHitters
{
    /// <summary>The slot of the position that leaves: of those that are not recent the one that received least attention; of equals the oldest.</summary>
    /// <param name="received">The attention that each held position received, over all steps so far, [b g l].</param>
    /// <param name="places">Where in the sequence each stands, [b g l], int64.</param>
    /// <param name="recent">The first position that stays whatever it received; some of each row and head come before it.</param>
    /// <returns>[b g 1], int64.</returns>
    public static Tensor Evicted(Tensor received, Tensor places, long recent)
    {
        var among = received.masked_fill(places.ge(Number(recent)), Constant.Of(double.PositiveInfinity)); // [b g l]
        var stays = among.gt(among.amin([-1], keepdim: true));
        return where(stays, Number(long.MaxValue), places).argmin(-1, keepdim: true);

        Tensor Number(long value) => tensor(value, int64, places.device);
    }
}
