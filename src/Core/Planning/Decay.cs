namespace Heed;

/// <summary>How the learning rate falls after its warm-up.</summary>
public enum Decay
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>With one over the square root of the step (Vaswani et al. 2017, equation 3).</summary>
    InverseSquareRoot,

    /// <summary>Along half a cosine, to 0 at the last step (Loshchilov and Hutter 2017, equation 5).</summary>
    Cosine,

    /// <summary>In a line, to 0 at the last step.</summary>
    Linear,

    /// <summary>
    /// One cycle (Smith and Topin 2018) as PyTorch's OneCycleLR goes through it: the warm-up is half a cosine from a 25th, the fall half
    /// a cosine to a 250,000th at the last step.
    /// </summary>
    OneCycle,
}
