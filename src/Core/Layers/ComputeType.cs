using Heed.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>The type that passes compute in, where the declaration leaves it to the machine.</summary>
public static class ComputeType
{
    /// <summary>bfloat16 or float32, whichever is faster for a model of a width on a device.</summary>
    public static ScalarType Fastest(int width, Device device) =>
        width >= PrecisionOutline.WideEnough && Multiplies(device) ? ScalarType.BFloat16 : ScalarType.Float32;

    /// <summary>Whether a device multiplies bfloat16 itself, at more than the speed of float32.</summary>
    public static bool Multiplies(Device device) => device.type == DeviceType.CUDA || Processor.MultipliesBFloat16;

    /// <summary>The type that a plan's passes compute in on a device.</summary>
    public static ScalarType Of(ExperimentPlan plan, Device device) => plan.Spec.Transformer.Precision switch
    {
        Precision.Float32 => ScalarType.Float32,
        Precision.BFloat16 => ScalarType.BFloat16,
        _ => Fastest(plan.Width, device),
    };

    /// <summary>A type's name, for people.</summary>
    public static string Name(ScalarType type) => type == ScalarType.BFloat16 ? "bfloat16" : "float32";

    /// <summary>What was computed, in at least float32, so that sums and comparisons of it are not rounded again.</summary>
    public static Tensor Wide(Tensor x) => x.to(Wide(x.dtype));

    /// <summary>The type that holds sums of a type: at least float32.</summary>
    public static ScalarType Wide(ScalarType type) => type == ScalarType.BFloat16 ? ScalarType.Float32 : type;
}
