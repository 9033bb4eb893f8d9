namespace Heed.Planning;

/// <summary>Spatial pooling of an encoder's self-attention: keys and values are made of windows of neighbours, queries of every position.</summary>
public sealed record SpatialPoolingSpec
{
    /// <summary>Positions of a window, r; of a square along each side.</summary>
    public int Ratio { get; init; } = 2;

    /// <summary>What a window becomes.</summary>
    public WindowPooling By { get; init; }

    /// <summary>Which positions are neighbours.</summary>
    public WindowShape Shape { get; init; }

    /// <summary>The first layer that pools, from 0.</summary>
    public int FromLayer { get; init; }

    /// <summary>Positions of a window in a layer: 1 before those that pool.</summary>
    public int RatioAt(int layer) => layer < FromLayer ? 1 : Ratio;

    /// <summary>Positions that a window of a task holds.</summary>
    public int Neighbours(TaskSpec task) => Shape == WindowShape.Square && task.Image is not null ? Ratio * Ratio : Ratio;

    /// <summary>The same of the task of a name.</summary>
    public int Neighbours(ExperimentSpec spec, string task) => Neighbours(spec.Tasks.First(one => one.Name == task));
}
