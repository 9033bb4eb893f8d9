namespace Heed.Planning;

/// <summary>
/// A column of pictures: the size that all are brought to, and the patches that the encoder reads in the place of tokens
/// (Dosovitskiy et al. 2021, section 3.1).
/// </summary>
public sealed record ImageSpec
{
    /// <summary>Pixels from left to right.</summary>
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

    /// <summary>Patches s of a picture.</summary>
    public int Patches => Patch == 0 ? 0 : Height / Patch * (Width / Patch);

    /// <summary>Numbers p of a patch.</summary>
    public int PatchSize => Patch * Patch * Channels;

    /// <summary>Bytes of a picture.</summary>
    public int Size => Width * Height * Channels;
}
