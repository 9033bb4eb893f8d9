namespace Heed;

/// <summary>
/// Declares a variant of an experiment: a partial record without parameters. Its declaration is the base's, less what
/// <see cref="WithoutAttribute{TAttribute}"/> names; an attribute written on the variant stands in the place of the base's of the same kind
/// (all shares, all allocations, the optimizer, the tokenizer, the way to decode). Tasks, seed, steps and batches are the base's.
/// </summary>
/// <typeparam name="TExperiment">The base: a record with <see cref="ExperimentAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class VariantAttribute<TExperiment> : Attribute;
