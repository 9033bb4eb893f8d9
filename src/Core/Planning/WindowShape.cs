namespace Heed;

/// <summary>Which positions are neighbours.</summary>
public enum WindowShape
{
    /// <summary>Those after one another; in a picture, patches in the order in which they are read.</summary>
    Line,

    /// <summary>Of a picture's patches those in a square, so many along each side.</summary>
    Square,
}
