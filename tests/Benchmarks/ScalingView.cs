using System.Globalization;
using System.Text.Json;

namespace Heed.Benchmarks;

/// <summary>How time grows with sizes, for people, as JSON and as a plot.</summary>
internal static class ScalingView
{
    private const int Width = 640, Height = 480, Margin = 60;

    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7"];

    public static void Say(Scaling one, Scaling? before)
    {
        var power = before?.Size == one.Size ? $"; grows with the power {one.Power(before):0.0} of it" : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Size,-10} {one.Value,6:#,0}: {one.Milliseconds,8:#,0} ms, {one.Gflop / one.Milliseconds * 1000:#,0} GFLOP/s, peak {one.PeakMiB:#,0} MiB{power}"));
    }

    /// <summary>Writes the figures to a file, and their plot beside it.</summary>
    public static void Write(string file, IReadOnlyList<Scaling> measured)
    {
        File.WriteAllText(file, JsonSerializer.Serialize(measured, Comparison.Readable) + "\n");
        File.WriteAllText(Path.ChangeExtension(file, ".svg"), Plot(measured));
    }

    // Both axes in doublings since each size's smallest, so that a power is a slope.
    private static string Plot(IReadOnlyList<Scaling> measured)
    {
        var lines = measured.GroupBy(one => one.Size).Select(size => (size.Key, Points: size.Select(one => (
            X: Math.Log2((double)one.Value / size.First().Value), Y: Math.Log2(one.Milliseconds / size.First().Milliseconds))).ToArray())).ToArray();
        double most = lines.Max(line => line.Points.Max(point => point.X)), highest = Math.Ceiling(lines.Max(line => line.Points.Max(point => point.Y)));
        string X(double x) => (Margin + (x / most * (Width - (2 * Margin)))).ToString("0.#", CultureInfo.InvariantCulture);
        string Y(double y) => (Height - Margin - (Math.Max(0, y) / highest * (Height - (2 * Margin)))).ToString("0.#", CultureInfo.InvariantCulture);
        var ticks = Enumerable.Range(0, (int)most + 1).Select(x => $"""<text x="{X(x)}" y="{Height - Margin + 20}" text-anchor="middle">×{1 << x}</text>""")
            .Concat(Enumerable.Range(0, (int)highest + 1).Select(y =>
                $"""<text x="{Margin - 8}" y="{Y(y)}" text-anchor="end">×{1 << y}</text><path d="M{X(0)} {Y(y)}H{X(most)}" stroke="#ddd"/>"""));
        var drawn = lines.Select((line, place) =>
            $"""<polyline points="{string.Join(' ', line.Points.Select(point => $"{X(point.X)},{Y(point.Y)}"))}" fill="none" stroke="{Colours[place]}" stroke-width="2"/>""" +
            $"""<text x="{X(line.Points[^1].X)}" y="{Y(line.Points[^1].Y)}" dy="-6" text-anchor="end" fill="{Colours[place]}">{line.Key}</text>""");
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="13">
            <rect width="{Width}" height="{Height}" fill="white"/>
            <text x="{Margin}" y="30">Time of a training step as one size grows, both since the smallest</text>
            {string.Join('\n', ticks.Concat(drawn))}
            </svg>

            """;
    }
}
