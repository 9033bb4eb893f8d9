namespace Heed.Allocation;

/// <summary>Where positions stand in a picture: row by row, after some that are no patches, such as a start state.</summary>
/// <param name="Rows">Rows of patches.</param>
/// <param name="Columns">Patches of a row.</param>
/// <param name="Before">Positions before the patches.</param>
public sealed record Grid(int Rows, int Columns, int Before = 0)
{
    /// <summary>Positions of the sequence.</summary>
    public long Length => Before + ((long)Rows * Columns);
}
