using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>A parameter and what AdamW remembers of it.</summary>
internal sealed class AdamWSlot
{
    private readonly string name;

    public AdamWSlot(string name, Parameter parameter)
    {
        using var untracked = no_grad();
        this.name = name;
        Parameter = parameter;
        Mean = zeros_like(parameter).DetachFromDisposeScope();
        Square = zeros_like(parameter).DetachFromDisposeScope();
        Steps = zeros([], float32, parameter.device).DetachFromDisposeScope();
    }

    public Parameter Parameter { get; }

    public Tensor Mean { get; }

    public Tensor Square { get; }

    /// <summary>Updates so far; a tensor because the fused update counts by itself, float32 because it wants that.</summary>
    public Tensor Steps { get; }

    /// <summary>True for matrices; norms and biases have one axis.</summary>
    public bool Decays => Parameter.dim() > 1;

    public IEnumerable<(string Name, Tensor Value)> State => [($"{name}.mean", Mean), ($"{name}.square", Square), ($"{name}.steps", Steps)];
}
