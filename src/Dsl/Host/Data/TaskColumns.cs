using Heed.Planning;

namespace Heed.Host;

/// <summary>Where a task's examples stand.</summary>
/// <param name="Name">The task.</param>
/// <param name="Path">The data file.</param>
/// <param name="File">What messages call the file.</param>
/// <param name="Source">The column that goes in.</param>
/// <param name="Target">The column that should come out.</param>
/// <param name="Label">What the target's classes are, where it holds labels; null where it holds text.</param>
/// <param name="SkipBadRows">Whether bad rows are left out and counted; else the first one is an error.</param>
public sealed record TaskColumns(
    string Name, string Path, string File, string Source, string Target, LabelSpec? Label = null, bool SkipBadRows = false)
{
    /// <summary>What its pictures are, where they go in; null where text does.</summary>
    public ImageSpec? Image { get; init; }

    /// <summary>Positions that a picture takes.</summary>
    public int Positions { get; init; }

    /// <summary>The file that the test is taken from, and what messages call it; null where it is a part of the data file.</summary>
    public (string Path, string Name)? Test { get; init; }
}
