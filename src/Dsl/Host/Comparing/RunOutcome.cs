using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Host;

/// <summary>What one run of many came to; <c>outcome.json</c> in the run's folder.</summary>
/// <param name="Parameters">Trained numbers, shared ones counted once.</param>
/// <param name="Steps">Steps trained.</param>
/// <param name="Flops">Operations of those steps, padding counted: those of matrix products, forward and backward.</param>
/// <param name="Seconds">Time trained, over all sittings.</param>
/// <param name="PeakBytes">Resident memory of the process at its highest while it trained, in the last sitting; null where the system does not tell.</param>
/// <param name="Ended">Whether nothing was left to train.</param>
/// <param name="Diverged">Whether training led nowhere.</param>
/// <param name="Results">Its results on the test part; none where it was not tested.</param>
public sealed record RunOutcome(
    long Parameters, int Steps, double Flops, double Seconds, long? PeakBytes, bool Ended, bool Diverged, IReadOnlyList<ResultTable> Results)
{
    /// <summary>What the files held that each task read, by the task's name; null where an earlier version kept none.</summary>
    public IReadOnlyDictionary<string, string>? Contents { get; init; }

    /// <summary>How many runs were trained at once, in the last sitting; 0 where an earlier version trained one.</summary>
    public int Jobs { get; init; }

    /// <summary>What is to be known of the times of runs that were trained beside others; nothing where none was.</summary>
    public static string AtOnce(IEnumerable<RunOutcome> runs) => runs.Select(run => Math.Max(1, run.Jobs)).Distinct().Order().ToList() switch
    {
        [] or [1] => "",
        [var all] => $", of {all} runs at once",
        [var least, .., var most] => $", of {least} to {most} runs at once",
    };

    /// <summary>What the files held that the runs in some folders read; null where none of them tells.</summary>
    public static IReadOnlyDictionary<string, string>? ReadBy(IEnumerable<string> folders) => folders.Select(folder => Read(folder)?.Contents).FirstOrDefault(one => one is not null);

    /// <summary>What is kept in a run's folder; null where the run has not come so far.</summary>
    /// <exception cref="UserError">The file is damaged.</exception>
    public static RunOutcome? Read(string folder)
    {
        var file = Path.Combine(folder, "outcome.json");
        if (!File.Exists(file))
            return null;
        try
        {
            return JsonSerializer.Deserialize(WholeFile.Guard(file, () => File.ReadAllText(file)), OutcomeJson.Default.RunOutcome);
        }
        catch (JsonException error)
        {
            throw new UserError($"{file}: expected what a run came to: {error.Message} Without the file, the run is tested again.");
        }
    }

    /// <summary>Keeps it in the run's folder.</summary>
    public void Write(string folder) =>
        WholeFile.Write(Path.Combine(folder, "outcome.json"), JsonSerializer.Serialize(this, OutcomeJson.Default.RunOutcome) + "\n");
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // a constant answer has no correlation
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RunOutcome))]
internal sealed partial class OutcomeJson : JsonSerializerContext;
