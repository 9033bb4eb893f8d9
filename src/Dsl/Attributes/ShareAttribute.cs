namespace Heed;

/// <summary>
/// All tasks hold these projections in common, so that every task's gradient trains them. What no share names exists once per
/// task. Shares add up; without any, each task has a model of its own.
/// </summary>
/// <param name="projections">What is shared.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public class ShareAttribute(Projection projections) : Attribute
{
    /// <summary>What is shared.</summary>
    public Projection Projections { get; } = projections;

    /// <summary>The first layer that shares, from 0.</summary>
    public int FromLayer { get; init; }

    /// <summary>The last layer that shares; -1 for the last there is.</summary>
    public int ToLayer { get; init; } = -1;

    /// <summary>Where: in the encoder, the decoder or both.</summary>
    public Trunk In { get; init; } = Trunk.Both;
}

/// <summary>Two tasks hold these projections in common; others of the experiment do not, unless another share says so.</summary>
/// <typeparam name="TFirst">One task.</typeparam>
/// <typeparam name="TSecond">The other.</typeparam>
/// <param name="projections">What is shared.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ShareAttribute<TFirst, TSecond>(Projection projections) : ShareAttribute(projections)
    where TFirst : ITask
    where TSecond : ITask;
