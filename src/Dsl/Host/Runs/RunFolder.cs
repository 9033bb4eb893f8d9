using System.Globalization;
using System.Text.Json;

namespace Heed.Host;

/// <summary>The folder that holds all of one run: its configuration, measurements, checkpoints, emitted code and report.</summary>
public sealed class RunFolder
{
    private RunFolder(string path, RunConfig config) => (Root, Config) = (path, config);

    /// <summary>The folder itself.</summary>
    public string Root { get; }

    /// <summary>What the run was started with.</summary>
    public RunConfig Config { get; }

    /// <summary><c>checkpoints/best</c> and <c>checkpoints/last</c> go here.</summary>
    public string Checkpoints => Path.Combine(Root, "checkpoints");

    /// <summary>The newest checkpoint.</summary>
    public string LastCheckpoint => Path.Combine(Checkpoints, "last");

    /// <summary>The checkpoint with the lowest validation loss.</summary>
    public string BestCheckpoint => Path.Combine(Checkpoints, "best");

    /// <summary>One JSON object per measurement.</summary>
    public string Metrics => Path.Combine(Root, "metrics.jsonl");

    /// <summary>The folder to point TensorBoard at.</summary>
    public string TensorBoard => Path.Combine(Root, "tensorboard");

    /// <summary>The page a person opens at the end.</summary>
    public string Report => Path.Combine(Root, "report.html");

    /// <summary>The code that was emitted for the experiment.</summary>
    public string Code => Path.Combine(Root, "code");

    /// <summary>What a task's answers may be made of, one entry a line; there only where that was declared.</summary>
    public string Lexicon(string task) => Path.Combine(Root, $"{task}.only.txt");

    /// <summary>Begins a run in a folder of its own, and writes its configuration there.</summary>
    /// <param name="config">What is run; its time names the folder.</param>
    /// <param name="chosen">The folder that the user named, or none: <c>runs/Experiment/time</c>.</param>
    /// <param name="runs">Where runs are kept.</param>
    /// <exception cref="UserError">The named folder is in use, or cannot be written.</exception>
    public static RunFolder Start(RunConfig config, string? chosen = null, string runs = "runs")
    {
        var time = config.Begun.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture);
        var path = chosen ?? Unused(Path.Combine(runs, config.Experiment, time));
        if (File.Exists(path))
            throw new UserError($"--out {path}: expected a new or empty folder, received a file.");
        if (Directory.Exists(path) && WholeFile.Guard(path, () => Directory.EnumerateFileSystemEntries(path).Any()))
            throw new UserError($"--out {path}: expected a new or empty folder; {InUse(path, config.Experiment)}");
        WholeFile.Guard(path, () => Directory.CreateDirectory(path));
        return Configured(path, config);
    }

    /// <summary>The run with other settings from now on: it goes on with more steps, say.</summary>
    /// <param name="settings">Every resolved setting.</param>
    /// <param name="changed">Those that were set now, as they were written: the command that repeats the run gains them.</param>
    public RunFolder With(IReadOnlyDictionary<string, string> settings, IEnumerable<string> changed) => Configured(Root, Config with
    {
        Settings = settings,
        Command = changed.Select(setting => $" --set {setting}")
            .Aggregate(Config.Command, (command, set) => command.EndsWith(set, StringComparison.Ordinal) ? command : command + set),
    });

    /// <summary>Opens a run that was begun before: to resume, to evaluate, to predict.</summary>
    /// <exception cref="UserError">There is no run of this experiment in the folder.</exception>
    public static RunFolder Open(string path, string experiment) => ReadConfig(path) switch
    {
        { } config when config.Experiment == experiment => new(path, config),
        { } config => throw new UserError($"{path}: expected a run of {experiment}, received a run of {config.Experiment}."),
        null => throw new UserError($"{path}: expected the folder of a run of {experiment}; "
            + (Directory.Exists(path) ? "it has no config.json." : "there is no such folder.")),
    };

    /// <summary>The run of an experiment that was begun last under <paramref name="runs"/>.</summary>
    /// <exception cref="UserError">There is none.</exception>
    public static RunFolder Latest(string experiment, string runs = "runs")
    {
        var parent = Path.Combine(runs, experiment);
        var latest = Directory.Exists(parent)
            ? Directory.GetDirectories(parent).Where(path => File.Exists(ConfigOf(path))).OrderBy(path => ReadConfig(path)!.Begun).ThenBy(path => path, StringComparer.Ordinal).LastOrDefault()
            : null;
        return latest is null
            ? throw new UserError($"{parent}: expected a run of {experiment}, found none. Train one first, or name its folder with --out.")
            : Open(latest, experiment);
    }

    /// <summary>Opens the run's measurements.</summary>
    /// <param name="through">The last step to keep: that of the checkpoint a run goes on from, 0 for a new one.</param>
    public RunLog OpenLog(int through = 0) => new(this, through);

    /// <summary>Keeps the emitted code with the run.</summary>
    /// <param name="files">File names and texts.</param>
    public void WriteCode(IEnumerable<(string Name, string Text)> files)
    {
        WholeFile.Guard(Code, () => Directory.CreateDirectory(Code));
        foreach (var (name, text) in files)
            WholeFile.Write(Path.Combine(Code, name), text);
    }

    /// <summary>Keeps what a task's answers may be made of.</summary>
    public void WriteLexicon(string task, string entries) => WholeFile.Write(Lexicon(task), entries);

    /// <summary>Writes the report.</summary>
    public void WriteReport(string html) => WholeFile.Write(Report, html);

    private static RunFolder Configured(string path, RunConfig config)
    {
        WholeFile.Write(ConfigOf(path), JsonSerializer.Serialize(config, RunJson.Readable.RunConfig) + "\n");
        return new(path, config);
    }

    private static string ConfigOf(string path) => Path.Combine(path, "config.json");

    private static string Unused(string path) => Enumerable.Range(1, int.MaxValue - 1)
        .Select(n => n == 1 ? path : $"{path}-{n}")
        .First(candidate => !Path.Exists(candidate));

    private static string InUse(string path, string experiment) => ReadConfig(path) is { } config && config.Experiment == experiment
        ? $"it holds a run of {experiment}. Go on with it by --resume {path}, or name another folder."
        : "it holds other files. Name another folder.";

    private static RunConfig? ReadConfig(string path)
    {
        var file = ConfigOf(path);
        if (!File.Exists(file))
            return null;
        try
        {
            return JsonSerializer.Deserialize(WholeFile.Guard(file, () => File.ReadAllText(file)), RunJson.Default.RunConfig);
        }
        catch (JsonException error)
        {
            var place = $"{file}({error.LineNumber + 1},{error.BytePositionInLine + 1})";
            throw new UserError($"{place}: expected a run's configuration: {error.Message}");
        }
    }
}
