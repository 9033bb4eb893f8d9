using System.Globalization;

namespace Heed.Host;

/// <summary>How figures are written for people, the same in the report and on the terminal.</summary>
public static class Figures
{
    /// <summary>Digits in groups: 12,345,678.</summary>
    public static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Three digits and a unit: 12.3 M.</summary>
    public static string Rounded(double value) => Math.Abs(value) switch
    {
        >= 1e15 => Scaled(value, 1e15, "P"),
        >= 1e12 => Scaled(value, 1e12, "T"),
        >= 1e9 => Scaled(value, 1e9, "G"),
        >= 1e6 => Scaled(value, 1e6, "M"),
        >= 1e4 => Scaled(value, 1e3, "k"),
        _ => value.ToString("#,0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>A loss, a norm or a rate: about four digits that matter.</summary>
    public static string Real(double value) => Math.Abs(value) switch
    {
        _ when !double.IsFinite(value) => value.ToString(CultureInfo.InvariantCulture),
        0 => "0",
        < 1e-3 => value.ToString("0.###e-0", CultureInfo.InvariantCulture),
        < 1 => value.ToString("0.0000", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.000", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0.#", CultureInfo.InvariantCulture),
    };

    /// <summary>A length of time, its two greatest units: 1 h 03 min.</summary>
    public static string Span(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalMinutes: < 1 } => $"{(int)time.TotalSeconds} s",
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds:00} s",
        { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes:00} min",
        _ => $"{time.Days} d {time.Hours:00} h",
    };

    private static string Scaled(double value, double unit, string name)
    {
        var scaled = value / unit;
        var format = Math.Abs(scaled) switch { < 10 => "0.00", < 100 => "0.0", _ => "0" };
        return scaled.ToString(format, CultureInfo.InvariantCulture) + " " + name;
    }
}
