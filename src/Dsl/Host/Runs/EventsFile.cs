using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Google.Protobuf;
using Tensorboard;

namespace Heed.Host;

/// <summary>
/// TensorBoard's event file: length, masked CRC-32C of the length, event, masked CRC-32C of the event (TFRecord). The messages are
/// TorchSharp's; its <c>SummaryWriter</c> is not used because it writes ticks, or a float, where TensorBoard reads seconds.
/// </summary>
public sealed class EventsFile : IDisposable
{
    private readonly DateTimeOffset begun;
    private readonly string path;
    private readonly FileStream stream;

    /// <summary>Begins the folder's only event file afresh with the points there are, so that no step stands in it twice.</summary>
    public EventsFile(string folder, DateTimeOffset begun, IEnumerable<MetricPoint> history)
    {
        this.begun = begun;
        path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{begun.ToUnixTimeSeconds()}.heed"));
        stream = WholeFile.Guard(path, () =>
        {
            Directory.CreateDirectory(folder);
            return new FileStream(path + ".part", FileMode.Create, FileAccess.Write, FileShare.Read);
        });
        Write(new Event { FileVersion = "brain.Event:2", WallTime = Seconds(0) });
        foreach (var point in history)
            Write(EventOf(point));

        // Moved with the stream open: what is added later goes into the same file.
        WholeFile.Guard(path, () =>
        {
            stream.Flush(flushToDisk: true);
            File.Move(path + ".part", path, overwrite: true);
        });
    }

    /// <summary>Adds the figures of a point.</summary>
    public void Append(MetricPoint point)
    {
        Write(EventOf(point));
        WholeFile.Guard(path, stream.Flush);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private Event EventOf(MetricPoint point)
    {
        var summary = new Summary();
        foreach (var (tag, value) in point.Match(Figures, Figures))
            summary.Value.Add(new Summary.Types.Value { Tag = tag, SimpleValue = (float)value });
        return new() { Step = point.Step, WallTime = Seconds(point.Elapsed), Summary = summary };
    }

    private static IEnumerable<(string Tag, double Value)> Figures(TrainPoint point) =>
    [
        .. point.Losses.Select(loss => ($"loss/{loss.Key}", loss.Value)),
        ("loss/total", point.Total),
        ("training/learning rate", point.LearningRate),
        ("training/gradient norm", point.GradientNorm),
        ("training/tokens per second", point.TokensPerSecond),
    ];

    private static IEnumerable<(string Tag, double Value)> Figures(ValidationPoint point) =>
    [
        .. point.Losses.Select(loss => ($"validation loss/{loss.Key}", loss.Value)),
        .. point.Perplexities.Select(task => ($"validation perplexity/{task.Key}", task.Value)),
    ];

    private double Seconds(double elapsed) => (begun.ToUnixTimeMilliseconds() / 1000.0) + elapsed;

    private void Write(Event item) => WholeFile.Guard(path, () =>
    {
        var data = item.ToByteArray();
        var record = new byte[8 + 4 + data.Length + 4];
        BinaryPrimitives.WriteInt64LittleEndian(record, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedCrc(record.AsSpan(0, 8)));
        data.CopyTo(record, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + data.Length), MaskedCrc(data));
        stream.Write(record);
    });

    /// <summary>CRC-32C, turned and shifted so that a record which holds a record's sum does not weaken its own (TFRecord).</summary>
    private static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var octet in data)
            crc = BitOperations.Crc32C(crc, octet);
        return unchecked(BitOperations.RotateRight(~crc, 15) + 0xa282ead8u);
    }
}
