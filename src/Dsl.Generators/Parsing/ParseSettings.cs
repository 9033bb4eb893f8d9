using Heed.Planning;

namespace Heed.Generators.Parsing;

/// <summary>Reads every number of <see cref="Numbers"/> and every choice of <see cref="Choices"/> from the property that its path names.</summary>
internal static class ParseSettings
{
    public static (ExperimentSpec Spec, IEnumerable<Spot> Spots, IEnumerable<Located> Mistakes) Parse(ExperimentSpec spec, AttributesInForce attributes)
    {
        var (spots, mistakes) = (new List<Spot>(), new List<Located>());
        (string Path, Func<ExperimentSpec, double, ExperimentSpec> Write)[] settings =
        [
            .. Numbers.Of(spec).Select(number => (number.Path, number.Write)),
            .. Choices.Of(spec).Select(choice =>
                (choice.Path, new Func<ExperimentSpec, double, ExperimentSpec>((before, value) => choice.Write(before, (int)value)))),
        ];
        foreach (var feature in settings.GroupBy(setting => setting.Path.Split('.')[0]))
        {
            if (attributes.Of(Names.OfPath(feature.Key)).FirstOrDefault().Arguments is not { } written)
                continue;
            spots.Add(new(feature.Key, written.Place));
            spots.AddRange(written.Spots(feature.Key));
            foreach (var (path, write) in feature)
            {
                if (written.Number(path.Split('.')[1]) is { } value)
                    spec = write(spec, value);
            }

            if (feature.Key == "Split")
                mistakes.AddRange(written.Spots(feature.Key).Where(spot => feature.All(setting => setting.Path != spot.Path)).Select(IdleSplit));
        }

        return (spec, spots, mistakes);
    }

    // What a declaration of these tasks holds no number for.
    private static Located IdleSplit(Spot spot) => new(
        spot.Path == "Split.Test"
            ? new(Rules.SplitIdle, spot.Path, "a task whose test is a part of its file", "a Test of their own on all tasks")
            : new(Rules.SplitIdle, spot.Path, "a task that reads text", "pictures alone, which are alike only where every pixel is"),
        spot.Place);
}
