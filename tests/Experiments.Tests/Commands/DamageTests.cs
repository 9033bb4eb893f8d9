using System.IO.Compression;
using System.Text;
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
    };

    [Theory]
    [MemberData(nameof(Data), DisableDiscoveryEnumeration = true)] // Ten megabytes, which discovery would write out byte by byte.
    public void Damaged_data_stops_before_anything_is_written(string name, byte[] bytes, string message)
    {
        Declared = Words.Spec with { Tasks = Words.Spec.Tasks.Select(task => task with { File = name }).ToEquatableArray() };
        File.WriteAllBytes(Path.Combine(Folder, name), bytes);
        Refused(["--out", RunFolder, .. Small], message);
        Assert.False(Directory.Exists(RunFolder));
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

    private static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return zipped.ToArray();
    }
}
