using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

public class PatchesLaws
{
    [Law]
    public void Every_pixel_is_in_one_patch_and_putting_them_together_gives_the_picture(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, side) = (seed.Draw(), seed.Draw().Below(1, 5));
        var (height, width, channels) = (side * draw.Below(1, 5), side * draw.Below(1, 5), draw.Coin() ? 1 : 3);
        var pictures = arange(2 * height * width * channels).to(float32).view(2, height, width, channels);
        var patches = Patches.Cut(pictures, side);
        Assert.Equal([2, height / side * (width / side), side * side * channels], patches.shape);
        Same.Bits(pictures.reshape(-1), patches.reshape(-1).sort().Values);
        Same.Bits(pictures, Patches.Join(patches, height, width, side));
    }

    [Law]
    public void Patches_come_row_by_row_and_so_do_their_pixels(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, side) = (seed.Draw(), seed.Draw().Below(1, 5));
        var (rows, columns) = (draw.Below(1, 5), draw.Below(1, 5));
        var pictures = draw.Normal(1, rows * side, columns * side, 3);
        var patches = Patches.Cut(pictures, side);
        for (var patch = 0; patch < rows * columns; patch++)
        {
            var expected = pictures.narrow(1, patch / columns * side, side).narrow(2, patch % columns * side, side);
            Same.Bits(expected.reshape(-1), patches[0, patch]);
        }
    }

    [Fact]
    public void Pixels_go_from_black_at_minus_1_to_white_at_1()
    {
        using var scope = NewDisposeScope();
        var patches = Patches.Of([0, 255, 51, 204], 1, new ImageSpec { Width = 2, Height = 2, Patch = 1 }, CPU);
        Same.Close(tensor(new[] { -1f, 1f, -0.6f, 0.6f }).view(1, 4, 1), patches);
    }

    [Law]
    public void A_start_stands_before_the_patches_of_every_picture_and_learns(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (start, embedded) = (new Parameter(draw.Normal(4)), draw.Normal(3, 5, 4));
        var joined = Patches.After(start, embedded);
        Same.Bits(embedded, joined.narrow(1, 1, 5));
        Same.Bits(start.expand(3, 4), joined.select(1, 0));
        joined.sum().backward();
        Same.Close(full(4, 3f), start.grad!);
    }
}
