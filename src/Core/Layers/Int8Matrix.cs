using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>A matrix of 8-bit numbers, each row with a scale: about row times scale (Dettmers et al. 2022, LLM.int8(), section 2.1).</summary>
/// <param name="Values">-127 to 127, [out in]; columns of zeros may stand after the last.</param>
/// <param name="Scales">[out], bfloat16.</param>
/// <param name="Inputs">in.</param>
public sealed record Int8Matrix(Tensor Values, Tensor Scales, long Inputs) : IDisposable
{
    // libtorch's product of one row reads this many numbers at once, beyond the row's end too.
    private const int AtOnce = 32;
    private const int Largest = 127;

    private const string Source =
        """
        def product(x: Tensor, values: Tensor, scales: Tensor) -> Tensor:
            return torch._weight_int8pack_mm(x.flatten(0, -2), values, scales).view(x.size()[:-1] + [values.size(0)])

        """;

    private const string Symbol = "_ZN2at4_ops19_weight_int8pack_mm4callERKNS_6TensorES4_S4_";

    private static readonly Lazy<jit.CompilationUnit?> Compiled = new(() => Script.Compile(Source, Symbol));

    private Tensor? made;

    /// <summary>Whether this libtorch has the product, on the CPU; elsewhere the matrix is made whole again, once.</summary>
    public static bool HasProduct => Compiled.Value is not null;

    /// <summary>Rounds a matrix [out in]: a row's greatest number becomes ±127, and each of its numbers is off by half its scale at the most.</summary>
    public static Int8Matrix Round(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var wide = nn.functional.pad(matrix.to(float32), [0, (AtOnce - (matrix.size(1) % AtOnce)) % AtOnce]);

        // Rounded before it divides, so that its own rounding costs nothing. A row of zeros stays one.
        var scales = (wide.abs().amax([1]) / Constant.Of(Largest)).to(bfloat16);
        var steps = scales.to(float32).clamp_min(Constant.Of(float.Epsilon)).unsqueeze(1);
        var values = (wide / steps).round().clamp(Constant.Of(-Largest), Constant.Of(Largest)).to(int8);
        return new(values.DetachFromDisposeScope(), scales.DetachFromDisposeScope(), matrix.size(1));
    }

    /// <summary>The matrix that it stands for, [out in], in float32.</summary>
    public Tensor Whole() => (Values.to(float32) * Scales.to(float32).unsqueeze(1)).narrow(1, 0, Inputs);

    /// <summary>x·Mᵀ, of x in bfloat16: [.. in] → [.. out], in x's type. No gradients are kept.</summary>
    public Tensor Apply(Tensor x) => Apply(x, HasProduct && Values.device.type == DeviceType.CPU);

    /// <summary>The same, by libtorch's product or by that of the whole matrix.</summary>
    public Tensor Apply(Tensor x, bool byProduct)
    {
        var read = x.to(bfloat16);
        if (!byProduct)
            return nn.functional.linear(read, made ??= Whole().to(bfloat16).DetachFromDisposeScope()).to(x.dtype);
        if (Values.size(1) > Inputs)
            read = nn.functional.pad(read, [0, Values.size(1) - Inputs]);
        return ((Tensor)Compiled.Value!.invoke("product", read, Values, Scales)!).to(x.dtype);
    }

    /// <summary>Frees it.</summary>
    public void Dispose()
    {
        Values.Dispose();
        Scales.Dispose();
        made?.Dispose();
    }
}
