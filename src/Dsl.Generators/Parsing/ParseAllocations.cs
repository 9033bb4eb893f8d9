using Heed.Planning;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Parsing;

/// <summary>[Allocate&lt;T&gt;] on a record → <see cref="ReductionSpec"/>, where its parts stand, and what is wrong with them.</summary>
internal static class ParseAllocations
{
    public static (EquatableArray<ReductionSpec> Specs, IEnumerable<Spot> Spots, IEnumerable<Located> Mistakes) Parse(AttributesInForce attributes)
    {
        // A type that is none, or may not stand here, is the compiler's to tell.
        var declared = attributes.Of(Names.Allocate)
            .Where(one => one.Data.AttributeClass!.TypeArguments.FirstOrDefault() is INamedTypeSymbol { TypeKind: not TypeKind.Error })
            .Select(one => (one.Arguments, Spec: Of(one.Arguments, (INamedTypeSymbol)one.Data.AttributeClass!.TypeArguments[0]))).ToArray();
        return (
            declared.Select(one => one.Spec).ToEquatableArray(),
            declared.SelectMany((one, place) => one.Arguments.Spots(one.Spec.Strategy)
                .Append(new(one.Spec.Strategy, one.Arguments.Place))
                .Append(new($"Reductions[{place}]", Type(one.Arguments)))),
            from one in declared
            where one.Spec.Left is null && (TakenNames.All.Contains(one.Spec.Strategy) || TakenNames.OfFields.Contains(one.Spec.Strategy))
            select new Located(new(Rules.NameTaken, "", "another name", one.Spec.Strategy), Type(one.Arguments)));
    }

    private static Place Type(Arguments written) => written.TypePlaces.DefaultIfEmpty(written.Place).First();

    private static ReductionSpec Of(Arguments written, INamedTypeSymbol type)
    {
        var builtIn = type.ContainingNamespace.ToDisplayString() == Names.Allocations;
        var (left, flops) = builtIn && Remaining.Of(type.Name) is { } known ? known : (null, null);
        var defaults = new ReductionSpec();
        return new()
        {
            Strategy = type.Name,
            Type = builtIn ? type.Name : type.ToDisplayString(),
            Ratio = written.Number("Ratio") ?? defaults.Ratio,
            FromLayer = (int)(written.Number("FromLayer") ?? defaults.FromLayer),
            Layers = (int)(written.Number("Layers") ?? defaults.Layers),
            Left = left,
            Flops = flops,
        };
    }
}
