using Heed.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Generators.Parsing;

/// <summary>[Variant&lt;T&gt;] on a record → <see cref="VariantDeclaration"/>: an experiment of the attributes in force.</summary>
internal static class ParseVariant
{
    public static VariantDeclaration Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancel)
    {
        var (type, syntax) = ((INamedTypeSymbol)context.TargetSymbol, (TypeDeclarationSyntax)context.TargetNode);
        var name = Place.Of(syntax.Identifier);
        var (written, data) = Arguments.Of(type, Names.Variant, cancel).First();
        var named = data.AttributeClass!.TypeArguments[0];
        var record = ParseExperiment.OfRecord(type, syntax, cancel);
        if (named is not INamedTypeSymbol experiment || Arguments.Of(experiment, Names.Variant, cancel).Any()
            || Arguments.Of(experiment, Names.Experiment, cancel).FirstOrDefault() is not { Data: { } marked })
        {
            var empty = new ExperimentSpec { Name = type.Name, Namespace = ParseRecord.NamespaceOf(type) };
            var stranger = new Located(
                new(Rules.VariantBase, "", "a record with [Experiment]", named.ToDisplayString()), written.TypePlaces.DefaultIfEmpty(written.Place).First());
            return new(new(empty, new(new Spot("", name)), record.Append(stranger).ToEquatableArray(), false) { Told = All(empty) }, "", "");
        }

        var part = marked.ApplicationSyntaxReference!.GetSyntax(cancel).FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        var declared = ParseExperiment.Parse(experiment, part, cancel);
        var without = Withouts(type, cancel).ToArray();
        var (spec, spots, mistakes) = ParseExperiment.Read(
            type, declared.Spec.Tasks, AttributesInForce.Of(type, name, experiment, [.. without.Select(one => one.Attribute)], cancel));
        Located[] own =
        [
            .. record, .. mistakes.Where(mistake => mistake.Place != name || declared.Mistakes.All(told => told.Finding.Rule != mistake.Finding.Rule)),
            .. Own(type, experiment, cancel), .. Idle(experiment, without),
        ];
        if (own.Length == 0 && spec with { Name = declared.Spec.Name, Namespace = declared.Spec.Namespace } == declared.Spec)
            own = [new(new(Rules.VariantSame, "", $"something left out, or written otherwise than on {experiment.Name}", "nothing of the kind"), name)];
        return new(
            new(spec, spots.Prepend(new("", name)).ToEquatableArray(), own.ToEquatableArray(), declared.TasksAreSound && declared.Mistakes.Count == 0)
            {
                Told = All(declared.Spec),
            },
            experiment.Name, declared.Spec.Namespace);
    }

    /// <summary>[Without] on an experiment that is no variant.</summary>
    public static IEnumerable<Located> Stray(INamedTypeSymbol type, CancellationToken cancel) =>
        Arguments.Of(type, Names.Variant, cancel).Any() ? [] : Withouts(type, cancel).Select(one => new Located(
            new(Rules.WithoutIdle, "", $"[Variant<...>] on {type.Name}, whose base has something to leave out", "an experiment of its own"), one.Place));

    // What no variant has of its own: its base says it for all that is compared.
    private static IEnumerable<Located> Own(INamedTypeSymbol type, INamedTypeSymbol experiment, CancellationToken cancel)
    {
        foreach (var (written, _) in Arguments.Of(type, Names.Experiment, cancel))
            yield return new(new(Rules.VariantOwn, "", $"seed, steps and batches of {experiment.Name}", written.Name), written.Place);
        foreach (var parameter in ParseRecord.Parameters(type))
        {
            yield return new(
                new(Rules.VariantOwn, "", $"the tasks of {experiment.Name}", $"a parameter {parameter.Name}"), ParseRecord.PlaceOf(parameter, cancel));
        }
    }

    private static IEnumerable<Located> Idle(INamedTypeSymbol experiment, IEnumerable<(ITypeSymbol Attribute, Place Place)> without)
    {
        var removable = experiment.GetAttributes().Where(data => Arguments.NameOf(data) is not (null or Names.Experiment)).ToArray();
        return
            from one in without
            where !removable.Any(data => AttributesInForce.IsA(data, one.Attribute))
            select new Located(
                new(
                    Rules.WithoutIdle, "", $"an attribute of {experiment.Name} beside [Experiment]", one.Attribute.Name,
                    Text.List(removable.Select(data => data.AttributeClass!.Name).Distinct())),
                one.Place);
    }

    private static IEnumerable<(ITypeSymbol Attribute, Place Place)> Withouts(INamedTypeSymbol type, CancellationToken cancel) =>
        from one in Arguments.Of(type, Names.Without, cancel)
        where one.Data.AttributeClass!.TypeArguments.Length == 1
        select (one.Data.AttributeClass!.TypeArguments[0], one.Arguments.TypePlaces.DefaultIfEmpty(one.Arguments.Place).First());

    private static EquatableArray<Finding> All(ExperimentSpec spec) => PlanChecks.Of(spec).ToEquatableArray();
}
