using Heed.Planning;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Parsing;

/// <summary>[Allocate&lt;T&gt;] on a record → <see cref="ReductionSpec"/>, where its parts stand, and what is wrong with them.</summary>
internal static class ParseAllocations
{
    public static (EquatableArray<ReductionSpec> Specs, IEnumerable<Spot> Spots, IEnumerable<Located> Mistakes) Parse(AttributesInForce attributes)
    {
        var found = attributes.Of(Names.Allocate)
            .SelectMany(one => Standing(one.Data, Names.EncoderPlace).Select(type => (one.Arguments, Spec: Of(one.Arguments, type)))).ToArray();
        var declared = found
            .Select((one, place) => (one.Arguments, Spec: one.Spec with { Ordinal = 1 + found.Take(place).Count(before => before.Spec.Type == one.Spec.Type) })).ToArray();
        return (
            declared.Select(one => one.Spec).ToEquatableArray(),
            declared.SelectMany((one, place) => one.Arguments.Spots(one.Spec.Name)
                .Append(new(one.Spec.Name, one.Arguments.Place))
                .Append(new($"Reductions[{place}]", Type(one.Arguments)))),
            (from one in declared
             where one.Spec.Left is null && (TakenNames.All.Contains(one.Spec.Strategy) || TakenNames.OfFields.Contains(one.Spec.Strategy) || (one.Spec.Learns && TakenNames.OfLayers.Contains(one.Spec.Strategy))
                 || declared.Any(other => other.Spec.Type != one.Spec.Type && other.Spec.Name == one.Spec.Name))
             select Taken(one.Spec.Strategy, one.Arguments))
            .Concat(
                from place in Others
                from one in attributes.Of(place.Attribute)
                from type in Standing(one.Data, place.Interface)
                where BuiltIn(type) is null && TakenNames.All.Contains(type.Name)
                select Taken(type.Name, one.Arguments)));
    }

    private static readonly (string Attribute, string Interface)[] Others = [(Names.AllocateMemory, Names.CrossPlace), (Names.AllocatePast, Names.CausalPlace)];

    private static Located Taken(string name, Arguments written) => new(new(Rules.NameTaken, "", "another name", name), Type(written));

    /// <summary>[AllocateMemory&lt;T&gt;] on a record, without its number; null where none is, or one of a type that may not stand there.</summary>
    public static MemorySpec? Memory(AttributesInForce attributes) => First<MemorySpec>(attributes, Names.AllocateMemory, Names.CrossPlace);

    /// <summary>[AllocatePast&lt;T&gt;] on a record, without its numbers; null where none is, or one of a type that may not stand there.</summary>
    public static PastSpec? Past(AttributesInForce attributes) => First<PastSpec>(attributes, Names.AllocatePast, Names.CausalPlace);

    private static T? First<T>(AttributesInForce attributes, string attribute, string place)
        where T : AllocatorSpec, new() =>
        attributes.Of(attribute).SelectMany(one => Standing(one.Data, place)).Select(type => (T)By(new T(), type)).FirstOrDefault();

    // A declaration with its type, and of one built in what it leaves and takes.
    private static AllocatorSpec By(AllocatorSpec declared, INamedTypeSymbol type) =>
        declared with { Strategy = type.Name, Type = Written(type), Left = BuiltIn(type)?.Left, Flops = BuiltIn(type)?.Flops, Weights = BuiltIn(type)?.Weights, Learns = Learns(type) };

    // A type that is none, or may not stand there, is the compiler's to tell, at the attribute and nowhere else.
    private static IEnumerable<INamedTypeSymbol> Standing(AttributeData attribute, string place) =>
        attribute.AttributeClass!.TypeArguments.OfType<INamedTypeSymbol>().Where(type => Implements(type, place));

    private static bool Implements(INamedTypeSymbol type, string place) => type.AllInterfaces.Any(one => one.ToDisplayString() == place);

    // Whether it says itself which weights it holds.
    private static bool Learns(INamedTypeSymbol type) => type.AllInterfaces.First(one => one.ToDisplayString() == Names.Allocation).GetMembers(Names.Weights)
        .Any(member => type.FindImplementationForInterfaceMember(member) is { } told && !SymbolEqualityComparer.Default.Equals(told, member));

    private static BuiltInAllocation? BuiltIn(INamedTypeSymbol type) =>
        type.ContainingNamespace.ToDisplayString() == Names.Allocations ? BuiltInAllocation.Of(type.Name) : null;

    private static string Written(INamedTypeSymbol type) =>
        type.ContainingNamespace.ToDisplayString() == Names.Allocations ? type.Name : type.ToDisplayString();

    private static Place Type(Arguments written) => written.TypePlaces.DefaultIfEmpty(written.Place).First();

    private static ReductionSpec Of(Arguments written, INamedTypeSymbol type)
    {
        var defaults = (ReductionSpec)By(new ReductionSpec(), type);
        return defaults with
        {
            Ratio = written.Number("Ratio") ?? defaults.Ratio,
            FromLayer = (int)(written.Number("FromLayer") ?? defaults.FromLayer),
            Layers = (int)(written.Number("Layers") ?? defaults.Layers),
            ReadsGrid = Implements(type, Names.GridPlace),
            ReadsReceived = !Implements(type, Names.CrossPlace) && !Implements(type, Names.CausalPlace),
        };
    }
}
