using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>Where positions stand in a picture: row by row, after some that are no patches, such as a start state.</summary>
/// <param name="Rows">Rows of patches.</param>
/// <param name="Columns">Patches of a row.</param>
/// <param name="Before">Positions before the patches.</param>
public sealed record Grid(int Rows, int Columns, int Before = 0)
{
    /// <summary>Positions of the sequence.</summary>
    public long Length => Before + ((long)Rows * Columns);

    /// <summary>That of the squares over it.</summary>
    /// <param name="side">Patches along each side of a square.</param>
    public Grid Over(double side) => this with { Rows = (int)Remaining.Windows(Rows, side), Columns = (int)Remaining.Windows(Columns, side) };

    /// <summary>The row and the column of each place, from 0, of any shape, int64; what stands before the patches is in rows and columns below 0.</summary>
    public (Tensor Row, Tensor Column) At(Tensor places)
    {
        var (patches, columns) = (places - tensor((long)Before, device: places.device), tensor((long)Columns, device: places.device));
        var before = places.lt(tensor((long)Before, device: places.device));
        return (patches.floor_divide(columns), where(before, patches, patches.remainder(columns)));
    }

    /// <summary>That of a task's pictures.</summary>
    /// <param name="image">Their sizes.</param>
    /// <param name="before">Positions before the patches.</param>
    public static Grid Of(ImageSpec image, int before) => new(image.Height / image.Patch, image.Width / image.Patch, before);
}
