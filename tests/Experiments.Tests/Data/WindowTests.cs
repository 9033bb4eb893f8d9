using System.IO.Compression;
using System.Text;
using FsCheck.Xunit;
using Heed.Data;
using Heed.Host;
using Heed.Planning;
using Xunit;
using Declared = Heed.Tests.Commands.Words;

namespace Heed.Tests.Data;

/// <summary>Files that are read on while training goes on.</summary>
public sealed partial class WindowTests : IDisposable
{
    private const double Threshold = 0.5;
    private static readonly ExperimentPlan Plan = HostedExperiment.Plan(Declared.Spec with { BatchTokens = 240, Accumulate = 2 });

    private readonly string folder = Directory.CreateTempSubdirectory("heed-windows-").FullName;
    private string cache;

    public WindowTests() => cache = Path.Combine(folder, "cache");

    public void Dispose() => StillRead.Remove(folder);

    [Property(MaxTest = 12)]
    public void Every_row_that_is_not_held_out_and_like_none_that_is_comes_once_an_epoch(ushort seed, byte size, byte more)
    {
        var rows = Rows(60 + (more % 90), seed);
        // One row more than a split needs, some that do not divide the file, all rows but one, all, one more than all.
        foreach (var window in new[] { 21, 30 + (size % 40), rows.Length - 1, rows.Length, rows.Length + 1 })
        {
            var data = Prepare(Write(rows, $"{window}.tsv"), window);
            foreach (var task in new[] { 0, 1 })
            {
                var head = data.Tasks[task];
                var held = head.Validation.Concat(head.Test).Select(pair => (data.Tokenization.Decode(pair.Source), data.Tokenization.Decode(pair.Target))).ToList();
                var after = rows.Skip(window).Select(row => task == 0 ? row : (row.To, row.From)).Where(row => !held.Any(other =>
                    Words.Jaccard(row.Item1, other.Item1) >= Threshold || Words.Jaccard(row.Item2, other.Item2) >= Threshold)).ToList();
                var expected = head.Training.Select(pair => data.Tokenization.Decode(pair.Source)).Concat(after.Select(row => row.Item1)).ToList();
                var read = Texts(data, task).Take(2 * expected.Count).ToList();
                Assert.Equal(expected.Order(StringComparer.Ordinal), read[..expected.Count].Order(StringComparer.Ordinal));
                Assert.Equal(expected.Order(StringComparer.Ordinal), read[expected.Count..].Order(StringComparer.Ordinal));
                Assert.NotEqual(read[..expected.Count], read[expected.Count..]);
                Assert.Equal(head.Training.Length, read[..head.Training.Length].Intersect(expected[..head.Training.Length]).Count());
            }
        }
    }

    [Property(MaxTest = 12)]
    public void Batches_of_a_step_are_the_same_whatever_was_asked_before_and_is_known_of_the_windows(ushort seed, byte size, byte at)
    {
        var path = Write(Rows(150, seed), "some.tsv");
        var window = 30 + (size % 90);
        var start = 1 + (at % 60);
        var through = Prepare(path, window).Batches(Plan);
        var expected = Enumerable.Range(1, start + 8).Select(step => Written(through.At(step))).ToList()[(start - 1)..];
        // With what the first one found out; with that damaged; with nothing of it; and backwards.
        Assert.Equal(expected, From(Prepare(path, window)));
        foreach (var file in Directory.GetDirectories(cache, "*.windows").SelectMany(Directory.GetFiles).Where(file => !Path.HasExtension(file)))
            File.WriteAllBytes(file, [.. File.ReadAllBytes(file).Reverse()]);
        Assert.Equal(expected, From(Prepare(path, window)));
        cache = Path.Combine(folder, Path.GetRandomFileName());
        Assert.Equal(expected, From(Prepare(path, window)));
        cache = Path.Combine(folder, Path.GetRandomFileName());
        var backwards = Prepare(path, window).Batches(Plan);
        Assert.Equal(expected, Enumerable.Range(start, 9).Reverse().Select(step => Written(backwards.At(step))).Reverse());
        Assert.Equal(
            expected.Select(step => step.Select(batch => batch.Size)),
            Enumerable.Range(start, 9).Select(step => Prepare(path, window).Sizes(Plan)(step).Select(one => one.Size)));
        cache = Path.Combine(folder, Path.GetRandomFileName());

        IEnumerable<IEnumerable<(string Text, BatchSize Size)>> From(PreparedData data)
        {
            var batches = data.Batches(Plan);
            return [.. Enumerable.Range(start, 9).Select(step => Written(batches.At(step)))];
        }
    }

