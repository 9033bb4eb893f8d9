namespace Heed;

/// <summary>What of a training pass is computed a second time, instead of being kept for the backward pass (Chen et al. 2016).</summary>
public enum GradientCheckpointing
{
    /// <summary>Nothing: every activation is kept.</summary>
    None,

    /// <summary>Every layer of both stacks: its input is kept, and its pass runs again just before its gradient is computed.</summary>
    EveryLayer,
}
