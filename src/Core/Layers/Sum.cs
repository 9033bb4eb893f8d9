using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>
/// Sums of tensors. TorchSharp's <c>+</c> scales its right side by a 1 that it makes for the call and may free while it is read (see
/// <see cref="Constant"/>); this one is held. Its <c>-</c> has no such number.
/// </summary>
public static class Sum
{
    private static readonly Scalar One = Constant.Of(1);

    /// <summary>left + right, broadcast.</summary>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);

    /// <summary>left + right, to every element.</summary>
    public static Tensor Plus(this Tensor left, Scalar right) => left.add(right, One);
}
