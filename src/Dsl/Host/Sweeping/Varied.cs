using System.Globalization;
using Heed.Planning;

namespace Heed.Host;

/// <summary>A number that a search varies, and the values that it may take.</summary>
public abstract record Varied
{
    // What is held the same, because losses under two of its values are not measured alike, or because the search itself sets it.
    private static readonly string[] Fixed =
        ["Experiment.Seed", "Experiment.Steps", "Experiment.Minutes", "Experiment.ValidateEvery", "Tokenizer.Vocabulary", "Decoder.MaximumLength"];

    private Varied(Number number) => Number = number;

    /// <summary>The number.</summary>
    public Number Number { get; }

    /// <summary>Answers for either case.</summary>
    public T Match<T>(Func<Between, T> between, Func<OneOf, T> oneOf) => this is Between range ? between(range) : oneOf((OneOf)this);

    /// <summary>The value at a place of 0 to 1, 1 left out: a range's of four digits, and every choice has an equal part.</summary>
    public double At(double place) => Match(
        range => Number.Whole && !range.IsLog ? Math.Floor(range.From + (place * (range.To - range.From + 1))) : range.Along(place),
        choice => choice.Values[(int)(place * choice.Values.Count)]);

    /// <summary>The values of a grid: every choice, or points of a range with its ends, evenly apart.</summary>
    public IReadOnlyList<double> Grid(int points) => Match<IReadOnlyList<double>>(
        range => [.. Enumerable.Range(0, points).Select(point => range.Along(point / (points - 1.0))).Distinct()],
        choice => [.. choice.Values.Distinct()]);

    /// <summary>What the command line says: <c>AdamW.LearningRate=1e-4..1e-2</c> or <c>Encoder.Width=64,128,256</c>.</summary>
    /// <exception cref="UserError">It does not name a number that can be varied, or values of it.</exception>
    public static Varied Parse(ExperimentSpec spec, string text)
    {
        var (path, values) = text.Split('=', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : (text, "");
        var numbers = Numbers.Of(spec).ToList();
        var number = numbers.FirstOrDefault(one => one.Path.Equals(path, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserError($"--vary {text}: there is no number {path}; valid: {string.Join(", ", numbers.Where(MayVary).Select(one => one.Path))}.");
        if (!MayVary(number))
            throw new UserError($"--vary {text}: trials with another {number.Path} cannot be ranked by their losses; --set changes it for all.");
        var parts = values.Split(values.Contains("..", StringComparison.Ordinal) ? ".." : ",").Select(part => Value(text, number, part)).ToArray();
        if (!values.Contains("..", StringComparison.Ordinal))
            return new OneOf(number, parts.ToEquatableArray());
        return parts is [var from, var to] && from < to
            ? new Between(number, from, to)
            : throw new UserError($"--vary {text}: expected two numbers, the smaller first: {number.Path}=1..10.");
    }

    private static bool MayVary(Number number) => !Fixed.Contains(number.Path) && !number.Path.StartsWith("Split.", StringComparison.Ordinal)
        && !number.Path.EndsWith(".Weight", StringComparison.Ordinal) && !number.Path.EndsWith(".Window", StringComparison.Ordinal);

    private static double Value(string text, Number number, string part) =>
        !double.TryParse(part.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? throw new UserError($"--vary {text}: expected {number.Path}=from..to or {number.Path}=one,another, each {number.Range}.")
            : number.Check(value) is { } finding ? throw new UserError($"--vary {text}: expected {finding.Expected}, received {finding.Received}.") : value;

    /// <summary>A range, its ends included.</summary>
    public sealed record Between : Varied
    {
        internal Between(Number number, double from, double to)
            : base(number) => (From, To) = (from, to);

        /// <summary>The least value.</summary>
        public double From { get; }

        /// <summary>The greatest value.</summary>
        public double To { get; }

        /// <summary>Whether ratios are drawn evenly rather than differences: where all values are above 0 and the ends more than a factor of 10 apart.</summary>
        public bool IsLog => From > 0 && To > 10 * From;

        // From one end to the other.
        internal double Along(double part)
        {
            var value = IsLog ? From * Math.Pow(To / From, part) : From + (part * (To - From));
            var digits = double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            return Math.Clamp(Number.Whole ? Math.Round(value) : digits, From, To);
        }
    }

    /// <summary>Some values.</summary>
    public sealed record OneOf : Varied
    {
        internal OneOf(Number number, EquatableArray<double> values)
            : base(number) => Values = values;

        /// <summary>The values.</summary>
        public EquatableArray<double> Values { get; }
    }
}
