using System.Text.Json;

namespace Heed.Host;

/// <summary><c>metrics.jsonl</c>: one JSON object a line, in the order of the steps.</summary>
public sealed class MetricsFile : IDisposable
{
    private readonly string path;
    private readonly FileStream stream;

    /// <summary>Opens the file to append to it.</summary>
    public MetricsFile(string path)
    {
        this.path = path;
        stream = WholeFile.Guard(path, () => new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));
    }

    /// <summary>Adds a line. It outlives the death of the process.</summary>
    public void Append(MetricPoint point) => WholeFile.Guard(path, () =>
        stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(point, RunJson.Default.MetricPoint), (byte)'\n']));

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>The points of a file; a last line without an end, as a killed process leaves it, is passed over.</summary>
    /// <exception cref="UserError">A line is no point; names file and line.</exception>
    public static IReadOnlyList<MetricPoint> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        var lines = WholeFile.Guard(path, () => File.ReadAllText(path)).Split('\n');
        return [.. lines.SkipLast(1).Select((line, index) => Parse(path, index + 1, line))];
    }

    /// <summary>Cuts a file back to the points of a step and before, so that a resumed run writes no step twice.</summary>
    /// <returns>The points that stay.</returns>
    public static IReadOnlyList<MetricPoint> Truncate(string path, int through)
    {
        var kept = Read(path).TakeWhile(point => point.Step <= through).ToList();
        WholeFile.Write(path, string.Concat(kept.Select(point => JsonSerializer.Serialize(point, RunJson.Default.MetricPoint) + "\n")));
        return kept;
    }

    private static MetricPoint Parse(string path, int number, string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RunJson.Default.MetricPoint)!;
        }
        catch (JsonException error)
        {
            throw new UserError($"{path}({number},{error.BytePositionInLine + 1}): expected a measurement: {error.Message}");
        }
    }
}
