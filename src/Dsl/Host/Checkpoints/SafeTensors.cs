using System.Buffers.Binary;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>Named tensors in a file that many tools read: eight bytes of header length, a JSON header, then the tensors' bytes.</summary>
public sealed class SafeTensors : IDisposable
{
    // Elements moved at once: streams between here and the disk hold a copy of what is written to them.
    private const long Chunk = 1 << 18;

    private readonly FileStream file;
    private readonly string path;
    private readonly long dataStart;

    private SafeTensors(string path, FileStream file, SafeTensorsHeader header, long dataStart) =>
        (this.path, this.file, Header, this.dataStart) = (path, file, header, dataStart);

    /// <summary>Which tensors the file holds, and its metadata.</summary>
    public SafeTensorsHeader Header { get; }

    /// <summary>Writes tensors one by one; only those that are not whole in the processor's memory are copied.</summary>
    public static void Write(
        Stream stream, IReadOnlyList<(string Name, Tensor Value)> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var header = SafeTensorsHeader.Layout(
            tensors.Select(tensor => (tensor.Name, tensor.Value.dtype, tensor.Value.shape)), metadata ?? new Dictionary<string, string>());
        var json = header.ToJson();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        stream.Write(length);
        stream.Write(json);

        var byName = tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Value);
        foreach (var stored in header.Tensors)
        {
            using var scope = NewDisposeScope();
            var flat = byName[stored.Name].detach().cpu().reshape(-1);
            for (long at = 0, count = flat.numel(); at < count; at += Chunk)
                stream.Write(flat.narrow(0, at, Math.Min(Chunk, count - at)).bytes);
        }
    }

    /// <summary>Opens a file and checks its header; the tensors stay on disk until they are asked for.</summary>
    /// <exception cref="UserError">There is no such file, or it is not a whole safetensors file.</exception>
    public static SafeTensors Open(string path) => WholeFile.Guard(path, () =>
    {
        var file = File.OpenRead(path);
        try
        {
            var prefix = new byte[8];
            if (file.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8)
                throw new FormatException($"it has {file.Length} bytes, expected 8 and a header");
            var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            var most = Math.Min(SafeTensorsHeader.LongestHeader, file.Length - 8);
            if (length < 0 || length > most)
                throw new FormatException($"its header claims {(ulong)length} bytes, expected at most {most}");
            var json = new byte[length];
            file.ReadExactly(json);
            return new SafeTensors(path, file, SafeTensorsHeader.Parse(json, file.Length - 8 - length), 8 + length);
        }
        catch (FormatException error)
        {
            file.Dispose();
            throw new UserError($"{path}: expected a safetensors file: {error.Message}.");
        }
    });

    /// <summary>Reads one tensor into memory.</summary>
    public Tensor Read(StoredTensor stored) => WholeFile.Guard(path, () =>
    {
        using var scope = NewDisposeScope();
        var tensor = empty([.. stored.Shape], stored.Type);
        var flat = tensor.reshape(-1);
        file.Position = dataStart + stored.Begin;
        for (long at = 0, count = flat.numel(); at < count; at += Chunk)
            file.ReadExactly(flat.narrow(0, at, Math.Min(Chunk, count - at)).bytes);
        return tensor.MoveToOuterDisposeScope();
    });

    /// <summary>Checks that the file holds exactly the tensors given, by name, shape and type.</summary>
    /// <exception cref="UserError">It does not: the message names every difference.</exception>
    public void Expect(IReadOnlyList<(string Name, Tensor Value)> targets)
    {
        var stored = Header.Tensors.ToDictionary(tensor => tensor.Name);
        var names = targets.Select(target => target.Name).ToHashSet();
        string[] differences =
        [
            .. from target in targets
               let found = stored.GetValueOrDefault(target.Name)
               let wanted = Describe(target.Value.shape, target.Value.dtype)
               where found is null || Describe(found.Shape, found.Type) != wanted
               select $"{target.Name}: expected {wanted}, found {(found is null ? "none" : Describe(found.Shape, found.Type))}",
            .. from tensor in Header.Tensors
               where !names.Contains(tensor.Name)
               select $"{tensor.Name}: expected none, found {Describe(tensor.Shape, tensor.Type)}",
        ];
        if (differences.Length > 0)
            throw new UserError($"{path}: its tensors are not those of this model.\n  {string.Join("\n  ", differences)}");
    }

    /// <summary>Copies the file's tensors into those given, in place and outside of any gradient.</summary>
    /// <exception cref="UserError">They do not fit; then none is changed.</exception>
    public void CopyInto(IReadOnlyList<(string Name, Tensor Value)> targets)
    {
        Expect(targets);
        var stored = Header.Tensors.ToDictionary(tensor => tensor.Name);
        using var noGradient = no_grad();
        foreach (var (name, value) in targets)
        {
            using var source = Read(stored[name]);
            value.copy_(source);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static string Describe(IEnumerable<long> shape, ScalarType type) => $"[{string.Join(' ', shape)}] {type}";
}