    [Theory]
    [InlineData(150)]
    [InlineData(151)]
    [InlineData(1_000_000_000)]
    public void A_window_that_holds_the_whole_file_changes_nothing(int window)
    {
        var path = Write(Rows(150, 1), "all.tsv");
        var (whole, one) = (Prepare(path, 0), Prepare(path, window));
        Assert.Equal(whole.Vocabulary, one.Vocabulary);
        var (batches, others) = (whole.Batches(Plan), one.Batches(Plan));
        Assert.All(Enumerable.Range(1, 60), step => Assert.Equal(Written(batches.At(step)), Written(others.At(step))));
        Assert.Equal(batches.Validation.Select(Written), others.Validation.Select(Written));
        Assert.Equal(whole.Test(0).Select(example => example.Text), one.Test(0).Select(example => example.Text));
    }

    [Theory]
    [InlineData("some.tsv.gz")]
    [InlineData("some.csv")]
    [InlineData("some.jsonl")]
    [InlineData("some.parquet")]
    public async Task Files_of_every_format_are_read_on(string name)
    {
        var rows = Rows(150, 3);
        var plain = Prepare(Write(rows, "plain.tsv"), 40);
        var path = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(path, Path.GetExtension(name) switch
        {
            ".gz" => Zipped(await File.ReadAllBytesAsync(Path.Combine(folder, "plain.tsv"))),
            ".csv" => Encoding.UTF8.GetBytes("from,to\n" + string.Concat(rows.Select(row => $"\"{row.From}\",{row.To}\n"))),
            ".jsonl" => Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => $$"""{"from":"{{row.From}}","to":"{{row.To}}"}""" + "\n"))),
            _ => await ParquetBytes.OfBytes("from", "to", [.. rows.Select(row => Encoding.UTF8.GetBytes(row.From))], [.. rows.Select(row => Encoding.UTF8.GetBytes(row.To))]),
        });
        var (expected, batches) = (plain.Batches(Plan), Prepare(path, 40).Batches(Plan));
        Assert.All(Enumerable.Range(1, 60), step => Assert.Equal(Written(expected.At(step)), Written(batches.At(step))));
    }

    [Theory]
    [InlineData(TaskKind.CausalLanguageModel)]
    [InlineData(TaskKind.MaskedLanguageModel)]
    [InlineData(TaskKind.Regression)]
    [InlineData(TaskKind.MultiLabel)]
    [InlineData(TaskKind.Tagging)]
    public void Tasks_of_every_kind_read_on(TaskKind kind)
    {
        var rows = Rows(150, 4).Select((row, place) => (row.From, kind switch
        {
            TaskKind.Regression => $"{place % 7}",
            TaskKind.Tagging => string.Join(' ', row.From.Split(' ').Select((_, word) => word % 2 == 0 ? "even" : "odd")),
            _ => place % 3 == 0 ? "even,odd" : "odd",
        })).ToArray();
        var target = new ColumnSpec("To", "to", ColumnRole.Target);
        ColumnSpec[] columns = kind switch
        {
            TaskKind.CausalLanguageModel => [new("From", "from", ColumnRole.Causal)],
            TaskKind.MaskedLanguageModel => [new("From", "from", ColumnRole.Masked) { Mask = new() }],
            TaskKind.Regression => [new("From", "from", ColumnRole.Input), target with { Number = new() }],
            _ => [new("From", "from", ColumnRole.Input), target with { Label = new() { Several = kind == TaskKind.MultiLabel, EachWord = kind == TaskKind.Tagging } }],
        };
        var task = Task("Some", Write(rows, "some.tsv"), 40, false, target);
        var data = Prepare([task with { Spec = task.Spec with { Columns = columns.ToEquatableArray() } }]);
        Assert.Equal(kind, data.Tasks[0].Spec.Kind);
        var (batches, sizes, read, step) = (data.Batches(Plan), data.Sizes(Plan), 0L, 0);
        for (var epoch = data.ReadOn(Plan, 500)[0]!.Examples; read < epoch;)
        {
            var both = batches.At(++step);
            Assert.Equal(both.Select(batch => batch.Rows), sizes(step).Select(one => one.Size.Rows));
            read += both.Sum(batch => batch.Rows);
        }

        Assert.Equal(110, data.ReadOn(Plan, step)[0]!.Rows);
    }

    [Fact]
    public void What_was_read_on_is_counted()
    {
        var rows = Rows(150, 5);
        var data = Prepare(Write(rows, "some.tsv"), 40);
        var steps = Enumerable.Range(1, 500).First(step => data.ReadOn(Plan, step)[0]!.Examples is not null);
        var read = data.ReadOn(Plan, steps)[0]!;
        Assert.Equal((3, 110, 0, 0), (read.Windows, read.Rows, read.Skipped, read.Truncated));
        Assert.InRange(read.LeftOut, 1, 60);
        Assert.Equal(data.Tasks[0].Training.Length + 110 - read.LeftOut, read.Examples);
        Assert.Equal((1, 40), (data.ReadOn(Plan, data.StepsInMemory(Plan) + 1)[0]!.Windows, data.ReadOn(Plan, data.StepsInMemory(Plan) + 1)[0]!.Rows));
        Assert.Equal(0, data.ReadOn(Plan, data.StepsInMemory(Plan))[0]!.Windows);
        Assert.Equal([null, null], Prepare(Path.Combine(folder, "some.tsv"), 0).ReadOn(Plan, steps));
        Assert.Equal(int.MaxValue, Prepare(Path.Combine(folder, "some.tsv"), 0).StepsInMemory(Plan));
    }

    [Fact]
    public void Sizes_of_windows_that_were_read_once_need_no_file()
    {
        var path = Write(Rows(150, 6), "some.tsv");
        var data = Prepare(path, 40);
        var (batches, sizes) = (data.Batches(Plan), data.Sizes(Plan));
        var expected = Enumerable.Range(1, 60).Select(step => Written(batches.At(step)).Select(batch => batch.Size)).ToList();
        File.Delete(path);
        Assert.Equal(expected, Enumerable.Range(1, 60).Select(step => sizes(step).Select(one => one.Size)));
    }

    private static void Read(TrainingBatches batches)
    {
        for (var step = 1; step <= 60; step++)
            batches.At(step);
    }

    // The texts that a task reads, step after step.
    private static IEnumerable<string> Texts(PreparedData data, int task)
    {
        var batches = data.Batches(Plan);
        for (var step = 1; ; step++)
            foreach (var batch in batches.At(step).Skip(task * Plan.Spec.Accumulate).Take(Plan.Spec.Accumulate))
                foreach (var row in batch.Source.Chunk(batch.SourceLength))
                    yield return data.Tokenization.Decode(row);
    }

    private static List<(string Text, BatchSize Size)> Written(IReadOnlyList<Batch> batches) =>
    [
        .. batches.Select(batch => (
            string.Join(' ', batch.Source.Concat(batch.Decoder).Concat(batch.Labels).Concat(batch.Examples)),
            new BatchSize(batch.Rows, batch.SourceLength, batch.TargetLength, batch.RealTokens))),
    ];

    private PreparedData Prepare(string path, int window, bool skip = false) => Prepare(
    [
        Task("Shout", path, window, skip, new("To", "to", ColumnRole.Target)),
        Task("Whisper", path, window, skip, new("From", "from", ColumnRole.Target), "to"),
    ]);

    private PreparedData Prepare(IReadOnlyList<TaskColumns> tasks, Action<string>? say = null) => PreparedData.Of(
        tasks,
        new(300, new SplitSpec { Validation = 0.1, Test = 0.1, NearDuplicates = Threshold }, 1, new(60, 60)) { Kind = TokenizerKind.Bytes },
        new(cache), say ?? (_ => { }));

    private static TaskColumns Task(string name, string path, int window, bool skip, ColumnSpec target, string source = "from") => new(
        new()
        {
            Name = name,
            File = Path.GetFileName(path),
            Window = window,
            SkipBadRows = skip,
            Columns = new(new ColumnSpec("Source", source, ColumnRole.Input), target),
        },
        path);

    private string Write((string From, string To)[] rows, string name)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, "from\tto\n" + string.Concat(rows.Select(row => $"{row.From}\t{row.To}\n")));
        return path;
    }

    // Every third row says nearly what an earlier one says, on one side.
    private static (string From, string To)[] Rows(int count, int seed)
    {
        var random = new SplitMix((ulong)seed);
        var rows = new List<(string From, string To)>();
        for (var row = 0; row < count; row++)
            rows.Add(row % 3 == 2 ? (rows[Draw(row)].From + $" x{row}", Said(row)) : (Said(row), Said(-row - 1)));
        return [.. rows];

        string Said(int row) => string.Join(' ', Enumerable.Range(0, 3 + Draw(2)).Select(_ => $"w{Draw(400)}").Append($"n{row}"));

        int Draw(int most) => (int)(random.NextUnit() * most);
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return zipped.ToArray();
    }
}
