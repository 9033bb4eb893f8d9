namespace Heed.Generators;

/// <summary>Names of the pipeline's steps, by which tests ask whether a step ran again.</summary>
public static class TrackingNames
{
    /// <summary>Experiments, parsed.</summary>
    public const string Experiments = nameof(Experiments);

    /// <summary>Variants, parsed.</summary>
    public const string Variants = nameof(Variants);

    /// <summary>The variants of each experiment.</summary>
    public const string VariantLists = nameof(VariantLists);

    /// <summary>Tasks, parsed.</summary>
    public const string Tasks = nameof(Tasks);

    /// <summary>Data files and their columns.</summary>
    public const string Data = nameof(Data);

    /// <summary>What is wrong, and where.</summary>
    public const string Findings = nameof(Findings);

    /// <summary>Plans to emit.</summary>
    public const string Plans = nameof(Plans);

    /// <summary>Tasks to emit.</summary>
    public const string TaskSpecs = nameof(TaskSpecs);

    /// <summary>Records to leave empty.</summary>
    public const string Refused = nameof(Refused);

    /// <summary>The steps whose output emission depends on.</summary>
    public static IReadOnlyList<string> All { get; } = [Experiments, Variants, VariantLists, Tasks, Data, Findings, Plans, TaskSpecs, Refused];
}
