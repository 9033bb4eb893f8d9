namespace Heed;

/// <summary>What neighbours become where they are pooled.</summary>
public enum WindowPooling
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The greatest of each of their channels.</summary>
    Max,

    /// <summary>What a learned map makes of them after one another, normalised: a convolution whose stride is its kernel (Wang et al. 2021, PVT).</summary>
    Convolution,

    /// <summary>A learned mixture of all positions, which begins as the mean of each whole window (Wang et al. 2020, Linformer).</summary>
    Projection,
}
