using Heed.Layers;
using Heed.Planning;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Allocation;

/// <summary>The weights that an allocation holds in one place of a model, by the names that <see cref="IAllocation.Weights"/> gives them.</summary>
public sealed class HeldWeights
{
    private readonly Dictionary<string, (LearnedWeight Declared, object Value)> held = [];

    private HeldWeights()
    {
    }

    /// <summary>Those of an allocation that holds none.</summary>
    public static HeldWeights None { get; } = new();

    /// <summary>The weights of an allocation under a name; none where it reduces nothing.</summary>
    /// <typeparam name="TAllocation">The allocation.</typeparam>
    /// <param name="weights">Where they are kept.</param>
    /// <param name="name">Their name.</param>
    /// <param name="width">The width d of states.</param>
    /// <param name="ratio">Positions for each that is to be left.</param>
    /// <param name="longest">Positions of the longest sequence.</param>
    /// <exception cref="AllocationError">Two have one name, or one has none, or a size below 1.</exception>
    public static HeldWeights Of<TAllocation>(WeightStore weights, string name, int width, double ratio, int longest)
        where TAllocation : IAllocation
    {
        if (ratio == 1)
            return None;
        var all = new HeldWeights();
        foreach (var one in Told<TAllocation>(width, ratio, longest))
            all.held[one.Name] = (one, Kept(weights, $"{name}.{one.Name}", one));
        return all;
    }

    /// <summary>What an allocation tells of, tried: of an author's own it may be anything.</summary>
    /// <inheritdoc cref="IAllocation.Weights"/>
    /// <exception cref="AllocationError">Two have one name, or one has none, or a size below 1; or it throws.</exception>
    internal static IReadOnlyList<LearnedWeight> Told<TAllocation>(int width, double ratio, int longest)
        where TAllocation : IAllocation
    {
        IReadOnlyList<LearnedWeight> told;
        try
        {
            told = [.. TAllocation.Weights(width, ratio, longest).Select(one => one with { Name = one.Name ?? "" })];
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new AllocationError($"{typeof(TAllocation).Name}.Weights, for a width of {width}, a ratio of {Text.Number(ratio)} and {Text.Count(longest, "position")} at the most: {error.GetType().Name}: {error.Message}");
        }

        return told.FirstOrDefault(one => one.Name.Length == 0 || one.Name.Contains('.') || told.Count(other => other.Name == one.Name) > 1 || one.Sizes.Any(size => size < 1)) is { } wrong
            ? throw new AllocationError($"{typeof(TAllocation).Name}.Weights tells of {wrong}: expected a name without dots, of this weight alone, and sizes of 1 or more.")
            : told;
    }

    /// <summary>An affine map, <see cref="LearnedWeight.Linear"/>.</summary>
    /// <exception cref="AllocationError">None has this name.</exception>
    public LinearWeights Linear(string name) => (LinearWeights)Find<LearnedWeight.Linear>(name);

    /// <summary>A layer normalisation, <see cref="LearnedWeight.Norm"/>.</summary>
    /// <exception cref="AllocationError">None has this name.</exception>
    public NormWeights Norm(string name) => (NormWeights)Find<LearnedWeight.Norm>(name);

    /// <summary>A vector, <see cref="LearnedWeight.Vector"/>, [w].</summary>
    /// <exception cref="AllocationError">None has this name.</exception>
    public Parameter Vector(string name) => (Parameter)Find<LearnedWeight.Vector>(name);

    /// <summary>Vectors, <see cref="LearnedWeight.Embedding"/>, [n w].</summary>
    /// <exception cref="AllocationError">None has this name.</exception>
    public Parameter Embedding(string name) => (Parameter)Find<LearnedWeight.Embedding>(name);

    /// <summary>Mixtures of positions, <see cref="LearnedWeight.Projection"/>, [n l].</summary>
    /// <exception cref="AllocationError">None has this name.</exception>
    public Parameter Projection(string name) => (Parameter)Find<LearnedWeight.Projection>(name);

    private object Find<TDeclared>(string name)
        where TDeclared : LearnedWeight => held.TryGetValue(name, out var one) && one.Declared is TDeclared
            ? one.Value
            : throw new AllocationError(
                $"An allocation asks for the {typeof(TDeclared).Name} '{name}' among its weights: expected " +
                (held.Count == 0 ? "none, for it has no public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) that tells of one, or was asked at ratio 1, where nothing is held." : $"{Text.List(held.Values.Select(there => $"the {there.Declared.GetType().Name} '{there.Declared.Name}'"), "or")}."));

    private static object Kept(WeightStore weights, string name, LearnedWeight one) => one.Match<object>(
        linear => weights.Linear(name, linear.Inputs, linear.Outputs),
        norm => weights.Norm(name, norm.Width),
        vector => weights.Vector(name, vector.Width),
        embedding => weights.Embedding(name, embedding.Count, embedding.Width),
        projection => weights.Projection(name, projection.Count, projection.Length, projection.Each));
}
