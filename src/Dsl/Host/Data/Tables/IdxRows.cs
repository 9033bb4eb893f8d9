using System.Buffers.Binary;
using System.Globalization;
using ICSharpCode.SharpZipLib;

namespace Heed.Host;

/// <summary>
/// Rows of a file of pictures as MNIST has them (LeCun, Cortes and Burges 1998): bytes after a header of sizes, and a second file of
/// labels beside it. Rows are counted from 1.
/// </summary>
internal static class IdxRows
{
    /// <summary>The column that a second file holds.</summary>
    public const string LabelColumn = "label";

    private static readonly string[] Columns = ["image", LabelColumn];

    public static IEnumerable<Row> Rows(TableSource source, string[] needed)
    {
        var columns = source.Columns(Columns, 1, needed);
        using var pictures = new Items(source, "pictures", [3, 4]);
        using var labels = needed.Contains(LabelColumn) ? new Items(Labels(source), "labels", [1]) : null;
        if (labels is not null && labels.Count != pictures.Count)
            throw new UserError($"{Labels(source).Name}: expected {Figures.Whole(pictures.Count)} labels, one for each picture of {source.Name}; it holds {Figures.Whole(labels.Count)}.");
        var (height, width, channels) = (pictures.Sizes[0], pictures.Sizes[1], pictures.Sizes.Length > 2 ? pictures.Sizes[2] : 1);
        if (channels is not (1 or 3))
            throw source.At(1, null, $"expected pictures of 1 or 3 channels; these have {channels}");
        for (var row = 1; row <= pictures.Count; row++)
        {
            var label = labels?.Next(row)[0].ToString(CultureInfo.InvariantCulture) ?? "";
            yield return new(row, columns, ["", label]) { Picture = new(width, height, channels, pictures.Next(row)) };
        }

        pictures.End();
        labels?.End();
    }

    /// <summary>The file of labels is called as that of pictures is, but for the one word.</summary>
    /// <param name="file">The name of the file of pictures.</param>
    /// <param name="name">What messages call that.</param>
    /// <exception cref="UserError">Its name lacks the word.</exception>
    public static string LabelsOf(string file, string name)
    {
        var other = file.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        return other != file ? other : throw new UserError($"{name}: expected a name with images in it: the file of labels has labels there.");
    }

    private static TableSource Labels(TableSource source)
    {
        var file = Path.GetFileName(source.Path);
        var other = LabelsOf(file, source.Name);
        return source with { Path = Path.Combine(Path.GetDirectoryName(source.Path) ?? "", other), Name = source.Name.Replace(file, other, StringComparison.Ordinal) };
    }

    /// <summary>A file of items of one size.</summary>
    private sealed class Items : IDisposable
    {
        private readonly TableSource source;
        private readonly string what;
        private readonly Stream stream;

        public Items(TableSource source, string what, int[] axes)
        {
            (this.source, this.what) = (source, what);
            stream = source.Open();
            var magic = Read(4, 1);
            // Two zeros, 8 for unsigned bytes, then how many sizes follow.
            if (magic is not [0, 0, 8, var count] || !axes.Contains(count))
                throw source.At(1, null, $"expected an IDX file of {what}, which begins with {string.Join(" or ", axes.Select(axis => $"0 0 8 {axis}"))}; found {string.Join(' ', magic)}");
            int[] sizes = [.. Enumerable.Range(0, count).Select(_ => BinaryPrimitives.ReadInt32BigEndian(Read(4, 1)))];
            if (sizes.Any(size => size < 1) || sizes.Skip(1).Aggregate(1L, (product, size) => product * size) > source.Longest)
                throw source.At(1, null, $"expected sizes above 0, and items of at most {Figures.Whole(source.Longest)} bytes; found {string.Join(" × ", sizes)}");
            (Count, Sizes) = (sizes[0], sizes[1..]);
        }

        public int Count { get; }

        public int[] Sizes { get; }

        public byte[] Next(int row) => Read(Sizes.Aggregate(1, (product, size) => product * size), row);

        public void End()
        {
            if (Guard(Count, stream.ReadByte) >= 0)
                throw source.At(Count, null, $"expected {Figures.Whole(Count)} {what}, as its first bytes say; more follows");
        }

        public void Dispose() => stream.Dispose();

        private byte[] Read(int length, int row)
        {
            var bytes = new byte[length];
            return Guard(row, () => stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false)) == length
                ? bytes
                : throw source.At(row, null, "the file is cut off here");
        }

        private T Guard<T>(int row, Func<T> read)
        {
            try
            {
                return read();
            }
            catch (Exception error) when (error is SharpZipBaseException or IOException)
            {
                throw source.At(row, null, $"the file is damaged or cut off here: {error.Message.TrimEnd('.')}");
            }
        }
    }
}
