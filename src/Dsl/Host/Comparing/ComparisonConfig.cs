using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Host;

/// <summary>What a comparison was begun with; <c>comparison.json</c>.</summary>
/// <param name="Experiment">The base's name.</param>
/// <param name="Begun">When.</param>
/// <param name="Command">The command that repeats it.</param>
/// <param name="Settings">The numbers that were set, as they were written.</param>
/// <param name="Device">cpu, cuda, or null for the best there is.</param>
/// <param name="Seeds">How many seeds, the experiment's own and those after it.</param>
/// <param name="Flops">Operations that each run may take; null where steps or time are the budget.</param>
/// <param name="Contenders">What the base and each variant declared, by name.</param>
/// <param name="Jobs">How many runs are trained at once.</param>
public sealed record ComparisonConfig(
    string Experiment, DateTimeOffset Begun, string Command, IReadOnlyList<string> Settings, string? Device, int Seeds, double? Flops,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Contenders, int Jobs = 1)
{
    /// <summary>Whether it was to be quick, and claims no quality.</summary>
    public bool Quick { get; init; }

    /// <summary>Where it is kept, in the folder of the comparison.</summary>
    internal const string File = "comparison.json";

    /// <summary>What is compared: the experiment, then its variants.</summary>
    public static IReadOnlyList<HostedExperiment> ContendersOf(HostedExperiment experiment) => [experiment, .. experiment.Variants];

    /// <summary>What contenders declare, so that a comparison does not go on with others.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Declared(HostedExperiment experiment) =>
        ContendersOf(experiment).ToDictionary(one => one.Spec.Name, DeclaredNow.Of);

    /// <summary>Begins a comparison's folder.</summary>
    public void Write(string folder) =>
        WholeFile.Write(Path.Combine(folder, File), JsonSerializer.Serialize(this, ComparisonJson.Readable.ComparisonConfig) + "\n");

    /// <summary>Reads the comparison in a folder, which goes on with all that it was begun with, and with variants that were declared since.</summary>
    /// <exception cref="UserError">There is none of this experiment as it is declared now.</exception>
    public static ComparisonConfig Read(string folder, HostedExperiment experiment)
    {
        var path = Path.Combine(folder, File);
        if (!System.IO.File.Exists(path))
            throw new UserError($"{folder}: expected the folder of a comparison of {experiment.Spec.Name}; it has no {File}.");
        try
        {
            var config = JsonSerializer.Deserialize(WholeFile.Guard(path, () => System.IO.File.ReadAllText(path)), ComparisonJson.Readable.ComparisonConfig)!;
            var now = Declared(experiment);
            string[] differences =
            [
                .. config.Contenders.Keys.Except(now.Keys).Select(name => $"{name}: there, not declared here"),
                .. from contender in config.Contenders
                   where now.ContainsKey(contender.Key)
                   from difference in DeclaredNow.Differences(contender.Value, now[contender.Key])
                   select $"{contender.Key}, {difference}",
            ];
            return differences.Length == 0
                ? config
                : throw new UserError($"{path}: this comparison cannot go on, what is declared is another.\n  {string.Join("\n  ", differences)}");
        }
        catch (JsonException error)
        {
            throw new UserError($"{path}: expected what a comparison was begun with: {error.Message}");
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ComparisonConfig))]
internal sealed partial class ComparisonJson : JsonSerializerContext
{
    /// <summary>The same, indented for people, with letters of every script written as they are.</summary>
    public static ComparisonJson Readable => new(new JsonSerializerOptions(Default.Options!)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
