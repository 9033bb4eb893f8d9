using Heed.Planning;

namespace Heed.Data;

/// <summary>Pictures as training sees them: mirrored and moved by chance, so that no picture is learned by its very pixels.</summary>
public static class Augment
{
    /// <summary>A picture mirrored left to right or not, and moved; what comes in from the sides is 0. A pure function of its arguments.</summary>
    /// <param name="pixels">[h w c].</param>
    /// <param name="image">The picture's size, and what may become of it.</param>
    /// <param name="key">What it is drawn from.</param>
    /// <param name="into">[h w c], all of it written.</param>
    public static void Picture(ReadOnlySpan<byte> pixels, ImageSpec image, ulong key, Span<byte> into)
    {
        var random = new SplitMix(key);
        var mirrored = (random.Next() & 1) == 1 && image.Flip;
        var (right, down) = (Drawn(random, image.Shift), Drawn(random, image.Shift));
        Change(pixels, image, mirrored, right, down, into);
    }

    /// <summary>A picture mirrored or not, then moved to the right and down; what comes in is 0.</summary>
    public static void Change(ReadOnlySpan<byte> pixels, ImageSpec image, bool mirrored, int right, int down, Span<byte> into)
    {
        var (width, height, channels) = (image.Width, image.Height, image.Channels);
        into.Clear();
        for (var y = Math.Max(0, down); y < Math.Min(height, height + down); y++)
        {
            for (var x = Math.Max(0, right); x < Math.Min(width, width + right); x++)
            {
                var from = mirrored ? width - 1 - (x - right) : x - right;
                pixels.Slice((((y - down) * width) + from) * channels, channels).CopyTo(into[(((y * width) + x) * channels)..]);
            }
        }
    }

    // From -most to most, each as likely.
    private static int Drawn(SplitMix random, int most) => (int)Math.BigMul(random.Next(), (ulong)((2 * most) + 1), out _) - most;
}
