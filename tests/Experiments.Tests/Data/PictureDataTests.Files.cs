using Heed.Host;
using Heed.Planning;
using SkiaSharp;
using Xunit;

namespace Heed.Tests.Data;

/// <summary>What a PNG or JPEG file comes to: its size, its channels, the way up.</summary>
public partial class PictureDataTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 0)]
    [InlineData(SKEncodedImageFormat.Jpeg, 12)]
    public void A_cell_names_a_png_or_jpeg_file_which_is_brought_to_size_and_channels(SKEncodedImageFormat format, int off)
    {
        // Left half red, right half green, of twice the declared size.
        Picture(Path.Combine(folder, "pictures", "one.bin"), format, 8, 6, (x, _) => x < 4 ? SKColors.Red : SKColors.Lime);
        var grey = Table("pictures/one.bin", Small);
        Assert.All(Enumerable.Range(0, 12), pixel => Assert.InRange(grey.Pixels.Span[pixel], (pixel % 4 < 2 ? 76 : 150) - off, (pixel % 4 < 2 ? 76 : 150) + off));
        var coloured = Table("pictures/one.bin", Small with { Channels = 3 });
        Assert.Equal(36, coloured.Pixels.Length);
        Assert.InRange(coloured.Pixels.Span[0], 255 - off, 255);
        Assert.InRange(coloured.Pixels.Span[1], 0, off);
        Assert.InRange(coloured.Pixels.Span[^2], 255 - off, 255);
    }

    // By the standard: which corner of what was seen the stored rows and columns begin at; of stored corners a b above c d, what was seen.
    [Theory]
    [InlineData(1, "abcd")]
    [InlineData(2, "badc")]
    [InlineData(3, "dcba")]
    [InlineData(4, "cdab")]
    [InlineData(5, "acbd")]
    [InlineData(6, "cadb")]
    [InlineData(7, "dbca")]
    [InlineData(8, "bdac")]
    public void A_photograph_is_turned_as_its_exif_tag_says(byte orientation, string seen)
    {
        var corners = new Dictionary<char, byte> { ['a'] = 0, ['b'] = 80, ['c'] = 160, ['d'] = 240 };
        var path = Path.Combine(folder, "photograph.jpg");
        Picture(path, SKEncodedImageFormat.Jpeg, 32, 48, (x, y) => Grey(corners["abcd"[(y / 24 * 2) + (x / 16)]]));
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*\0\0\0\b"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        var jpeg = File.ReadAllBytes(path);
        File.WriteAllBytes(path, [.. jpeg[..2], .. exif, .. jpeg[2..]]);
        var (width, height) = orientation < 5 ? (32, 48) : (48, 32);
        var pixels = Table("photograph.jpg", new() { Width = width, Height = height, Patch = 1 }).Pixels.ToArray();
        Assert.All(Enumerable.Range(0, pixels.Length), at =>
            Assert.InRange(pixels[at] - corners[seen[(at / width / (height / 2) * 2) + (at % width / (width / 2))]], -4, 4));

        static SKColor Grey(byte light) => new(light, light, light);
    }

    [Fact]
    public void A_grey_picture_comes_back_as_it_was_and_what_is_transparent_is_black()
    {
        Picture(Path.Combine(folder, "grey.png"), SKEncodedImageFormat.Png, 4, 3, (x, y) => new((byte)(20 * ((4 * y) + x)), (byte)(20 * ((4 * y) + x)), (byte)(20 * ((4 * y) + x))));
        Assert.Equal(Enumerable.Range(0, 12).Select(pixel => (byte)(20 * pixel)), Table("grey.png", Small).Pixels.ToArray());
        Picture(Path.Combine(folder, "clear.png"), SKEncodedImageFormat.Png, 4, 3, (_, _) => new(255, 255, 255, 0));
        Assert.Equal(new byte[12], Table("clear.png", Small).Pixels.ToArray());
    }

    // The only picture of a table.
    private Picture Table(string cell, ImageSpec image)
    {
        return Assert.Single(PreparedData.Of([Listed(folder, $"{cell},0\n", image)], Settings(), Cache, said.Add).Tasks[0].Test).Picture!;
    }
}
