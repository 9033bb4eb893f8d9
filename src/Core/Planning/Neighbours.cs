namespace Heed.Planning;

/// <summary>How many positions a window holds.</summary>
public static class Neighbours
{
    /// <summary>So many after one another, or so many along each side of a square where a task reads pictures.</summary>
    public static int Of(TaskSpec task, WindowShape shape, int side) => shape == WindowShape.Square && task.Image is not null ? side * side : side;

    /// <summary>The same of the task of a name.</summary>
    public static int Of(ExperimentSpec spec, string task, WindowShape shape, int side) => Of(spec.Tasks.First(one => one.Name == task), shape, side);
}
