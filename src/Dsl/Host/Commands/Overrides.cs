using System.Globalization;
using System.Text.Json;
using Heed.Planning;

namespace Heed.Host;

/// <summary>Numbers of a declaration changed on the command line: <c>--set Encoder.Width=128</c>.</summary>
public static class Overrides
{
    /// <summary>How the setting is called that tells what a task's files held, after the task's name.</summary>
    public const string Contents = ".Contents";

    /// <summary>A spec with numbers changed.</summary>
    /// <exception cref="UserError">There is no such number, or the value is none; every mistake is named.</exception>
    public static ExperimentSpec Apply(ExperimentSpec spec, IEnumerable<string> settings)
    {
        var numbers = Numbers.Of(spec).ToDictionary(number => number.Path, StringComparer.OrdinalIgnoreCase);
        var mistakes = new List<string>();
        foreach (var setting in settings)
        {
            var (path, text) = setting.Split('=', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : (setting, null);
            if (text is null)
                mistakes.Add($"--set {setting}: expected Name=number, such as Encoder.Width=128.");
            else if (!numbers.TryGetValue(path, out var number))
                mistakes.Add($"--set {setting}: there is no number {path}; valid: {string.Join(", ", Near(path, numbers.Keys))}.");
            else if (!TryParse(text, out var value))
                mistakes.Add($"--set {setting}: expected {number.Range}, received {text}.");
            else if (number.Check(value) is { } finding)
                mistakes.Add($"--set {setting}: expected {finding.Expected}, received {finding.Received}.");
            else
                spec = number.Write(spec, value);
        }

        return mistakes.Count == 0 ? spec : throw new UserError(string.Join("\n", mistakes));
    }

    /// <summary>A spec with the numbers of a run's <c>config.json</c>; how it decodes belongs to who asks, and stays.</summary>
    public static ExperimentSpec Restore(ExperimentSpec spec, IReadOnlyDictionary<string, string> settings) => Apply(
        spec, Numbers.Of(spec).Where(number => !Decodes(number.Path) && settings.ContainsKey(number.Path)).Select(number => $"{number.Path}={settings[number.Path]}"));

    /// <summary>Every setting of a spec and its value, by path: its numbers, its choices, and what its tasks read.</summary>
    public static IReadOnlyDictionary<string, string> Settings(ExperimentSpec spec) => Numbers.Of(spec)
        .Select(number => (number.Path, number.Read(spec).ToString("R", CultureInfo.InvariantCulture)))
        .Append(("Optimizer", spec.Optimizer.Name))
        .Concat(spec.AllocateMemory is { } memory ? [("AllocateMemory", memory.Strategy)] : [])
        .Concat(spec.AllocatePast is { } past ? [("AllocatePast", past.Strategy)] : [])
        .Concat(spec.Decoder is null ? [] : [("Decoding", spec.Decoding.Name)])
        .Concat(Choices.Of(spec).Select(choice => (choice.Path, choice.Read(spec).ToString()!)))
        .Concat(spec.Tokenizer.Kind == TokenizerKind.BytePairs || !spec.HasText ? [] : [("Tokenizer.Kind", spec.Tokenizer.Description)])
        .Concat(from task in spec.Tasks where task.Only.Length > 0 select ($"{task.Name}.Only", task.Only))
        .Concat(
            from task in spec.Tasks
            where task.Label is { Classes.Count: > 0 }
            select ($"{task.Name}.Classes", JsonSerializer.Serialize(task.Label!.Classes.ToArray())))
        .Concat(
            from task in spec.Tasks
            where task.Number is { Mean: not 0 } or { Deviation: not 1 }
            select ($"{task.Name}.Scale", JsonSerializer.Serialize<double[]>([task.Number!.Mean, task.Number.Deviation])))
        .Concat(from task in spec.Tasks where task.Contents.Length > 0 select (task.Name + Contents, task.Contents))
        .Concat(spec.Tasks.Select(task => ($"{task.Name}.Reads", Reads(task))))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>
    /// What a task reads, as settings tell it. A file that is read on may have a bad row where training has come to only after days: then it
    /// can go on without such rows.
    /// </summary>
    public static string Reads(TaskSpec task) =>
        $"{task.File}: {task.Input.Column} → {task.Target.Column}{(task.SkipBadRows && task.Window == 0 ? ", bad rows skipped" : "")}{(task.Test.Length == 0 ? "" : $", tested on {task.Test}")}";

    /// <summary>The tasks with what the settings of a checkpoint tell of their data: their classes, the mean and deviation of their numbers.</summary>
    public static IEnumerable<TaskSpec> TasksIn(ExperimentSpec spec, IReadOnlyDictionary<string, string> settings) => spec.Tasks.Select(task =>
    {
        var classes = settings.TryGetValue($"{task.Name}.Classes", out var names) ? JsonSerializer.Deserialize<string[]>(names) : null;
        var scale = settings.TryGetValue($"{task.Name}.Scale", out var numbers) ? JsonSerializer.Deserialize<double[]>(numbers) : null;
        return task.With(column => column with
        {
            Label = column.Label is { } label && classes is not null ? label with { Classes = classes.ToEquatableArray() } : column.Label,
            Number = column.Number is { } number && scale is [var mean, var deviation] ? number with { Mean = mean, Deviation = deviation } : column.Number,
        });
    });

    /// <summary>A run's settings, with the way to decode of a spec in the place of the run's own.</summary>
    public static IReadOnlyDictionary<string, string> Asked(IReadOnlyDictionary<string, string> settings, ExperimentSpec spec) =>
        settings.Where(setting => !Decodes(setting.Key)).Concat(Settings(spec).Where(setting => Decodes(setting.Key)))
            .ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>Refuses a spec that would read other data than a run did, or compute otherwise with its weights.</summary>
    /// <exception cref="UserError">Names every such setting.</exception>
    public static void Expect(RunFolder run, ExperimentSpec spec)
    {
        string[] differences =
        [
            .. from setting in Settings(spec)
               where !OnlyTrains(setting.Key) && !Decodes(setting.Key) && run.Config.Settings.TryGetValue(setting.Key, out var then) && then != setting.Value
               select $"{setting.Key}: {run.Config.Settings[setting.Key]} there, {setting.Value} here",
            .. Allocations(run.Config.Settings.Keys) is var there && Allocations(Settings(spec).Keys) is var here && there != here
                ? new[] { $"Allocation of attention: {there} there, {here} here" }
                : [],
        ];
        if (differences.Length > 0)
            throw new UserError($"{run.Root}: its model was trained with other settings.\n  {string.Join("\n  ", differences)}");
    }

    // What is allocated, by the settings that each allocation has.
    private static string Allocations(IEnumerable<string> paths) => paths.Where(path => (path == "AllocateMemory" || path.EndsWith(".FromLayer", StringComparison.Ordinal)) && !Decodes(path))
        .Select(path => path.Split('.')[0]).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } names ? Planning.Text.List(names) : "none";

