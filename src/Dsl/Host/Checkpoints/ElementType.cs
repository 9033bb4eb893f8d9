using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>The element types of tensors in files: their names in safetensors, and their sizes.</summary>
internal static class ElementType
{
    private static readonly (string Name, ScalarType Type, int Size)[] All =
    [
        ("F64", ScalarType.Float64, 8), ("F32", ScalarType.Float32, 4), ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4), ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    public static string NameOf(ScalarType type) => Of(type).Name;

    public static int SizeOf(ScalarType type) => Of(type).Size;

    public static ScalarType Parse(string? name) => Array.Find(All, type => type.Name == name) is { Name: not null } found
        ? found.Type
        : throw new FormatException($"unknown dtype '{name}', expected one of {string.Join(", ", All.Select(type => type.Name))}");

    private static (string Name, ScalarType Type, int Size) Of(ScalarType type) =>
        Array.Find(All, known => known.Type == type) is { Name: not null } found
            ? found
            : throw new NotSupportedException($"tensors of {type} cannot be stored");
}
