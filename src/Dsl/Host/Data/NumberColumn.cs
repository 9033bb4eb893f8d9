using System.Globalization;
using Heed.Planning;

namespace Heed.Host;

/// <summary>A column of numbers.</summary>
internal static class NumberColumn
{
    // Of numbers that are all the same a deviation can be left by rounding, of their mean's size so small a part.
    private const double Rounding = 1e-12;

    // Squares of larger ones have no finite sum.
    private const double Largest = 1e100;

    /// <summary>The number of a cell, or null where it holds none that can be reckoned with.</summary>
    public static double? Of(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Largest ? number : null;

    /// <summary>A number of the data, or told by a model, in full.</summary>
    public static string Whole(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number that a model told, as a person reads it: errors are those of the number in full.</summary>
    /// <param name="told">The number in full.</param>
    public static string Shown(string told) => double.Parse(told, CultureInfo.InvariantCulture).ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A column with the mean and the deviation of some of its rows.</summary>
    public static NumberSpec Scaled(NumberSpec column, double[] numbers, int[] rows)
    {
        if (rows.Length == 0)
            return column;
        var mean = rows.Average(row => numbers[row]);
        var deviation = Math.Sqrt(rows.Average(row => (numbers[row] - mean) * (numbers[row] - mean)));
        return column with { Mean = mean, Deviation = deviation > Rounding * Math.Abs(mean) ? deviation : 1 };
    }
}
