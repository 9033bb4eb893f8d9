using System.IO.Compression;
using System.Text;

namespace Heed.Tests;

/// <summary>Data files as the build hands them over: zipped ones as a path, plain ones as text.</summary>
public sealed class DataTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("heed").FullName;

    [Fact]
    public void A_column_that_a_zipped_file_lacks_is_told()
    {
        var file = Zipped("en\tfr\nyes\toui\n"u8);
        var marked = Task(file, "[|\"de\"|]");
        marked.Expect(
            Harness.Run(marked.Source, new MemoryText(file)),
            ("HEED012", $"The data file has no such column: expected a column of {file}, received \"de\"; valid: en and fr"));
    }

    [Theory]
    [InlineData("en\tde\nyes\tja\n")]
    [InlineData("en\tde\r\nyes\tja\r\n")]
    [InlineData("\uFEFFen\tde\n")]
    [InlineData("en\tde")]
    public void Columns_are_found_with_any_line_end_zipped_or_plain(string text)
    {
        var file = Zipped(Encoding.UTF8.GetBytes(text));
        Assert.Empty(Harness.Run(Task(file, "\"de\"").Source, new MemoryText(file)).Result.Diagnostics);
        var plain = Path.Combine(folder, "data.tsv");
        Assert.Empty(Harness.Run(Task(plain, "\"de\"").Source, new MemoryText(plain, text.TrimStart('\uFEFF'))).Result.Diagnostics);
    }

    [Theory]
    [InlineData("data.csv", "en,fr\nyes,oui\n", "en and fr")]
    [InlineData("data.csv", "\"en\",\"a, \"\"b\"\"\"\r\nyes,oui\r\n", "en and a, \"b\"")]
    [InlineData("data.csv", "en,\"two\nlines\"\n", "en and two\nlines")]
    [InlineData("data.jsonl", "{\"en\":\"yes\",\"in\":{\"de\":1},\"a b\":[\"de\"]}\n{\"de\":1}\n", "en, in and a b")]
    public void A_column_that_a_file_of_any_format_lacks_is_told(string name, string text, string columns)
    {
        var plain = Path.Combine(folder, name);
        var zipped = Zipped(Encoding.UTF8.GetBytes(text), name + ".gz");
        foreach (var data in new[] { new MemoryText(plain, text), new MemoryText(zipped) })
        {
            var marked = Task(data.Path, "[|\"de\"|]");
            marked.Expect(
                Harness.Run(marked.Source, data),
                ("HEED012", $"The data file has no such column: expected a column of {data.Path}, received \"de\"; valid: {columns}"));
        }
    }

    [Theory]
    [InlineData("data.parquet", "PAR1")]
    [InlineData("data.jsonl", "{\"en\":")]
    [InlineData("data.jsonl", "")]
    public void Columns_that_the_build_cannot_see_are_left_to_the_host(string name, string text) => Assert.Empty(
        Harness.Run(Task(Path.Combine(folder, name), "\"de\"").Source, new MemoryText(Path.Combine(folder, name), text)).Result.Diagnostics);

    [Fact]
    public void A_damaged_file_is_left_to_the_host_which_says_it_better()
    {
        var file = Path.Combine(folder, "data.tsv.gz");
        File.WriteAllBytes(file, [0x1f, 0x8b, 1, 2, 3]);
        Assert.Empty(Harness.Run(Task(file, "\"de\"").Source, new MemoryText(file)).Result.Diagnostics);
    }

    [Fact]
    public void A_missing_column_is_told_at_its_parameter_even_if_that_is_called_File()
    {
        var marked = new Marked(
            "[Task(\"pairs.tsv\")] partial record Odd([Input, Text([|\"path\"|])] string File, [Target, Text(\"fr\")] string French);");
        marked.Expect(
            Harness.Run(marked.Source, Sample.Data),
            ("HEED012", "The data file has no such column: expected a column of pairs.tsv, received \"path\"; valid: en, fr and de"));
    }

    [Fact]
    public void A_file_of_the_same_name_elsewhere_is_not_the_data()
    {
        var run = Harness.Run(Task("pairs.tsv", "\"fr\"").Source, new MemoryText("/other/pairs.tsv", "en\tfr"));
        Assert.Equal("HEED013", Assert.Single(run.Result.Diagnostics).Id);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Marked Task(string file, string column) =>
        new($"[Task(\"{file}\")] public partial record Told([Input, Text(\"en\")] string Source, [Target, Text({column})] string Target);");

    private string Zipped(ReadOnlySpan<byte> text, string name = "data.tsv.gz")
    {
        var file = Path.Combine(folder, name);
        using var zipped = new GZipStream(File.Create(file), CompressionLevel.Fastest);
        zipped.Write(text);
        return file;
    }
}
