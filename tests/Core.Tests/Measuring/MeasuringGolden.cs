using System.Text.Json;
using Xunit;

namespace Heed.Tests.Measuring;

/// <summary>Figures that other implementations gave (the .golden.py beside each .golden.json).</summary>
internal static class MeasuringGolden
{
    /// <summary>A file's figures.</summary>
    public static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Measuring", $"{name}.golden.json"))).RootElement;

    /// <summary>The place of each case in a list.</summary>
    public static TheoryData<int> Places(this JsonElement list) => [.. Enumerable.Range(0, list.GetArrayLength())];

    /// <summary>A figure; null in the file stands for NaN, which JSON lacks.</summary>
    public static double Figure(this JsonElement part, string name) =>
        part.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : double.NaN;

    /// <summary>A list.</summary>
    public static T[] List<T>(this JsonElement part, string name) => part.GetProperty(name).Deserialize<T[]>()!;
}
