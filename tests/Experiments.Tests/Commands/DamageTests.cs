using System.IO.Compression;
using System.Text;
using Heed.Tests.Data;
using Xunit;

namespace Heed.Tests.Commands;

/// <summary>Damaged files end in one message that names them and exit code 2, and no run folder suffers.</summary>
[Collection(ProcessWide.Name)]
public sealed class DamageTests : WordsExperiment
{
    private static readonly byte[] Rows = Encoding.UTF8.GetBytes("from\tto\n" + string.Concat(Enumerable.Range(0, 999).Select(n => $"{n * 7919}\t{n * 104729}\n")));

    public static TheoryData<string, byte[], string> Data { get; } = new()
    {
        { "words.tsv", [], "words.tsv: expected a first line that names the columns; the file is empty." },
        { "words.tsv", [.. Rows, .. "one cell\n"u8], "words.tsv(1001): expected 2 columns (from, to), found 1." },
        { "words.tsv", [.. Rows, .. "a\tb\tc\n"u8], "words.tsv(1001): expected 2 columns (from, to), found 3." },
        { "words.tsv", [.. Rows, .. "ab\t"u8, 0xFF, .. "\n"u8], "words.tsv(1001,4): expected UTF-8; the byte 0xFF does not fit." },
        { "words.tsv", [.. Rows, .. "ab\t\n"u8], "words.tsv(1001): expected text in column to; it is empty." },
        { "words.tsv", [.. Rows, .. Enumerable.Repeat((byte)'x', 10 << 20)], "words.tsv(1001): expected lines of at most 1,048,576 bytes; this one is longer." },
        { "words.tsv.gz", Zip(Rows)[..^2000], "words.tsv.gz(" },
        { "words.tsv.gz", Rows, "words.tsv.gz(1): the file is damaged or cut off here" },
        { "words.csv", [], "words.csv: expected a first line that names the columns; the file is empty." },
        { "words.csv", [.. "from,to\n"u8], "words.csv: expected rows; there are none." },
        { "words.csv", [.. "from,too\n1,2\n"u8], "words.csv(1): expected a column to; there are from, too." },
        { "words.csv", Bytes(Many, "one cell\n"u8), "words.csv(1001): expected 2 columns (from, to), found 1." },
        { "words.csv", Bytes(Many, "\"a\nb\",c\nd,e,f\n"u8), "words.csv(1003): expected 2 columns (from, to), found 3." },
        { "words.csv", Bytes(Many, [.. "\"a\nb"u8, 0xFF, .. "\",c\n"u8]), "words.csv(1002,2): expected UTF-8; the byte 0xFF does not fit." },
        { "words.csv", Bytes(Many, "a,\n"u8), "words.csv(1001): expected text in column to; it is empty." },
        { "words.csv", Bytes(Many, "a\"b,c\n"u8), "words.csv(1001): expected quotes around whole cells, and doubled inside; one is left open, or stands elsewhere." },
        { "words.csv", Bytes(Many, "\"open,c\n"u8), "words.csv(1001): expected quotes around whole cells, and doubled inside; one is left open, or stands elsewhere." },
        { "words.csv", Bytes(Many, Huge), "words.csv(1001): expected lines of at most 1,048,576 bytes; this one is longer." },
        { "words.csv", Bytes(Many, [.. "a,\""u8, .. HugeLines]), "words.csv(1001): expected cells of at most 1,048,576 characters; one is longer, or its quote is left open." },
        { "words.csv.gz", Zip(Many)[..^2000], "words.csv.gz(" },
        { "words.csv.gz", Many, "words.csv.gz(1): the file is damaged or cut off here" },
        { "words.jsonl", [], "words.jsonl: expected a JSON object a line; the file is empty." },
        { "words.jsonl", [.. "{\"from\":1}"u8], "words.jsonl(1): expected a column to; there are from." },
        { "words.jsonl", Bytes(Some, "[1]"u8), "words.jsonl(1000): expected a JSON object, found an array." },
        { "words.jsonl", Bytes(Some, "{\"from\":1}"u8), "words.jsonl(1000): expected a property to; there are from." },
        { "words.jsonl", Bytes(Some, "{\"from\":1,\"to\":1,\"to\":2}"u8), "words.jsonl(1000): expected a JSON object: " },
        { "words.jsonl", Bytes(Some, "{\"from\":1,\"to\":true}"u8), "words.jsonl(1000): expected text or a number in column to, found true or false." },
        { "words.jsonl", Bytes(Some, "{\"from\":1,\"to\":null}"u8), "words.jsonl(1000): expected text in column to; it is empty." },
        { "words.jsonl", Bytes(Some, "{\"from\":1,\"to\":\"\\ud800\"}"u8), "words.jsonl(1000): expected text in column to; half of a character's pair" },
        { "words.jsonl", Bytes(Some, "{\"from\":1,,}"u8), "words.jsonl(1000,11): expected a JSON object: ',' is an invalid start" },
        { "words.jsonl", Bytes(Some, [.. "{\"from\":\""u8, 0xFF, .. "\"}"u8]), "words.jsonl(1000,10): expected UTF-8; the byte 0xFF does not fit." },
        { "words.jsonl", Bytes(Some, Huge), "words.jsonl(1000): expected lines of at most 1,048,576 bytes; this one is longer." },
        { "words.jsonl.gz", Zip(Some)[..^2000], "words.jsonl.gz(" },
        { "words.jsonl.gz", Some, "words.jsonl.gz(1): the file is damaged or cut off here" },
        { "words.parquet", [], "words.parquet(1): the file is damaged or cut off here" },
        { "words.parquet", Parquet("from", "to", Cells)[..^20], "words.parquet(1): the file is damaged or cut off here" },
        { "words.parquet", Rows, "words.parquet(1): the file is damaged or cut off here" },
        { "words.parquet", Parquet("from", "too", Cells), "words.parquet(1): expected a column to; there are from, too." },
        { "words.parquet", Parquet("from", "to", []), "words.parquet: expected rows; there are none." },
        { "words.parquet", Parquet("from", "to", [.. Cells, [(byte)'a', 0xFF]]), "words.parquet(1000,2): expected UTF-8; the byte 0xFF does not fit." },
        { "words.parquet", Parquet("from", "to", [.. Cells, []]), "words.parquet(1000): expected text in column from; it is empty." },
        { "words.parquet", Parquet("from", "to", [.. Cells, Huge]), "words.parquet(1000): expected at most 1,048,576 bytes in column from, found 10,485,760." },
    };

