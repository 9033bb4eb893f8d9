using System.IO.Compression;
using System.Text;
using Heed.Host;
using Xunit;

namespace Heed.Tests.Data;

public sealed class TableFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("heed-table-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Rows_are_typed_by_the_columns_of_the_first_line()
    {
        var rows = Read("table.tsv", "en\tfr\npage\tpage\ncell\tcellule\n"u8.ToArray());
        Assert.Equal(["page", "cellule"], rows.Select(row => row.Text("fr")));
    }

    [Fact]
    public void Plain_and_gzip_files_give_the_same_rows_with_any_line_end()
    {
        var plain = Read("table.tsv", "\uFEFFen\tfr\r\nwith space \té中😀\r\nlast\tline"u8.ToArray());
        var zipped = Read("table.tsv.gz", Zip("en\tfr\nwith space \té中😀\nlast\tline\n"u8.ToArray()));
        Assert.Equal(plain.Select(row => row.Text("en") + row.Text("fr")), zipped.Select(row => row.Text("en") + row.Text("fr")));
        Assert.Equal("é中😀", plain[0].Text("fr"));
    }

    [Fact]
    public void Truncated_gzip_is_refused_by_name()
    {
        var whole = Zip(Encoding.UTF8.GetBytes("en\tfr\n" + string.Concat(Enumerable.Range(0, 5_000).Select(n => $"{n * 7919}\t{n * 104729}\n"))));
        Assert.Contains("table.tsv.gz(", Refused("table.tsv.gz", whole[..(whole.Length / 2)]), StringComparison.Ordinal);
        Assert.Contains("damaged or cut off", Refused("table.tsv.gz", whole[..(whole.Length / 2)]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_file_named_gz_is_refused() =>
        Assert.Contains("damaged", Refused("table.tsv.gz", "en\tfr\na\tb\n"u8.ToArray()), StringComparison.Ordinal);

    [Fact]
    public void A_wrong_column_count_names_the_line() => Assert.Equal(
        "table.tsv(3): expected 2 columns (en, fr), found 3.", Refused("table.tsv", "en\tfr\na\tb\na\tb\tc\n"u8.ToArray()));

    [Fact]
    public void Invalid_utf8_names_the_line_and_the_byte() => Assert.Equal(
        "table.tsv(2,4): expected UTF-8; the byte 0xFF does not fit.",
        Refused("table.tsv", [.. "en\tfr\nab\t"u8, 0xFF, .. "\n"u8]));

    [Theory]
    [InlineData("", "table.tsv: expected a first line that names the columns; the file is empty.")]
    [InlineData("en\tfr\n", "table.tsv: expected rows after the first line; there are none.")]
    [InlineData("en\tde\na\tb\n", "table.tsv(1): expected a column fr; there are en, de.")]
    [InlineData("en\ten\na\tb\n", "table.tsv(1): expected columns of different names; en stands 2 times.")]
    public void A_file_without_rows_or_columns_says_what_it_lacks(string text, string message) =>
        Assert.Equal(message, Refused("table.tsv", Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_line_of_ten_megabytes_is_refused_without_reading_on() => Assert.Equal(
        "table.tsv(2): expected lines of at most 1,048,576 bytes; this one is longer.",
        Refused("table.tsv", [.. "en\tfr\n"u8, .. Enumerable.Repeat((byte)'x', 10 << 20)]));

    [Fact]
    public void A_missing_file_names_the_script_that_brings_it()
    {
        File.WriteAllText(Path.Combine(folder, "table.cs"), "");
        var error = Assert.Throws<UserError>(() => new TableFile(Path.Combine(folder, "table.tsv"), "table.tsv").Rows("en").ToList());
        Assert.Contains("there is none. This brings it: dotnet run ", error.Message, StringComparison.Ordinal);
    }

    private List<Row> Read(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return [.. new TableFile(path, name).Rows("en", "fr")];
    }

    private string Refused(string name, byte[] bytes) => Assert.Throws<UserError>(() => Read(name, bytes)).Message;

    private static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return zipped.ToArray();
    }
}
