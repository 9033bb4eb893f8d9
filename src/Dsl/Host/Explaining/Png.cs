using System.Runtime.InteropServices;
using SkiaSharp;

namespace Heed.Host;

/// <summary>Drawings as PNG, by SkiaSharp.</summary>
internal static class Png
{
    private const string Library = "libSkiaSharp", Package = "skiasharp.nativeassets.linux.nodependencies";

    /// <summary>Pixels of the longer side at the most; below it, two pixels are a point.</summary>
    private const double Longest = 4_000;

    private static readonly Lazy<bool> Native = new(Load);

    /// <summary>The file.</summary>
    /// <exception cref="UserError">SkiaSharp's native library is not there.</exception>
    public static byte[] Of(Drawing drawing)
    {
        _ = Native.Value;
        var scale = (float)Math.Min(2, Longest / Math.Max(drawing.Width, drawing.Height));
        using var bitmap = new SKBitmap((int)Math.Ceiling(drawing.Width * scale), (int)Math.Ceiling(drawing.Height * scale));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        canvas.Scale(scale);
        using var fill = new SKPaint();
        foreach (var cell in drawing.Cells)
        {
            fill.Color = SKColor.Parse(Drawing.Ink).WithAlpha((byte)Math.Round(255 * cell.Opacity));
            canvas.DrawRect((float)cell.X, (float)cell.Y, (float)cell.Width, (float)cell.Height, fill);
        }

        using var mono = SKTypeface.FromFamilyName("DejaVu Sans Mono");
        foreach (var word in drawing.Words)
            Write(canvas, word, mono);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static void Write(SKCanvas canvas, Word word, SKTypeface mono)
    {
        // Where the usual type lacks a letter, any that has it will do.
        using var other = mono.ContainsGlyphs(word.Text)
            ? null
            : word.Text.EnumerateRunes().Select(rune => SKFontManager.Default.MatchCharacter(rune.Value)).FirstOrDefault(face => face?.ContainsGlyphs(word.Text) ?? false);
        using var ink = new SKPaint
        {
            Color = SKColor.Parse("#1c1d1f"),
            TextSize = (float)word.Size,
            IsAntialias = true,
            Typeface = other ?? mono,
            TextAlign = word.Ends ? SKTextAlign.Right : SKTextAlign.Left,
        };
        using (new SKAutoCanvasRestore(canvas))
        {
            canvas.Translate((float)word.X, (float)word.Y);
            canvas.RotateDegrees((float)word.Turn);
            canvas.DrawText(word.Text, 0, 0, ink);
        }
    }

    // From the package folder, as libtorch is: no build copies it.
    private static bool Load()
    {
        var version = typeof(SKBitmap).Assembly.GetName().Version!.ToString(2);
        var folder = Packages.Find(Package, version, Library + ".so") ?? throw new UserError(
            $"{Library}.so was not found: no package {Package} {version} in {string.Join(" or ", Packages.Roots())}. Run `dotnet restore`.");
        var handle = NativeLibrary.Load(Path.Combine(folder, Library + ".so"));
        NativeLibrary.SetDllImportResolver(typeof(SKBitmap).Assembly, (name, _, _) => name == Library ? handle : 0);
        return true;
    }
}