    private static byte[] Huge => [.. Enumerable.Repeat((byte)'x', 10 << 20)];

    private static IEnumerable<byte> HugeLines => Enumerable.Repeat("xxxxxxxxx\n"u8.ToArray(), 1 << 20).SelectMany(line => line);

    private static byte[] Many => [.. Rows.Select(value => value == '\t' ? (byte)',' : value)];

    private static byte[] Some => [.. Enumerable.Range(0, 999).SelectMany(n => Encoding.UTF8.GetBytes($"{{\"from\":{n * 7919},\"to\":\"{n * 104729}\"}}\n"))];

    private static byte[][] Cells => [.. Enumerable.Range(0, 999).Select(n => Encoding.UTF8.GetBytes($"{n * 7919}"))];

    [Theory]
    [MemberData(nameof(Data), DisableDiscoveryEnumeration = true)] // Ten megabytes, which discovery would write out byte by byte.
    public void Damaged_data_stops_before_anything_is_written(string name, byte[] bytes, string message)
    {
        Declared = Words.Spec with { Tasks = Words.Spec.Tasks.Select(task => task with { File = name }).ToEquatableArray() };
        File.WriteAllBytes(Path.Combine(Folder, name), bytes);
        Refused(["--out", RunFolder, .. Small], message);
        Assert.False(Directory.Exists(RunFolder));
    }

    [Fact]
    public void A_file_of_no_known_format_is_refused_for_each_task_that_reads_it()
    {
        Declared = Words.Spec with { Tasks = Words.Spec.Tasks.Select(task => task with { File = "words.xlsx" }).ToEquatableArray() };
        var (code, _, error) = Run(["plan"]);
        Assert.Equal(2, code);
        Assert.All(error.TrimEnd('\n').Split('\n').Zip(["Shout", "Whisper"]), line => Assert.StartsWith(
            $"HEED030 {line.Second}.File: The data file has no format that can be read: expected a file that ends in .tsv, .csv or .jsonl",
            line.First, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("optimizer.safetensors")]
    [InlineData("vocabulary.json")]
    [InlineData("state.json")]
    public void A_damaged_checkpoint_is_refused_by_name_and_left_as_it_is(string name)
    {
        var file = Trained(name);
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        Refused(["train", "--resume", RunFolder, "--steps", "6"], $"{name} is damaged");
        Assert.Equal(bytes, File.ReadAllBytes(file));
    }

    [Fact]
    public void A_checkpoint_cut_off_is_refused_by_name()
    {
        var file = Trained("model.safetensors");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^100]);
        Refused(["train", "--resume", RunFolder, "--steps", "6"], "model.safetensors is damaged");
    }

    [Fact]
    public void A_run_of_another_experiment_is_refused_by_name()
    {
        Trained("model.safetensors");
        Declared = Words.Spec with { Name = "Sentences" };
        Refused(["train", "--resume", RunFolder, "--steps", "6"], "Words");
    }

    private string Trained(string name)
    {
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        return Path.Combine(RunFolder, "checkpoints", "last", name);
    }

    private void Refused(string[] args, string message)
    {
        var (code, _, error) = Run(args);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    private static byte[] Bytes(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> last) => [.. whole, .. last];

    private static byte[] Parquet(string first, string second, byte[][] cells) =>
        ParquetBytes.OfBytes(first, second, cells, cells).GetAwaiter().GetResult();

    private static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return zipped.ToArray();
    }
}
