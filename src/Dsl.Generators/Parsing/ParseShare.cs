using Heed.Planning;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Parsing;

/// <summary>[Share] and [Share&lt;A, B&gt;] → <see cref="ShareSpec"/>.</summary>
internal static class ParseShare
{
    public static (ShareSpec Spec, IEnumerable<Spot> Spots) Parse(Arguments share, AttributeData data, int place)
    {
        var defaults = new ShareSpec();
        var spec = new ShareSpec
        {
            Projections = (Projection)(share.First as int? ?? 0),
            Tasks = data.AttributeClass!.TypeArguments.Select(task => task.Name).ToEquatableArray(),
            FromLayer = share.Value("FromLayer", defaults.FromLayer),
            ToLayer = share.Value("ToLayer", defaults.ToLayer),
            In = (Trunk)share.Value("In", (int)defaults.In),
        };
        var at = $"Shares[{place}]";
        var tasks = share.TypePlaces.Select((type, which) => new Spot($"{at}.Tasks[{which}]", type));
        return (spec, [new(at, share.FirstPlace), .. share.Spots(at), .. tasks]);
    }
}
