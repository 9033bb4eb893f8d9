namespace Heed.Planning;

/// <summary>A number of a declaration: an attribute's property, a range, and a value that <c>--set</c> can change without a rebuild.</summary>
/// <param name="Path">The attribute and its property, such as <c>Encoder.Width</c>.</param>
/// <param name="Minimum">The least valid value.</param>
/// <param name="Maximum">The greatest valid value.</param>
/// <param name="Whole">Whether only whole numbers are valid.</param>
/// <param name="Read">Takes the number from a spec.</param>
/// <param name="Write">Gives a spec with the number changed.</param>
public sealed record Number(
    string Path, double Minimum, double Maximum, bool Whole,
    Func<ExperimentSpec, double> Read, Func<ExperimentSpec, double, ExperimentSpec> Write)
{
    /// <summary>The finding of a value out of range, or null.</summary>
    public Finding? Check(double value)
    {
        var fits = value >= Minimum && value <= Maximum && (!Whole || value == Math.Floor(value));
        return fits ? null : new Finding(Rules.OutOfRange, Path, Range, Text.Number(value));
    }

    /// <summary>The valid values in words.</summary>
    public string Range => $"{(Whole ? "a whole number" : "a number")} from {Text.Number(Minimum)} to {Text.Number(Maximum)}";
}
