using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Host;

/// <summary>What a run was started with; <c>config.json</c>.</summary>
/// <param name="Experiment">The experiment's type name.</param>
/// <param name="Begun">When the run began.</param>
/// <param name="Command">The command that repeats it.</param>
/// <param name="Settings">Every resolved setting, by name: numbers under the name that <c>--set</c> takes, and choices.</param>
/// <param name="Origin">What it was begun on and with; null for a run of a version that did not tell.</param>
public sealed record RunConfig(
    string Experiment, DateTimeOffset Begun, string Command, IReadOnlyDictionary<string, string> Settings, RunOrigin? Origin = null);

/// <summary>JSON of run files, generated so that it needs no reflection: experiments may be trimmed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(MetricPoint))]
[JsonSerializable(typeof(RunConfig))]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>The same, indented for people, with letters of every script written as they are.</summary>
    public static RunJson Readable => new(new JsonSerializerOptions(Default.Options!)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
