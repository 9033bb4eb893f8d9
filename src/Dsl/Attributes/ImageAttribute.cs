namespace Heed;

/// <summary>
/// This column is a picture, cut into patches that the encoder reads as tokens; the parameter is a <see cref="Picture"/>. An IDX file
/// holds pictures itself; in a table of any other format a cell is the path of a PNG or JPEG file, relative to the table and in its
/// folder, whose pixels are taken as they are stored.
/// </summary>
/// <param name="column">The column's name; of an IDX file it is <c>image</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ImageAttribute(string column) : Attribute
{
    /// <summary>The column's name in the data file.</summary>
    public string Column { get; } = column;

    /// <summary>Pixels from left to right; pictures of another size are brought to it.</summary>
    public int Width { get; init; }

    /// <summary>Pixels from top to bottom.</summary>
    public int Height { get; init; }

    /// <summary>Values of a pixel: 1 for grey, 3 for red, green and blue.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Pixels along each side of a patch; it divides width and height.</summary>
    public int Patch { get; init; }

    /// <summary>Whether half of the pictures, drawn anew each time, are mirrored left to right in training.</summary>
    public bool Flip { get; init; }

    /// <summary>Pixels by which a picture is moved at the most in training, along each axis, drawn anew each time; what comes in is 0.</summary>
    public int Shift { get; init; }
}
