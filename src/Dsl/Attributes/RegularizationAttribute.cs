namespace Heed;

/// <summary>What keeps a model from learning its examples by heart.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RegularizationAttribute : Attribute
{
    /// <summary>Share of activations set to zero while training (Srivastava et al. 2014).</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>
    /// Probability that the target leaves for all tokens, classes or tags alike (Szegedy et al. 2016); where any number of classes fit, the
    /// part of the way to a half that each yes and no is moved.
    /// </summary>
    public double LabelSmoothing { get; init; } = 0.1;
}
