using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>An experiment as the host holds it.</summary>
/// <param name="Spec">What was declared.</param>
/// <param name="Create">Makes the emitted learner of a plan.</param>
/// <param name="File">The experiment's own file.</param>
public sealed record HostedExperiment(
    ExperimentSpec Spec, Func<ExperimentPlan, Device, ILearner> Create, string File)
{
    /// <summary>Its variants, in the order of their declarations.</summary>
    public IReadOnlyList<HostedExperiment> Variants { get; init; } = [];

    /// <summary>An experiment with its variants, which stand in its own file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="bundle">The bundle that it runs from, where a file of that name lies too; null where it runs from its source.</param>
    public static HostedExperiment Of<T>(string file, Bundle? bundle = null)
        where T : IExperiment<T>
    {
        file = bundle is null ? file : Path.Combine(bundle.Folder, Path.GetFileName(file));
        return new(T.Spec, T.Create, file)
        {
            Bundle = bundle,
            Variants = [.. T.Variants.Select(variant => new HostedExperiment(variant.Spec, variant.Create, file) { IsVariant = true, Bundle = bundle })],
        };
    }

    /// <summary>The bundle that it runs from; null where it runs from its source.</summary>
    public Bundle? Bundle { get; init; }

    /// <summary>Whether it is a variant, which the command line has to name.</summary>
    public bool IsVariant { get; init; }

    /// <summary>The experiment itself, or the variant of a name.</summary>
    /// <exception cref="UserError">There is none.</exception>
    public HostedExperiment Named(string? variant) => variant is null || variant == Spec.Name
        ? this
        : Variants.FirstOrDefault(one => one.Spec.Name == variant) ?? throw new UserError(
            $"--variant {variant}: expected a variant of {Spec.Name}; valid: {Planning.Text.List(Variants.Select(one => one.Spec.Name), "or")}.");

    /// <summary>The folder that data files are relative to.</summary>
    public string Folder => Path.GetDirectoryName(Path.GetFullPath(File))!;

    /// <summary>What is declared, its tasks reading their samples where their files are not here.</summary>
    public ExperimentSpec SpecHere => Sampled(task => !System.IO.File.Exists(Path.Combine(Folder, task.File)) && System.IO.File.Exists(Path.Combine(Folder, task.Sample)));

    /// <summary>What is declared, its tasks reading what those of a run read.</summary>
    public ExperimentSpec SpecOf(RunFolder run) => Sampled(task => run.Config.Settings.GetValueOrDefault($"{task.Name}.Reads") == Overrides.Reads(task.Sampled));

    private ExperimentSpec Sampled(Func<TaskSpec, bool> sampled) => Spec with
    {
        Tasks = Spec.Tasks.Select(task => task.Sample.Length > 0 && sampled(task) ? task.Sampled : task).ToEquatableArray(),
    };

    /// <summary>How a user starts this experiment.</summary>
    public string Command =>
        $"{Bundle?.Command ?? $"dotnet run {Path.GetRelativePath(Environment.CurrentDirectory, File)}"}{(IsVariant ? $" --variant {Spec.Name}" : "")}";

    /// <summary>The git commit that its source is of; null where that lies in no repository.</summary>
    public string? Commit => Bundle is null ? GitCommit.Of(Folder) : Bundle.Commit;

    /// <summary>The best weights of a run.</summary>
    /// <param name="plan">The plan of the model that takes them.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="run">The run.</param>
    internal ILearner Best(ExperimentPlan plan, Device device, RunFolder run)
    {
        var learner = Create(plan, device);
        learner.Load(run.BestCheckpoint, plan.Spec.Name);
        return learner;
    }

    /// <summary>The plan of a spec; its findings are the user's mistakes.</summary>
    public static ExperimentPlan Plan(ExperimentSpec spec) => ExperimentPlan.Of(spec).Match(
        plan => plan,
        findings => throw new UserError(string.Join("\n", findings.Select(finding => $"{finding.Rule.Id} {finding.At}: {finding.Message}"))));
}
