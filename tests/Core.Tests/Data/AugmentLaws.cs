using Heed.Data;
using Heed.Planning;
using Xunit;

namespace Heed.Tests.Data;

public class AugmentLaws
{
    [Law]
    public void A_picture_is_mirrored_then_moved_and_what_comes_in_is_black(Seed seed)
    {
        var draw = seed.Draw();
        var (image, pixels) = Drawn(draw);
        var (mirrored, right, down) = (draw.Coin(), draw.Below(-3, 4), draw.Below(-3, 4));
        var changed = new byte[pixels.Length];
        Array.Fill(changed, (byte)9);
        Augment.Change(pixels, image, mirrored, right, down, changed);
        for (var place = 0; place < pixels.Length; place++)
        {
            var (at, channel) = (place / image.Channels, place % image.Channels);
            var (x, y) = ((at % image.Width) - right, (at / image.Width) - down);
            var inside = x >= 0 && x < image.Width && y >= 0 && y < image.Height;
            var from = mirrored ? image.Width - 1 - x : x;
            Assert.Equal(inside ? pixels[(((y * image.Width) + from) * image.Channels) + channel] : 0, changed[place]);
        }
    }

    [Law]
    public void One_key_gives_one_picture_and_nothing_declared_changes_nothing(Seed seed)
    {
        var (image, pixels) = Drawn(seed.Draw());
        Assert.Equal(pixels, Augmented(pixels, image with { Flip = false, Shift = 0 }, (ulong)seed.Value));
        Assert.Equal(Augmented(pixels, image, (ulong)seed.Value), Augmented(pixels, image, (ulong)seed.Value));
    }

    [Fact]
    public void Every_flip_and_shift_that_is_declared_occurs_and_no_other()
    {
        var image = new ImageSpec { Width = 6, Height = 7, Flip = true, Shift = 1 };
        byte[] pixels = [.. Enumerable.Range(1, image.Size).Select(value => (byte)value)];
        var seen = Enumerable.Range(0, 400).Select(key => Convert.ToHexString(Augmented(pixels, image, SplitMix.Key(key)))).ToHashSet();
        var expected = from mirrored in new[] { false, true }
                       from right in new[] { -1, 0, 1 }
                       from down in new[] { -1, 0, 1 }
                       select Convert.ToHexString(Changed(mirrored, right, down));
        Assert.Equal(expected.Order(), seen.Order());
        Assert.Equal(9, Enumerable.Range(0, 400).Select(key => Convert.ToHexString(Augmented(pixels, image with { Flip = false }, SplitMix.Key(key)))).Distinct().Count());

        byte[] Changed(bool mirrored, int right, int down)
        {
            var into = new byte[pixels.Length];
            Augment.Change(pixels, image, mirrored, right, down, into);
            return into;
        }
    }

    private static byte[] Augmented(byte[] pixels, ImageSpec image, ulong key)
    {
        var into = new byte[pixels.Length];
        Augment.Picture(pixels, image, key, into);
        return into;
    }

    private static (ImageSpec Image, byte[] Pixels) Drawn(Draw draw)
    {
        var image = new ImageSpec { Width = draw.Below(1, 7), Height = draw.Below(1, 7), Channels = draw.Coin() ? 1 : 3, Flip = true, Shift = 2 };
        return (image, [.. Enumerable.Range(0, image.Size).Select(_ => (byte)draw.Below(1, 256))]);
    }
}
