using SkiaSharp;

namespace Heed.Host;

/// <summary>Drawings as PNG, by SkiaSharp.</summary>
internal static class Png
{
    /// <summary>Pixels of the longer side at the most; below it, two pixels are a point.</summary>
    private const double Longest = 4_000;

    /// <summary>The file.</summary>
    /// <exception cref="UserError">SkiaSharp's native library is not there.</exception>
    public static byte[] Of(Drawing drawing)
    {
        Skia.Load();
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
}
