using Heed.Planning;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Parsing;

/// <summary>Reads every number of <see cref="Numbers"/> from the attribute and property that its path names.</summary>
internal static class ParseNumbers
{
    public static (ExperimentSpec Spec, IEnumerable<Spot> Spots) Parse(ExperimentSpec spec, ISymbol type, CancellationToken cancel)
    {
        var spots = new List<Spot>();
        foreach (var numbers in Numbers.Of(spec).ToArray().GroupBy(number => number.Path.Split('.')[0]))
        {
            if (Arguments.Of(type, Names.OfPath(numbers.Key), cancel).FirstOrDefault().Arguments is not { } written)
                continue;
            spots.Add(new(numbers.Key, written.Place));
            spots.AddRange(written.Spots(numbers.Key));
            foreach (var number in numbers)
            {
                if (written.Number(number.Path.Split('.')[1]) is { } value)
                    spec = number.Write(spec, value);
            }
        }

        return (spec, spots);
    }
}
