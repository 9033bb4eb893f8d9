using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>
/// The weights of a model, by name: who asks for a name that exists gets the weights that exist. That is all that sharing is.
/// Initial values depend on (seed, name) alone, so what one task owns does not change what another begins with.
/// </summary>
/// <param name="owner">The module that the parameters are registered in, as <c>name.weight</c> and so on.</param>
/// <param name="seed">Seed of the initial values.</param>
/// <param name="device">Where the weights will live: moving a module later would replace its parameters. The CPU if not said.</param>
/// <param name="dtype">Their type; the values are those of float32, rounded where it holds less.</param>
/// <param name="linear">What the matrix of an affine map begins with, by its inputs and outputs; Xavier-uniform if not said.</param>
/// <param name="computes">The type that passes compute in, which are given copies where it is another; theirs if not said.</param>
public sealed class WeightStore(
    nn.Module owner, long seed, Device? device = null, ScalarType dtype = ScalarType.Float32, Func<int, int, Initial>? linear = null,
    ScalarType? computes = null)
{
    private readonly Dictionary<string, Parameter> parameters = [];

    /// <summary>The copies that were given in the weights' place.</summary>
    public WeightCopies Copies { get; } = new();

    /// <summary>The spans that were given.</summary>
    public HeadSpans Spans { get; } = new();

    /// <summary>The retentions that were given.</summary>
    public Retentions Retentions { get; } = new();

    /// <summary>An affine map, <c>name.weight</c>, drawn as the store was told, and <c>name.bias</c> of zeros.</summary>
    /// <exception cref="ArgumentException">The name exists with another shape.</exception>
    public LinearWeights Linear(string name, int inputs, int outputs) => new(
        Get($"{name}.weight", [outputs, inputs], (linear ?? Initial.XavierUniform)(inputs, outputs)),
        Get($"{name}.bias", [outputs], new Initial.Constant(0)));

    /// <summary>A layer normalisation, <c>name.scale</c> of ones and <c>name.shift</c> of zeros.</summary>
    /// <exception cref="ArgumentException">The name exists with another shape.</exception>
    public NormWeights Norm(string name, int width) =>
        new(Get($"{name}.scale", [width], new Initial.Constant(1)), Get($"{name}.shift", [width], new Initial.Constant(0)));

    /// <summary>A root mean square normalisation, <c>name.scale</c> of ones.</summary>
    /// <exception cref="ArgumentException">The name exists with another shape.</exception>
    public RmsNormWeights RmsNorm(string name, int width) => new(Get($"{name}.scale", [width], new Initial.Constant(1)));

    /// <summary>An embedding, <c>name.weight</c> [count width]; normal with variance 1/width, as tied output weights want it.</summary>
    /// <exception cref="ArgumentException">The name exists with another shape.</exception>
    public Parameter Embedding(string name, int count, int width) =>
        Get($"{name}.weight", [count, width], new Initial.Normal(1 / Math.Sqrt(width)));

    /// <summary>A vector, <c>name.weight</c> [width], 0 at first.</summary>
    /// <exception cref="ArgumentException">The name exists with another shape.</exception>
    public Parameter Vector(string name, int width) => Get($"{name}.weight", [width], new Initial.Constant(0));

    /// <summary>A projection of positions, <c>name.weight</c> [count length]: means of so many positions after one another at first.</summary>
    /// <exception cref="ArgumentException">The name exists with another shape.</exception>
    public Parameter Projection(string name, int count, int length, int each) =>
        Get($"{name}.weight", [count, length], new Initial.Means(length, each));

    /// <summary>The spans of a layer's heads, <c>name.weight</c> [heads], each a share of the longest sequence; passes read them as they are, without a copy.</summary>
    /// <exception cref="ArgumentException">The name exists with another shape.</exception>
    public Parameter Span(string name, int heads, int start, int longest) => Counted(name, heads, (double)start / longest, shares => Spans.Add(shares, longest));

    /// <summary>What a layer retains of its positions, <c>name.weight</c> [longest], everything at first; passes read it as it is, without a copy.</summary>
    /// <param name="name">The name.</param>
    /// <param name="longest">Positions of the longest sequence.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="rate">What it is multiplied by where it is read.</param>
    /// <exception cref="ArgumentException">The name exists with another shape.</exception>
    public Parameter Retention(string name, int longest, int layer, double rate) => Counted(name, longest, 1 / rate, kept => Retentions.Add(kept, layer, rate));

    /// <summary>One number, <c>name.weight</c> [1], which passes read as it is, whatever they compute in.</summary>
    /// <exception cref="ArgumentException">The name exists with another shape.</exception>
    public Parameter Number(string name, double value) => Get($"{name}.weight", [1], new Initial.Constant(value), copied: false);

    // One that is counted among others when it is first asked for, and not again by who shares it.
    private Parameter Counted(string name, long count, double value, Func<Parameter, Parameter> first)
    {
        var known = parameters.ContainsKey($"{name}.weight");
        var weight = Get($"{name}.weight", [count], new Initial.Constant(value), copied: false);
        return known ? weight : first(weight);
    }

    private Parameter Get(string name, long[] shape, Initial initial, bool copied = true)
    {
        if (!parameters.TryGetValue(name, out var parameter))
            return parameters[name] = Add(name, shape, initial, copied);
        return parameter.shape.SequenceEqual(shape) ? parameter : throw new ArgumentException(
            $"Weights '{name}' are shared, so their shape must be one: they have [{string.Join(' ', parameter.shape)}], "
            + $"but [{string.Join(' ', shape)}] was asked for.");
    }

    private Parameter Add(string name, long[] shape, Initial initial, bool copied)
    {
        using var drawn = initial.Draw(shape, SplitMix.Key(seed, name));
        var parameter = new Parameter(drawn.to(dtype, device ?? CPU, copy: true), requires_grad: true);
        parameter.DetachFromDisposeScope();
        owner.register_parameter(name, parameter);
        return copied && computes is { } type && type != dtype ? Copies.Add(parameter, type) : parameter;
    }
}
