namespace Heed.Planning;

/// <summary>What passes compute in, in words.</summary>
public static class PrecisionOutline
{
    /// <summary>Width from which bfloat16 gains: below, a step's time is spent between matrix products, where it saves nothing.</summary>
    public const int WideEnough = 128;

    /// <summary>Whether passes compute in float32 on any machine.</summary>
    public static bool IsFloat32(ExperimentPlan plan) => plan.Spec.Transformer.Precision == Precision.Float32
        || (plan.Spec.Transformer.Precision != Precision.BFloat16 && plan.Width < WideEnough);

    /// <summary>What a plan says of it, whatever the machine.</summary>
    public static string Of(ExperimentPlan plan) => plan.Spec.Transformer.Precision switch
    {
        Precision.Float32 => "computes in float32",
        Precision.BFloat16 => "computes in bfloat16, over weights in float32",
        _ => plan.Width < WideEnough
            ? $"computes in float32, for below a width of {WideEnough} bfloat16 gains nothing"
            : "computes in bfloat16 over weights in float32 where the machine multiplies it faster, else in float32",
    };
}
