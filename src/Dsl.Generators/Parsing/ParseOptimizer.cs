using Heed.Planning;

namespace Heed.Generators.Parsing;

/// <summary>[AdamW], [Sgd] and the others → <see cref="OptimizerSpec"/>; their numbers and choices are read with all others.</summary>
internal static class ParseOptimizer
{
    public static (OptimizerSpec Spec, IEnumerable<Located> Mistakes) Parse(AttributesInForce attributes)
    {
        var written = OptimizerSpec.All
            .SelectMany(kind => attributes.Of(Names.OfPath(kind.Name)).Select(found => (Kind: kind, found.Arguments)))
            .OrderBy(one => one.Arguments.Place.Span.Start)
            .ToArray();
        var received = Text.List(written.Select(one => $"[{one.Kind.Name}]"));
        return (
            written.Select(one => one.Kind).FirstOrDefault() ?? new AdamWSpec(),
            written.Skip(1).Select(one => new Located(
                new(Rules.Optimizers, one.Kind.Name, "one of them at the most", received), one.Arguments.Place)));
    }
}
