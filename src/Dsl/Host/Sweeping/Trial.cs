using System.Globalization;
using Heed.Planning;

namespace Heed.Host;

/// <summary>One choice of values for all numbers that a search varies.</summary>
/// <param name="Place">Its place in the search, from 1.</param>
/// <param name="Settings">Its values as <c>--set</c> takes them, in the order of the varied numbers.</param>
public sealed record Trial(int Place, EquatableArray<string> Settings)
{
    /// <summary>The values alone.</summary>
    public IEnumerable<double> Values => Settings.Select(setting => double.Parse(setting.Split('=')[1], CultureInfo.InvariantCulture));

    /// <summary>The name of its folder.</summary>
    public string Folder => Place.ToString("'trial-'000", CultureInfo.InvariantCulture);

    /// <summary>The settings of some values.</summary>
    public static EquatableArray<string> SettingsOf(IEnumerable<Varied> varied, IEnumerable<double> values) =>
        varied.Zip(values, (one, value) => $"{one.Number.Path}={value.ToString("R", CultureInfo.InvariantCulture)}").ToEquatableArray();
}

/// <summary>The trials of a search, and what was left out of it.</summary>
/// <param name="All">The trials.</param>
/// <param name="LeftOut">Settings that do not go together, and why.</param>
public sealed record Trials(IReadOnlyList<Trial> All, IReadOnlyList<(EquatableArray<string> Settings, string Why)> LeftOut)
{
    /// <summary>
    /// Values drawn one after another, each a function of the seed, its place and the number alone; those that do not go together, and those
    /// that were drawn before, are not counted.
    /// </summary>
    /// <param name="spec">The experiment; its seed is the search's.</param>
    /// <param name="varied">What is varied.</param>
    /// <param name="count">How many trials are wanted; there are fewer where no others can be found.</param>
    public static Trials Random(ExperimentSpec spec, IReadOnlyList<Varied> varied, int count)
    {
        var draws = from draw in Enumerable.Range(0, 100 * count)
                    select Trial.SettingsOf(varied, varied.Select((one, place) => one.At(new SplitMix(SplitMix.Key(spec.Seed, draw, place)).NextUnit())));
        return Of(spec, draws.Distinct(), count);
    }

    /// <summary>Every combination of the values of a grid; the last number changes first.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="varied">What is varied.</param>
    /// <param name="points">Points of a range.</param>
    public static Trials Grid(ExperimentSpec spec, IReadOnlyList<Varied> varied, int points) => Of(
        spec,
        varied.Aggregate(
                (IEnumerable<double[]>)[[]],
                (rows, one) => rows.SelectMany(row => one.Grid(points).Select(value => (double[])[.. row, value])))
            .Select(values => Trial.SettingsOf(varied, values)),
        int.MaxValue);

    private static Trials Of(ExperimentSpec spec, IEnumerable<EquatableArray<string>> candidates, int count)
    {
        var (trials, leftOut) = (new List<Trial>(), new List<(EquatableArray<string>, string)>());
        foreach (var settings in candidates)
        {
            if (trials.Count == count)
                break;
            var findings = ExperimentPlan.Of(Overrides.Apply(spec, settings)).Match(_ => [], findings => findings);
            if (findings.Count == 0)
                trials.Add(new(trials.Count + 1, settings));
            else
                leftOut.Add((settings, string.Join("; ", findings.Select(finding => $"{finding.Rule.Id} {finding.At}: {finding.Message}"))));
        }

        return new(trials, leftOut);
    }
}
