using Heed.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>Adam with decay decoupled from the gradient (Loshchilov and Hutter 2019, algorithm 2).</summary>
/// <param name="parameters">What it trains, by name; updated in place.</param>
/// <param name="settings">Its constants.</param>
/// <param name="fused">False for the plain form, <see cref="AdamWReference"/>; a libtorch without the fused one gets it anyway.</param>
public sealed class AdamW(IEnumerable<(string Name, Parameter Value)> parameters, AdamWSpec settings, bool fused = true)
    : Optimizer(parameters.Select(own => Remember(own.Name, own.Value)))
{
    /// <summary>Whether updates run in libtorch's fused form.</summary>
    public bool IsFused { get; } = fused && FusedAdamW.Exists;

    private protected override bool SkipsByItself => IsFused;

    /// <summary>A parameter with the moments that AdamW has of it.</summary>
    internal static Slot Remember(string name, Parameter parameter) =>
        new(name, parameter, ("mean", parameter.shape), ("square", parameter.shape), (Slot.Counter, []));

    /// <summary>Updates parameters, matrices and others apart, because only matrices decay.</summary>
    internal static void Update(Slot[] moved, double learningRate, AdamWSpec settings, Tensor scale, bool fused)
    {
        foreach (var group in moved.GroupBy(slot => slot.IsMatrix))
        {
            var decay = group.Key ? settings.WeightDecay : 0;
            if (fused)
                FusedAdamW.Step([.. group], learningRate, decay, settings, scale);
            else
                Array.ForEach([.. group], slot => UpdatePlainly(slot, learningRate, decay, settings, scale));
        }
    }

    private protected override void Update(Slot[] moved, double learningRate, Tensor scale) =>
        Update(moved, learningRate, settings, scale, IsFused);

    private static void UpdatePlainly(Slot slot, double learningRate, double decay, AdamWSpec settings, Tensor scale)
    {
        var (value, mean, square) = AdamWReference.Step(
            slot.Parameter, slot.Gradient(scale), slot["mean"], slot["square"], slot.Count(), learningRate, decay, settings);
        slot.Become(value, ("mean", mean), ("square", square));
    }
}
