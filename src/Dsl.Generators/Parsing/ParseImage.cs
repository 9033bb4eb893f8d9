using Heed.Planning;

namespace Heed.Generators.Parsing;

/// <summary>[Image] → <see cref="ImageSpec"/>.</summary>
internal static class ParseImage
{
    private static readonly string[] Properties = ["Image", "Width", "Height", "Channels", "Patch", "Shift"];

    public static ImageSpec Parse(Arguments image)
    {
        var defaults = new ImageSpec();
        return new()
        {
            Width = image.Value("Width", defaults.Width),
            Height = image.Value("Height", defaults.Height),
            Channels = image.Value("Channels", defaults.Channels),
            Patch = image.Value("Patch", defaults.Patch),
            Flip = image.Value("Flip", defaults.Flip),
            Shift = image.Value("Shift", defaults.Shift),
        };
    }

    /// <summary>Where its properties stand; those that are not written, and the picture as such, stand where the attribute does.</summary>
    public static IEnumerable<Spot> Spots(Arguments image) => image.Spots("Task").Concat(
        Properties.Select(name => new Spot($"Task.{name}", image.Place)));
}
