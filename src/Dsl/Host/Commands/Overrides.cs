using System.Globalization;
using Heed.Planning;

namespace Heed.Host;

/// <summary>Numbers of a declaration changed on the command line: <c>--set Encoder.Width=128</c>.</summary>
public static class Overrides
{
    /// <summary>A spec with numbers changed.</summary>
    /// <exception cref="UserError">There is no such number, or the value is none; every mistake is named.</exception>
    public static ExperimentSpec Apply(ExperimentSpec spec, IEnumerable<string> settings)
    {
        var numbers = Numbers.Of(spec).ToDictionary(number => number.Path, StringComparer.OrdinalIgnoreCase);
        var mistakes = new List<string>();
        foreach (var setting in settings)
        {
            var (path, text) = setting.Split('=', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : (setting, null);
            if (text is null)
                mistakes.Add($"--set {setting}: expected Name=number, such as Encoder.Width=128.");
            else if (!numbers.TryGetValue(path, out var number))
                mistakes.Add($"--set {setting}: there is no number {path}; valid: {string.Join(", ", Near(path, numbers.Keys))}.");
            else if (!TryParse(text, out var value))
                mistakes.Add($"--set {setting}: expected {number.Range}, received {text}.");
            else if (number.Check(value) is { } finding)
                mistakes.Add($"--set {setting}: expected {finding.Expected}, received {finding.Received}.");
            else
                spec = number.Write(spec, value);
        }

        return mistakes.Count == 0 ? spec : throw new UserError(string.Join("\n", mistakes));
    }

    /// <summary>A spec with the numbers of a run's <c>config.json</c>.</summary>
    public static ExperimentSpec Restore(ExperimentSpec spec, IReadOnlyDictionary<string, string> settings) => Apply(
        spec, Numbers.Of(spec).Where(number => settings.ContainsKey(number.Path)).Select(number => $"{number.Path}={settings[number.Path]}"));

    /// <summary>Every number of a spec and its value, by path.</summary>
    public static IReadOnlyDictionary<string, string> Settings(ExperimentSpec spec) => Numbers.Of(spec)
        .Select(number => (number.Path, Value: number.Read(spec).ToString("R", CultureInfo.InvariantCulture)))
        .Append(("Encoder.Positions", spec.Encoder?.Positions.ToString() ?? "none"))
        .Append(("Schedule.Decay", spec.Schedule.Decay.ToString()))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    private static bool TryParse(string text, out double value) =>
        double.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);

    // All numbers of the same attribute where it is known, else all there are.
    private static IEnumerable<string> Near(string path, IEnumerable<string> known)
    {
        var sameAttribute = known.Where(other => other.StartsWith(path.Split('.')[0] + ".", StringComparison.OrdinalIgnoreCase)).ToArray();
        return sameAttribute.Length > 0 ? sameAttribute : known;
    }
}
