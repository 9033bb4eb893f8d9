using Heed.Planning;

namespace Heed.Generators.Parsing;

/// <summary>[Greedy], [Beam] or [Sampling] → <see cref="DecodingSpec"/>; their numbers are read with all others.</summary>
internal static class ParseDecoding
{
    public static (DecodingSpec Spec, IEnumerable<Located> Mistakes) Parse(AttributesInForce attributes, EquatableArray<TaskSpec> tasks)
    {
        var written = DecodingSpec.All
            .SelectMany(kind => attributes.Of(Names.OfPath(kind.Name)).Select(found => (Kind: kind, found.Arguments)))
            .OrderBy(one => one.Arguments.Place.Span.Start)
            .ToArray();
        var received = Text.List(written.Select(one => $"[{one.Kind.Name}]"));
        var idle = tasks.Count > 0 && tasks.All(task => !task.Kind.Writes());
        return (
            written.Select(one => one.Kind).FirstOrDefault() ?? new GreedySpec(),
            written.Skip(1)
                .Select(one => new Located(new(Rules.Decodings, one.Kind.Name, "one of them at the most", received), one.Arguments.Place))
                .Concat(written.Take(idle ? 1 : 0).Select(one => new Located(
                    new(Rules.DecodingIdle, one.Kind.Name, $"a task with a text to write, or no [{one.Kind.Name}]", "none"), one.Arguments.Place))));
    }
}
