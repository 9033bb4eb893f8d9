using System.Text.Encodings.Web;
using System.Text.Json;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>Where one tensor lies in a file's data.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its sizes; none for a scalar.</param>
/// <param name="Begin">Its first byte, counted from the first byte after the header.</param>
/// <param name="End">The byte after its last.</param>
public sealed record StoredTensor(string Name, ScalarType Type, EquatableArray<long> Shape, long Begin, long End);

/// <summary>The header of a safetensors file (huggingface/safetensors, "Format"): pure functions between JSON and records.</summary>
/// <param name="Tensors">The tensors in the order of their bytes, which leave no gap.</param>
/// <param name="Metadata">Free text by key.</param>
public sealed record SafeTensorsHeader(IReadOnlyList<StoredTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The longest header that readers accept, in bytes.</summary>
    public const int LongestHeader = 100_000_000;

    private const string MetadataName = "__metadata__";

    /// <summary>Bytes of data that the tensors fill.</summary>
    public long DataLength => Tensors.Count == 0 ? 0 : Tensors[^1].End;

    /// <summary>Lays tensors out one after another, widest elements first so that each is aligned to its element.</summary>
    /// <exception cref="ArgumentException">Two tensors have one name, or a name is the format's own.</exception>
    public static SafeTensorsHeader Layout(
        IEnumerable<(string Name, ScalarType Type, long[] Shape)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var stored = new List<StoredTensor>();
        var names = new HashSet<string> { MetadataName };
        foreach (var (name, type, shape) in tensors.OrderByDescending(tensor => ElementType.SizeOf(tensor.Type)))
        {
            if (!names.Add(name))
                throw new ArgumentException($"two tensors of the name {name}", nameof(tensors));
            var begin = stored.Count == 0 ? 0 : stored[^1].End;
            stored.Add(new(name, type, new(shape), begin, begin + Bytes(name, type, shape)));
        }

        return new(stored, metadata);
    }

    /// <summary>The header as JSON, padded with spaces to a multiple of 8 bytes.</summary>
    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (Metadata.Count > 0)
            {
                json.WriteStartObject(MetadataName);
                foreach (var (key, value) in Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                    json.WriteString(key, value);
                json.WriteEndObject();
            }

            foreach (var tensor in Tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", ElementType.NameOf(tensor.Type));
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [tensor.Begin, tensor.End]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    /// <summary>Reads a header and holds it against the length of the data that follows it.</summary>
    /// <exception cref="FormatException">It is not of this form, names an unknown type, or its offsets do not tile the data.</exception>
    public static SafeTensorsHeader Parse(ReadOnlyMemory<byte> json, long dataLength)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false });
            var metadata = new Dictionary<string, string>();
            var tensors = new List<StoredTensor>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name != MetadataName)
                    tensors.Add(ParseTensor(property.Name, property.Value));
                else
                    foreach (var entry in property.Value.EnumerateObject())
                        metadata.Add(entry.Name, entry.Value.GetString() ?? throw new JsonException($"'{entry.Name}' is not text"));
            }

            return new(Tiled([.. tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)], dataLength), metadata);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"the header is not what safetensors prescribes: {error.Message}");
        }
    }

    private static StoredTensor ParseTensor(string name, JsonElement value)
    {
        var type = ElementType.Parse(value.GetProperty("dtype").GetString());
        long[] shape = Numbers(value.GetProperty("shape")), offsets = Numbers(value.GetProperty("data_offsets"));
        if (offsets.Length != 2)
            throw new FormatException($"tensor '{name}': expected two data_offsets, found {offsets.Length}");
        if (Bytes(name, type, shape) is var wanted && offsets[1] - offsets[0] != wanted)
            throw new FormatException(
                $"tensor '{name}': [{string.Join(' ', shape)}] {type} needs {wanted} bytes, its offsets hold {offsets[1] - offsets[0]}");
        return new(name, type, new(shape), offsets[0], offsets[1]);
    }

    private static List<StoredTensor> Tiled(List<StoredTensor> tensors, long dataLength)
    {
        long end = 0;
        foreach (var tensor in tensors)
        {
            if (tensor.Begin != end)
                throw new FormatException($"tensor '{tensor.Name}' begins at {tensor.Begin}, expected {end}: an overlap or a gap");
            end = tensor.End;
        }

        return end == dataLength
            ? tensors
            : throw new FormatException($"the tensors fill {end} bytes, the file holds {dataLength}: truncated, or bytes too many");
    }

    private static long Bytes(string name, ScalarType type, long[] shape)
    {
        try
        {
            return shape.Aggregate((long)ElementType.SizeOf(type), (bytes, size) => checked(bytes * size));
        }
        catch (OverflowException)
        {
            throw new FormatException($"tensor '{name}': shape [{string.Join(' ', shape)}] is too large");
        }
    }

    private static long[] Numbers(JsonElement array) =>
    [
        .. array.EnumerateArray().Select(number => number.TryGetInt64(out var value) && value >= 0
            ? value
            : throw new FormatException($"'{number}' is no size or offset")),
    ];

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
