using System.Text.Json;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>Figures that others gave: PyTorch's own modules, and numpy after the papers (make_golden.py, make_choices.py, make_training_golden.py).</summary>
internal static class PyTorchGolden
{
    /// <summary>One part of the figures.</summary>
    public static JsonElement Read(string part, string file = "pytorch")
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", $"{file}.golden.json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty(part);
    }

    /// <summary>The number at a name.</summary>
    public static double Number(this JsonElement part, string name) => part.GetProperty(name).GetDouble();

    /// <summary>The tensor at a name, float32.</summary>
    public static Tensor Tensor(this JsonElement part, string name) => Tensor(part.GetProperty(name));

    /// <summary>The tensors at a name, by their own names.</summary>
    public static Dictionary<string, Tensor> Tensors(this JsonElement part, string name) =>
        part.GetProperty(name).EnumerateObject().ToDictionary(item => item.Name, item => Tensor(item.Value));

    /// <summary>Nested numbers as a tensor, float32.</summary>
    public static Tensor Tensor(this JsonElement nested) => nested.ValueKind == JsonValueKind.Array
        ? stack(nested.EnumerateArray().Select(Tensor))
        : tensor(nested.GetSingle());
}
