using Heed.Planning;

namespace Heed.Generators.Parsing;

/// <summary>Reads every number of <see cref="Numbers"/> and every choice of <see cref="Choices"/> from the property that its path names.</summary>
internal static class ParseSettings
{
    public static (ExperimentSpec Spec, IEnumerable<Spot> Spots) Parse(ExperimentSpec spec, AttributesInForce attributes)
    {
        var spots = new List<Spot>();
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
        }

        return (spec, spots);
    }
}
