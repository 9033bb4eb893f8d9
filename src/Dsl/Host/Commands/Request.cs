using Heed.Data;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>What the command line asks for.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Spec">Its declaration, with the numbers that were set.</param>
/// <param name="Settings">Those numbers, as they were written.</param>
/// <param name="DeviceName">cpu, cuda, or null for the best there is.</param>
/// <param name="Out">The run's folder, where it was named.</param>
/// <param name="Resumes">Whether to go on with a run.</param>
/// <param name="ResumeFolder">Which run to go on with, where it was named.</param>
public sealed record Request(
    HostedExperiment Experiment, ExperimentSpec Spec, IReadOnlyList<string> Settings, string? DeviceName, string? Out, bool Resumes, string? ResumeFolder)
{
    /// <summary>The command that repeats this.</summary>
    public string Command => string.Join(" ", new[] { Experiment.Command }
        .Concat(Settings.Select(setting => $"--set {setting}"))
        .Concat(DeviceName is null ? [] : [$"--device {DeviceName}"]));

    /// <summary>The same with numbers changed.</summary>
    /// <exception cref="UserError">There is no such number, or the value is none.</exception>
    public Request With(params string[] settings) => this with { Spec = Overrides.Apply(Spec, settings), Settings = [.. Settings, .. settings] };

    /// <summary>The run to read or go on with: the one that was named, or the latest.</summary>
    public RunFolder ExistingRun() => (ResumeFolder ?? Out) is { } named
        ? RunFolder.Open(named, Spec.Name)
        : RunFolder.Latest(Spec.Name);

    /// <summary>What is declared, with the numbers that a run was started with and those that were set now.</summary>
    /// <exception cref="UserError">The run read other data, or its weights mean something else.</exception>
    public ExperimentSpec SpecOf(RunFolder? run)
    {
        if (run is null)
            return Spec;
        var spec = Overrides.Apply(Overrides.Restore(Experiment.SpecOf(run), run.Config.Settings), Settings);
        Overrides.Expect(run, spec);
        return spec;
    }

    /// <summary>The plan of a spec once its data is known: a small corpus may not fill the vocabulary that was asked for.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="tasks">Its tasks, with what their data says of them.</param>
    public static ExperimentPlan PlanOf(ExperimentSpec spec, Vocabulary vocabulary, IEnumerable<TaskSpec> tasks) =>
        HostedExperiment.Plan(spec with
        {
            Tokenizer = spec.Tokenizer with { Vocabulary = vocabulary.Count },
            Tasks = tasks.ToEquatableArray(),
        });

    /// <summary>The device to compute on.</summary>
    /// <exception cref="UserError">It is not there.</exception>
    public Device Device()
    {
        var loaded = LibTorch.Load();
        return DeviceName switch
        {
            null => new Device(loaded.Device),
            "cpu" => CPU,
            "cuda" when loaded.Cuda => CUDA,
            "cuda" => throw new UserError("--device cuda: libtorch found no CUDA device. The doctor verb says what is missing; --device cpu works."),
            _ => throw new UserError($"--device {DeviceName}: expected cpu or cuda."),
        };
    }
}
