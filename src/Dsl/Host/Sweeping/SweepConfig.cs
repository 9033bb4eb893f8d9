using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Host;

/// <summary>What a search was begun with; <c>sweep.json</c>.</summary>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Begun">When.</param>
/// <param name="Command">The command that repeats it.</param>
/// <param name="Settings">The numbers that were set for all trials, as they were written.</param>
/// <param name="Device">cpu, cuda, or null for the best there is.</param>
/// <param name="Search">random, grid or halving.</param>
/// <param name="Trials">How many trials; of a grid, as many as it has.</param>
/// <param name="Points">Points of a range, of a grid.</param>
/// <param name="Factor">The best of so many trials goes on, of halving.</param>
/// <param name="Vary">What is varied, as it was written.</param>
/// <param name="Declared">What the experiment declared.</param>
/// <param name="Jobs">How many trials are trained at once.</param>
public sealed record SweepConfig(
    string Experiment, DateTimeOffset Begun, string Command, IReadOnlyList<string> Settings, string? Device,
    string Search, int Trials, int Points, int Factor, IReadOnlyList<string> Vary, IReadOnlyDictionary<string, string> Declared, int Jobs = 1)
{
    /// <summary>The file.</summary>
    public const string File = "sweep.json";

    /// <summary>Begins a search's folder.</summary>
    public void Write(string folder) =>
        WholeFile.Write(Path.Combine(folder, File), JsonSerializer.Serialize(this, SweepJson.Readable.SweepConfig) + "\n");

    /// <summary>Reads the search in a folder.</summary>
    /// <exception cref="UserError">There is none of this experiment as it is declared now.</exception>
    public static SweepConfig Read(string folder, HostedExperiment experiment)
    {
        var path = Path.Combine(folder, File);
        if (!System.IO.File.Exists(path))
            throw new UserError($"{folder}: expected the folder of a search of {experiment.Spec.Name}; it has no {File}.");
        try
        {
            var config = JsonSerializer.Deserialize(WholeFile.Guard(path, () => System.IO.File.ReadAllText(path)), SweepJson.Readable.SweepConfig)!;
            var differences = DeclaredNow.Differences(config.Declared, DeclaredNow.Of(experiment)).ToList();
            return differences.Count == 0
                ? config
                : throw new UserError($"{path}: this search cannot go on, what is declared is another.\n  {string.Join("\n  ", differences)}");
        }
        catch (JsonException error)
        {
            throw new UserError($"{path}: expected what a search was begun with: {error.Message}");
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SweepConfig))]
internal sealed partial class SweepJson : JsonSerializerContext
{
    /// <summary>The same, indented for people, with letters of every script written as they are.</summary>
    public static SweepJson Readable => new(new JsonSerializerOptions(Default.Options!)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
