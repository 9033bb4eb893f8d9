namespace Heed;

/// <summary>What neighbours become where they are pooled.</summary>
public enum WindowPooling
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The greatest of each of their channels.</summary>
    Max,
}
