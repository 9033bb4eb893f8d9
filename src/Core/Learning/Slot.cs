using Heed.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>A parameter and what its optimizer remembers of it: named moments, all zero at first.</summary>
internal sealed class Slot
{
    private readonly string name;
    private readonly (string Name, Tensor Value)[] moments;

    public Slot(string name, Parameter parameter, params IEnumerable<(string Name, long[] Shape)> moments)
    {
        using var untracked = no_grad();
        (this.name, Parameter) = (name, parameter);
        this.moments =
        [
            .. moments.Select(moment =>
                (moment.Name, zeros(moment.Shape, moment.Name == Counter ? float32 : parameter.dtype, parameter.device).DetachFromDisposeScope())),
        ];
    }

    /// <summary>The moment that counts updates: a tensor because fused updates count by themselves, float32 because they want that.</summary>
    public static string Counter => "steps";

    public Parameter Parameter { get; }

    /// <summary>Whether it decays: matrices do, norms and biases have one axis.</summary>
    public bool IsMatrix => Parameter.dim() > 1;

    /// <summary>Whether there is a moment of a name.</summary>
    public bool Has(string moment) => moments.Any(own => own.Name == moment);

    /// <summary>A moment by its name.</summary>
    public Tensor this[string moment] => moments.First(own => own.Name == moment).Value;

    public IEnumerable<(string Name, Tensor Value)> State => moments.Select(moment => ($"{name}.{moment.Name}", moment.Value));

    /// <summary>The gradient after clipping.</summary>
    public Tensor Gradient(Tensor scale) => Parameter.grad! / scale;

    /// <summary>Counts an update, and says its number.</summary>
    public long Count() => (long)this[Counter].add_(Constant.Of(1), Constant.Of(1)).item<float>();

    /// <summary>Takes over what an update came to.</summary>
    public void Become(Tensor value, params ReadOnlySpan<(string Moment, Tensor Value)> next)
    {
        Parameter.copy_(value);
        foreach (var (moment, own) in next)
            this[moment].copy_(own);
    }
}
