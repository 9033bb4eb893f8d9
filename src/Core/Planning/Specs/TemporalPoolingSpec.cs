namespace Heed.Planning;

/// <summary>Temporal pooling of an encoder: from a layer on, neighbouring steps go on as one; at the end of the stack each gets a state back.</summary>
public sealed record TemporalPoolingSpec
{
    /// <summary>Steps that become one, r; of a square along each side.</summary>
    public int Stride { get; init; } = 2;

    /// <summary>How they become one.</summary>
    public StepPooling By { get; init; }

    /// <summary>Which steps are neighbours.</summary>
    public WindowShape Shape { get; init; }

    /// <summary>The first layer that pools, from 0.</summary>
    public int FromLayer { get; init; }

    /// <summary>Layers that pool, one after another, each what the one before has left.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether a layer pools.</summary>
    public bool Acts(int layer) => layer >= FromLayer && layer - FromLayer < Layers;

    /// <summary>Steps that become one in a layer: 1 where none do.</summary>
    public int StrideAt(int layer) => Acts(layer) ? Stride : 1;

    /// <summary>Steps of a task that become one.</summary>
    public int Neighbours(TaskSpec task) => Shape == WindowShape.Square && task.Image is not null ? Stride * Stride : Stride;

    /// <summary>The same of the task of a name.</summary>
    public int Neighbours(ExperimentSpec spec, string task) => Neighbours(spec.Tasks.First(one => one.Name == task));
}
