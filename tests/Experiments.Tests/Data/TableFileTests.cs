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
    public void What_follows_a_gzip_member_is_another_or_zeros_or_the_file_is_refused()
    {
        byte[] whole = Zip("en\tfr\na\tb\n"u8.ToArray()), more = Zip("c\td\n"u8.ToArray());
        Assert.Equal(2, Read("table.tsv.gz", [.. whole, .. more]).Count);
        Assert.Equal(2, Read("table.tsv.gz", [.. whole, .. more, .. new byte[10_000]]).Count);
        // Another first byte, another method of compression, an unknown flag, text, and a member after a gap.
        foreach (var (place, bits) in new[] { (0, 1), (2, 1), (3, 0x80) })
            Assert.Contains("damaged or cut off", Refused("table.tsv.gz", [.. whole, .. more[..place], (byte)(more[place] ^ bits), .. more[(place + 1)..]]), StringComparison.Ordinal);
        Assert.Contains("damaged or cut off", Refused("table.tsv.gz", [.. whole, .. "more"u8]), StringComparison.Ordinal);
        Assert.Contains("damaged or cut off", Refused("table.tsv.gz", [.. whole, .. new byte[10_000], .. more]), StringComparison.Ordinal);
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
    [InlineData("en\tfr\n", "table.tsv: expected rows; there are none.")]
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

    [Theory]
    [InlineData("table.csv", "en,fr\na,b")]
    [InlineData("table.csv", "\"fr\",extra,en\r\nb,\"x\ny\",a\r\n")]
    [InlineData("table.jsonl", """{"en":"a","fr":"b"}""")]
    [InlineData("table.JSONL", "\uFEFF{\"more\":[1,{}],\"fr\":\"b\",\"en\":\"\\u0061\"}\r\n")]
    public void Every_format_gives_the_same_row_plain_and_zipped(string name, string text)
    {
        foreach (var rows in new[] { Read(name, Encoding.UTF8.GetBytes(text)), Read(name + ".gz", Zip(Encoding.UTF8.GetBytes(text))) })
            Assert.Equal(("a", "b"), (Assert.Single(rows).Text("en"), rows[0].Text("fr")));
    }

    [Fact]
    public void A_comma_separated_cell_in_quotes_keeps_commas_quotes_and_line_breaks_and_rows_know_their_lines()
    {
        var rows = Read("table.csv", "en,fr\n\"a, b\",\"c\"\"d\"\n\"x\r\ny\n\nz\",\n last , line \n"u8.ToArray());
        Assert.Equal([("a, b", "c\"d"), ("x\r\ny\n\nz", ""), (" last ", " line ")], rows.Select(row => (row.Text("en"), row.Text("fr"))));
        Assert.Equal([2, 3, 7], rows.Select(row => row.Line));
    }

    [Fact]
    public void A_carriage_return_that_stands_alone_makes_no_rows_of_one_but_a_bad_row_and_later_rows_know_their_lines()
    {
        var (path, refused) = (Path.Combine(folder, "table.csv"), new List<string>());
        File.WriteAllText(path, "en,fr\na\rb,c\n\"x\ry\",z\r\n\"p\"\r\r\nq,r\r\n");
        var rows = new TableFile(path, "table.csv").Rows(["en", "fr"], error => refused.Add(error.Message)).ToList();
        Assert.Equal([("x\ry", "z", 3), ("q", "r", 5)], rows.Select(row => (row.Text("en"), row.Text("fr"), row.Line)));
        Assert.Equal(
            new[] { 2, 4 }.Select(line => $"table.csv({line}): expected a carriage return within quotes, or right before a line feed; one stands elsewhere."), refused);
    }

    [Fact]
    public void Json_numbers_are_the_text_that_they_are_written_as_and_null_is_empty()
    {
        var row = Assert.Single(Read("table.jsonl", """{"en":1.50e3,"fr":null}"""u8.ToArray()));
        Assert.Equal(("1.50e3", ""), (row.Text("en"), row.Text("fr")));
    }

    [Fact]
    public async Task Parquet_gives_text_and_numbers_of_every_row_group()
    {
        var bytes = await ParquetBytes.Of(["é中", null, "c"], [1.5, null, 1e21], groups: 2);
        var rows = Read("table.parquet", bytes);
        (string, string)[] group = [("é中", "1.5"), ("", ""), ("c", "1E+21")];
        Assert.Equal([.. group, .. group], rows.Select(row => (row.Text("en"), row.Text("fr"))));
        Assert.Equal([1, 2, 3, 4, 5, 6], rows.Select(row => row.Line));
    }

    [Fact]
    public void Rows_that_are_refused_can_be_passed_over_and_the_rest_is_read()
    {
        Passed("table.tsv", [.. "en\tfr\na\tb\nx\n"u8, 0xFF, .. "\tb\n"u8, .. Long, .. "\nc\td\n"u8], 3);
        Passed("table.csv", [.. "en,fr\na,b\nx\n"u8, 0xFF, .. ",b\n"u8, .. Long, .. "\na\"b,c\nc,d\n"u8], 4);
        Passed("table.jsonl", [.. "5\n{\"en\":\"a\",\"fr\":\"b\"}\n{\n\""u8, 0xFF, .. "\"\n"u8, .. Long, .. "\n{\"\\ud800\":0,\"en\":\"a\",\"fr\":\"b\"}\n{\"en\":[],\"fr\":1}\n{\"en\":\"c\",\"fr\":\"d\"}\n"u8], 6);

        void Passed(string name, byte[] bytes, int bad)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
            var refused = new List<string>();
            var rows = new TableFile(Path.Combine(folder, name), name, longest: 64).Rows(["en", "fr"], error => refused.Add(error.Message)).ToList();
            Assert.Equal(["ab", "cd"], rows.Select(row => row.Text("en") + row.Text("fr")));
            Assert.Equal(bad, refused.Count);
        }
    }

    private static IEnumerable<byte> Long => Enumerable.Repeat((byte)'x', 100_000);

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
