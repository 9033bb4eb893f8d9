using System.Buffers.Binary;
using FsCheck;
using FsCheck.Xunit;
using Google.Protobuf;
using Heed.Host;
using Tensorboard;
using Xunit;

namespace Heed.Tests.Runs;

public sealed class RunLogTests : IDisposable
{
    private readonly RunFolder folder;
    private readonly string runs = Directory.CreateTempSubdirectory("heed-log-").FullName;

    public RunLogTests() =>
        folder = RunFolder.Start(
            new("Translation", DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_500), "", new Dictionary<string, string>()),
            runs: runs);

    public void Dispose() => Directory.Delete(runs, recursive: true);

    [Fact]
    public void Points_are_one_json_object_a_line()
    {
        using (var log = folder.OpenLog())
        {
            log.Append(Train(1));
            log.Append(Validation(1));
        }
        Assert.Equal(
            """{"kind":"train","step":1,"elapsed":0.5,"losses":{"ToFrench":2.5,"ToEnglish":"NaN"},""" +
            """
            "total":2.5,"learningRate":0.00025,"gradientNorm":1.5,"tokensPerSecond":5000}
            {"kind":"validation","step":1,"elapsed":0.5,"losses":{"ToFrench":1.25},"perplexities":{"ToFrench":3.4903429574618414}}

            """,
            File.ReadAllText(folder.Metrics));
    }

    [Fact]
    public void What_is_written_is_what_is_read()
    {
        using var log = folder.OpenLog();
        log.Append(Train(1));
        log.Append(Validation(1));
        Assert.Equivalent(log.History, MetricsFile.Read(folder.Metrics), strict: true);
        Assert.Equal(["train 1", "validation 1"], MetricsFile.Read(folder.Metrics).Select(Name));
    }

    /// <summary>However many steps, wherever the checkpoint and the death of the process: no step is lost or stands twice.</summary>
    [Property(MaxTest = 200)]
    public void A_resumed_run_logs_what_an_uninterrupted_one_logs(PositiveInt steps, byte checkpoint, byte torn)
    {
        var last = Math.Min(steps.Get, 30);
        var saved = checkpoint % last;
        using (var log = folder.OpenLog())
        {
            for (var step = 1; step <= last; step++)
                log.Append(Train(step));
        }
        var whole = (File.ReadAllBytes(folder.Metrics), Events());
        using (var file = new FileStream(folder.Metrics, FileMode.Open))
            file.SetLength(Math.Max(file.Length - torn, KeptLength(saved)));

        using (var log = folder.OpenLog(through: saved))
        {
            Assert.Equal(saved, log.History.Count);
            for (var step = saved + 1; step <= last; step++)
                log.Append(Train(step));
        }
        Assert.Equal(whole.Item1, File.ReadAllBytes(folder.Metrics));
        Assert.Equal(whole.Item2, Events());
    }

    [Fact]
    public void A_damaged_line_is_named_by_file_line_and_column()
    {
        File.WriteAllText(folder.Metrics, """{"kind":"validation","losses":{},"perplexities":{},"step":1,"elapsed":1}""" + "\nhello\n");
        var error = Assert.Throws<UserError>(() => folder.OpenLog(through: 5));
        Assert.StartsWith($"{folder.Metrics}(2,1): expected a measurement: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_carry_tags_steps_and_seconds()
    {
        using (var log = folder.OpenLog())
        {
            log.Append(Train(7));
            log.Append(Validation(7));
        }
        var events = Events();
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.All(events.Skip(1), item => Assert.Equal((7, 1_700_000_004.0), (item.Step, item.WallTime)));
        Assert.Equal(
            ["loss/ToFrench", "loss/ToEnglish", "loss/total", "training/learning rate", "training/gradient norm",
                "training/tokens per second", "validation loss/ToFrench", "validation perplexity/ToFrench"],
            events.SelectMany(item => item.Summary?.Value.Select(value => value.Tag) ?? []));
        Assert.Equal(2.5f, events[1].Summary.Value[0].SimpleValue);
    }

    private static TrainPoint Train(int step) =>
        new(step, step / 2.0, new Dictionary<string, double> { ["ToFrench"] = 2.5, ["ToEnglish"] = double.NaN }, 2.5, 0.00025, 1.5, 5000);

    private static ValidationPoint Validation(int step) =>
        new(step, step / 2.0, new Dictionary<string, double> { ["ToFrench"] = 1.25 },
            new Dictionary<string, double> { ["ToFrench"] = Math.Exp(1.25) });

    private static string Name(MetricPoint point) =>
        point.Match(train => $"train {train.Step}", validation => $"validation {validation.Step}");

    private long KeptLength(int lines)
    {
        var bytes = File.ReadAllBytes(folder.Metrics);
        var end = 0;
        for (var line = 0; line < lines; line++)
            end = Array.IndexOf(bytes, (byte)'\n', end) + 1;
        return end;
    }

    /// <summary>Reads the only event file as TensorBoard does: both sums of every record are checked.</summary>
    private List<Event> Events()
    {
        var bytes = File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.TensorBoard))).AsSpan();
        var events = new List<Event>();
        while (bytes.Length > 0)
        {
            var length = checked((int)BinaryPrimitives.ReadInt64LittleEndian(bytes));
            Assert.Equal(Masked(bytes[..8]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
            Assert.Equal(Masked(bytes.Slice(12, length)), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + length)..]));
            var item = new Event();
            item.MergeFrom(new CodedInputStream(bytes.Slice(12, length).ToArray()));
            events.Add(item);
            bytes = bytes[(16 + length)..];
        }
        return events;
    }

    /// <summary>CRC-32C bit by bit (its check value, of "123456789", is e3069283), masked as TFRecord asks.</summary>
    private static uint Masked(ReadOnlySpan<byte> data)
    {
        Assert.Equal(0xe3069283u, Crc("123456789"u8));
        var crc = Crc(data);
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8u);

        static uint Crc(ReadOnlySpan<byte> data)
        {
            var crc = uint.MaxValue;
            foreach (var octet in data)
            {
                crc ^= octet;
                for (var bit = 0; bit < 8; bit++)
                    crc = (crc >> 1) ^ (0x82f63b78u & (uint)-(int)(crc & 1));
            }
            return ~crc;
        }
    }
}
