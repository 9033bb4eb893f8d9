using Heed.Host;
using SkiaSharp;
using Xunit;

namespace Heed.Tests.Data;

/// <summary>What pictures cannot be read, and what is said of them.</summary>
public partial class PictureDataTests
{
    [Theory]
    [InlineData("magic", "set.images.idx.gz(1): expected an IDX file of pictures, which begins with 0 0 8 3 or 0 0 8 4; found 0 0 13 3.")]
    [InlineData("labels", "set.labels.idx.gz(1): expected an IDX file of labels, which begins with 0 0 8 1; found 0 0 8 3.")]
    [InlineData("count", "set.labels.idx.gz: expected 20 labels, one for each picture of set.images.idx.gz; it holds 19.")]
    [InlineData("short", "set.images.idx.gz(19): the file is cut off here.")]
    [InlineData("long", "set.images.idx.gz(20): expected 20 pictures, as its first bytes say; more follows.")]
    [InlineData("sizes", "set.images.idx.gz(1): expected sizes above 0, and items of at most 1,048,576 bytes; found 20 × 65536 × 65536.")]
    public void A_damaged_idx_file_is_refused_by_name_and_row(string damage, string message)
    {
        Write("set.images.idx.gz", "set.labels.idx.gz", 20);
        var pictures = IdxBytes.Pictures(3, 4, [.. Enumerable.Range(0, 20).Select(Pixels)]);
        byte[] labels = IdxBytes.Labels([.. Enumerable.Range(0, 20).Select(row => (byte)(row % 3))]);
        (string Name, byte[] Content) = damage switch
        {
            "magic" => ("images", [0, 0, 13, .. pictures[3..]]),
            "labels" => ("labels", pictures),
            "count" => ("labels", IdxBytes.Labels([.. labels[8..27]])),
            "short" => ("images", pictures[..^13]),
            "sizes" => ("images", [.. pictures[..8], 0, 1, 0, 0, 0, 1, 0, 0]),
            _ => ("images", [.. pictures, 1]),
        };
        File.WriteAllBytes(Path.Combine(folder, $"set.{Name}.idx.gz"), IdxBytes.Zip(Content));
        Assert.Equal(message, Refused("set.images.idx.gz"));
    }

    [Fact]
    public void A_truncated_gzip_is_refused_by_name()
    {
        Write("set.images.idx.gz", "set.labels.idx.gz", 2_000);
        var path = Path.Combine(folder, "set.images.idx.gz");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..2_000]);
        var message = Refused("set.images.idx.gz");
        Assert.StartsWith("set.images.idx.gz(", message, StringComparison.Ordinal);
        Assert.Contains("damaged or cut off here", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_pictures_without_its_labels_says_which_is_missing()
    {
        Write("set.images.idx", "set.labels.idx", 20);
        File.Delete(Path.Combine(folder, "set.labels.idx"));
        Assert.StartsWith("set.labels.idx: expected a data file; there is none.", Refused("set.images.idx"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside.png", "expected the path of a file in the table's own folder; this one is outside")]
    [InlineData("/etc/hostname", "expected the path of a file in the table's own folder; this one is outside")]
    [InlineData("link.png", "expected the path of a file in the table's own folder; this one is outside")]
    [InlineData("linked/outside.png", "expected the path of a file in the table's own folder; this one is outside")]
    [InlineData("twice.png", "expected the path of a file in the table's own folder; this one is outside")]
    [InlineData("back.png", "expected the path of a file in the table's own folder; this one is outside")]
    [InlineData("circle.png", "expected the path of a file in the table's own folder; this one is outside")]
    [InlineData("no\0thing.png", "expected the path of a file in the table's own folder; this one is outside")]
    [InlineData("none.png", "expected a PNG or JPEG file; there is none")]
    [InlineData("text.png", "expected a PNG or JPEG file; its first bytes are of another kind")]
    [InlineData("cut.png", "the picture is damaged or cut off (IncompleteInput)")]
    public void A_picture_that_cannot_be_read_is_a_bad_row(string cell, string message)
    {
        var table = Path.Combine(folder, "inner");
        Picture(Path.Combine(table, "good.png"), SKEncodedImageFormat.Png, 40, 40, (x, y) => new((byte)(x * y), (byte)x, (byte)y));
        Picture(Path.Combine(folder, "outside.png"), SKEncodedImageFormat.Png, 4, 3, (_, _) => SKColors.Red);
        File.CreateSymbolicLink(Path.Combine(table, "link.png"), Path.Combine(folder, "outside.png"));
        Directory.CreateSymbolicLink(Path.Combine(table, "linked"), folder);
        File.CreateSymbolicLink(Path.Combine(table, "twice.png"), Path.Combine("linked", "outside.png"));
        Directory.CreateSymbolicLink(Path.Combine(table, "deep"), Directory.CreateDirectory(Path.Combine(folder, "other")).FullName);
        File.CreateSymbolicLink(Path.Combine(table, "back.png"), Path.Combine("deep", "..", "outside.png"));
        File.CreateSymbolicLink(Path.Combine(table, "circle.png"), "circle.png");
        File.WriteAllText(Path.Combine(table, "text.png"), "not a picture");
        File.WriteAllBytes(Path.Combine(table, "cut.png"), File.ReadAllBytes(Path.Combine(table, "good.png"))[..^300]);
        var task = Listed(table, $"good.png,0\n{cell},1\n", Small);
        Assert.Equal($"table.csv(3): {cell}: {message}.", Assert.Throws<UserError>(() => PreparedData.Of([task], Settings(), Cache, said.Add)).Message);
        var data = PreparedData.Of([task with { Spec = task.Spec with { SkipBadRows = true } }], Settings(), Cache, said.Add);
        Assert.Equal((1, "good.png"), (data.Tasks[0].Skipped, Assert.Single(data.Test(0)).Text.Source));
        Assert.Contains($"table.csv: 1 bad rows skipped; the first: table.csv(3): {cell}: {message}.", said);
    }

    private string Refused(string name) =>
        Assert.Throws<UserError>(() => new TableFile(Path.Combine(folder, name), name).Rows("image", "label").Count()).Message;
}