    /// <summary>Whether a setting says how answers are written, and nothing of weights or data.</summary>
    public static bool Decodes(string path) =>
        path == "Decoding" || path.EndsWith(".Only", StringComparison.Ordinal) || path.StartsWith("CacheEviction.", StringComparison.Ordinal)
        || DecodingSpec.All.Any(decoding => path.StartsWith(decoding.Name + ".", StringComparison.Ordinal));

    // What says how weights are reached, and nothing of what they mean.
    private static bool OnlyTrains(string path) =>
        path.Split('.') is ["Optimizer"] or ["Regularization" or "Schedule" or "MovingAverage" or "EarlyStop", _] or ["Experiment", not "Seed"] or ["AdaptiveSpan", "Penalty" or "Start"] or ["TokenPruning", not "FromLayer"] or ["TokenRetention", "Penalty" or "Soft"]
            or [not "TokenRetention", "Weight" or "Rate" or "Flip" or "Shift"]
        || OptimizerSpec.All.Any(optimizer => path.StartsWith(optimizer.Name + ".", StringComparison.Ordinal));

    private static bool TryParse(string text, out double value) =>
        double.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);

    // All numbers of the same attribute where it is known, else all there are.
    private static IEnumerable<string> Near(string path, IEnumerable<string> known)
    {
        var sameAttribute = known.Where(other => other.StartsWith(path.Split('.')[0] + ".", StringComparison.OrdinalIgnoreCase)).ToArray();
        return sameAttribute.Length > 0 ? sameAttribute : known;
    }
}
