using System.Runtime.InteropServices;
using Heed.Planning;
using SkiaSharp;

namespace Heed.Host;

/// <summary>PNG and JPEG files, by SkiaSharp: read, turned upright, brought to a size, and written. What is transparent is seen before black.</summary>
internal static class PictureFile
{
    // A file, or a picture, beyond these is none that a person would train on, and would fill the memory.
    private const long LargestFile = 64 << 20;
    private const long MostPixels = 1 << 26;

    /// <summary>A file's picture, of the declared size.</summary>
    /// <exception cref="UserError">It is missing, damaged, or no such file; the message says what was expected, not where.</exception>
    public static Picture Read(string path, ImageSpec image)
    {
        Skia.Load();
        if (!File.Exists(path))
            throw new UserError("expected a PNG or JPEG file; there is none");
        if (new FileInfo(path).Length > LargestFile)
            throw new UserError($"expected a picture file of at most {Figures.Whole(LargestFile)} bytes; it has {Figures.Whole(new FileInfo(path).Length)}");
        using var data = SKData.CreateCopy(WholeFile.Guard(path, () => File.ReadAllBytes(path)));
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg))
            throw new UserError("expected a PNG or JPEG file; its first bytes are of another kind");
        if ((long)codec.Info.Width * codec.Info.Height > MostPixels)
            throw new UserError($"expected at most {Figures.Whole(MostPixels)} pixels; it has {codec.Info.Width} × {codec.Info.Height}");
        using var bitmap = new SKBitmap(Colour(codec.Info.Width, codec.Info.Height));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) is not SKCodecResult.Success and var result)
            throw new UserError($"the picture is damaged or cut off ({result})");
        using var upright = codec.EncodedOrigin == SKEncodedOrigin.TopLeft ? null : Upright(bitmap, codec.EncodedOrigin);
        return Fit(upright ?? bitmap, image);
    }

    /// <summary>A picture of the declared size and channels; the same picture where it has them already.</summary>
    public static Picture Fit(Picture picture, ImageSpec image)
    {
        if ((picture.Width, picture.Height, picture.Channels) == (image.Width, image.Height, image.Channels))
            return picture;
        using var bitmap = Bitmap(picture);
        return Fit(bitmap, image);
    }

    /// <summary>A picture as a PNG file's bytes.</summary>
    public static byte[] Png(Picture picture)
    {
        using var bitmap = Bitmap(picture);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static SKBitmap Bitmap(Picture picture)
    {
        Skia.Load();
        var pixels = picture.Pixels.Span;
        var into = new byte[4 * picture.Width * picture.Height];
        for (var pixel = 0; pixel < picture.Width * picture.Height; pixel++)
        {
            for (var channel = 0; channel < 3; channel++)
                into[(4 * pixel) + channel] = pixels[(pixel * picture.Channels) + (picture.Channels == 3 ? channel : 0)];
            into[(4 * pixel) + 3] = byte.MaxValue;
        }

        var bitmap = new SKBitmap(Colour(picture.Width, picture.Height));
        Marshal.Copy(into, 0, bitmap.GetPixels(), into.Length);
        return bitmap;
    }

    // As it was seen: a camera that is held sideways or upside down writes pixels as they come, and an EXIF tag that tells where they belong.
    private static SKBitmap Upright(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        var (width, height) = origin < SKEncodedOrigin.LeftTop ? (bitmap.Width, bitmap.Height) : (bitmap.Height, bitmap.Width);
        var upright = new SKBitmap(Colour(width, height));
        using var canvas = new SKCanvas(upright);
        canvas.SetMatrix(origin switch
        {
            SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
            _ => SKMatrix.Identity,
        });
        canvas.DrawBitmap(bitmap, 0, 0);
        return upright;
    }

    private static Picture Fit(SKBitmap bitmap, ImageSpec image)
    {
        using var resized = (bitmap.Width, bitmap.Height) == (image.Width, image.Height)
            ? null
            : bitmap.Resize(Colour(image.Width, image.Height), SKFilterQuality.Medium);
        var from = (resized ?? bitmap).GetPixelSpan();
        var pixels = new byte[image.Size];
        for (var pixel = 0; pixel < image.Width * image.Height; pixel++)
        {
            var colour = from.Slice(4 * pixel, 3);
            if (image.Channels == 3)
                colour.CopyTo(pixels.AsSpan(3 * pixel));
            else
                pixels[pixel] = Grey(colour);
        }

        return new(image.Width, image.Height, image.Channels, pixels);
    }

    // Luma as television had it (ITU-R BT.601), in whole numbers; a grey pixel stays as it is.
    private static byte Grey(ReadOnlySpan<byte> colour) => (byte)(((299 * colour[0]) + (587 * colour[1]) + (114 * colour[2]) + 500) / 1000);

    private static SKImageInfo Colour(int width, int height) => new(width, height, SKColorType.Rgba8888, SKAlphaType.Premul);
}
