namespace Heed.Generators.Parsing;

/// <summary>A variant as it was declared.</summary>
/// <param name="Experiment">The experiment that it comes to.</param>
/// <param name="Base">The name of the experiment that it varies; empty where there is none.</param>
/// <param name="BaseNamespace">The base's namespace; empty where it has none.</param>
public sealed record VariantDeclaration(ExperimentDeclaration Experiment, string Base, string BaseNamespace);

/// <summary>The variants of an experiment, to be listed on its record.</summary>
/// <param name="Name">The experiment's record.</param>
/// <param name="Namespace">Its namespace; empty where it has none.</param>
/// <param name="Variants">Names of the variants' records, as the experiment's own half calls them.</param>
public sealed record VariantList(string Name, string Namespace, EquatableArray<string> Variants)
{
    /// <summary>The lists of all experiments that have variants, of those variants that get a half of their own.</summary>
    public static IEnumerable<VariantList> Of(IEnumerable<VariantDeclaration> variants) =>
        from variant in variants
        where variant.Base.Length > 0 && (variant.Experiment.Emittable().Any() || variant.Experiment.Refused().Any())
        group variant by (variant.Base, variant.BaseNamespace) into list
        select new VariantList(list.Key.Base, list.Key.BaseNamespace, list.Select(CalledByBase).Distinct().ToEquatableArray());

    private static string CalledByBase(VariantDeclaration variant)
    {
        var spec = variant.Experiment.Spec;
        return spec.Namespace == variant.BaseNamespace ? spec.Name
            : spec.Namespace.Length == 0 ? $"global::{spec.Name}"
            : $"global::{spec.Namespace}.{spec.Name}";
    }
}
