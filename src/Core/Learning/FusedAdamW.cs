using Heed.Layers;
using Heed.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>
/// libtorch's own update of all parameters in one pass, which TorchSharp does not bind: reached through a script. It also divides
/// the gradients by a scale on its way, so clipping costs nothing, and leaves everything as it is where that scale is not finite.
/// </summary>
internal static class FusedAdamW
{
    private const string Source =
        """
        def update(values: List[Tensor], gradients: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor],
                   rate: float, beta1: float, beta2: float, decay: float, epsilon: float, scale: Tensor) -> int:
            wrong = torch.logical_not(torch.isfinite(scale)).float()
            torch._foreach_add_(steps, 1 - wrong)
            torch._fused_adamw_(values, gradients, means, squares, [], steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay,
                                eps=epsilon, amsgrad=False, maximize=False, grad_scale=scale, found_inf=wrong)
            return 0

        """;

    private const string Symbol = "_ZN2at4_ops13_fused_adamw_4callEN3c108ArrayRefINS_6TensorEEES5_S5_S5_S5_S5_dddddbbRKSt8optionalIS4_ES9_";

    private static readonly Lazy<jit.CompilationUnit?> Compiled = new(() => Script.Compile(Source, Symbol));

    /// <summary>Whether this libtorch has it.</summary>
    public static bool Exists => Compiled.Value is not null;

    /// <summary>Updates values, moments and step counts in place.</summary>
    public static void Step(Slot[] slots, double learningRate, double decay, AdamWSpec settings, Tensor scale)
    {
        // Held here, because TorchSharp lets go of a number before the script has read it; see Constant.
        using Scalar rate = learningRate.ToScalar(), beta1 = settings.Beta1.ToScalar(), beta2 = settings.Beta2.ToScalar(),
            weightDecay = decay.ToScalar(), epsilon = settings.Epsilon.ToScalar();
        Compiled.Value!.invoke(
            "update",
            slots.Select(slot => (Tensor)slot.Parameter).ToArray(),
            slots.Select(slot => slot.Parameter.grad!).ToArray(),
            slots.Select(slot => slot["mean"]).ToArray(),
            slots.Select(slot => slot["square"]).ToArray(),
            slots.Select(slot => slot[Slot.Counter]).ToArray(),
            rate, beta1, beta2, weightDecay, epsilon, scale);
    }
}
