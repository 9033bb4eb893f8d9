using Heed.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>Pictures as rows of patches, which an encoder reads as it reads tokens (Dosovitskiy et al. 2021, section 3.1).</summary>
public static class Patches
{
    // From 0 to 255 onto -1 to 1, as that paper's authors train.
    private static readonly float[] Scaled = [.. Enumerable.Range(0, 256).Select(value => (value / 127.5f) - 1)];

    /// <summary>The patches of a batch of pictures, from -1 (black) to 1.</summary>
    /// <param name="pixels">[b h w c], row by row, each from 0 to 255.</param>
    /// <param name="rows">Pictures, b.</param>
    /// <param name="image">Their size, and that of a patch.</param>
    /// <param name="device">Where they will be used.</param>
    /// <param name="dtype">Their type.</param>
    /// <returns>[b s p].</returns>
    public static Tensor Of(byte[] pixels, int rows, ImageSpec image, Device device, ScalarType dtype = ScalarType.Float32) =>
        Cut(Upload.To(tensor(Array.ConvertAll(pixels, value => Scaled[value]), [rows, image.Height, image.Width, image.Channels], dtype), device), image.Patch);

    /// <summary>
    /// Cuts pictures into square patches, row of patches by row: [b h w c] → [b s p], s = (h / side)·(w / side), p = side·side·c. A patch
    /// holds its pixels row by row, the channels of each together.
    /// </summary>
    /// <param name="pictures">[b h w c].</param>
    /// <param name="side">Pixels along each side; it divides h and w.</param>
    public static Tensor Cut(Tensor pictures, int side)
    {
        var (rows, columns, channels) = (pictures.size(1) / side, pictures.size(2) / side, pictures.size(3));
        return pictures.reshape(-1, rows, side, columns, side, channels).transpose(2, 3).reshape(-1, rows * columns, side * side * channels);
    }

    /// <summary>Puts patches together again: the inverse of <see cref="Cut"/>, [b s p] → [b h w c].</summary>
    /// <param name="patches">[b s p].</param>
    /// <param name="height">h.</param>
    /// <param name="width">w.</param>
    /// <param name="side">Pixels along each side of a patch.</param>
    public static Tensor Join(Tensor patches, int height, int width, int side)
    {
        var channels = patches.size(2) / (side * side);
        return patches.reshape(-1, height / side, width / side, side, side, channels).transpose(2, 3).reshape(-1, height, width, channels);
    }

    /// <summary>Puts a learned state before those of the patches, as that paper's class token stands: [b s d] → [b s+1 d].</summary>
    /// <param name="start">[d].</param>
    /// <param name="embedded">[b s d].</param>
    public static Tensor After(Parameter start, Tensor embedded) =>
        cat([start.expand(embedded.size(0), 1, start.size(0)), embedded], 1);
}
