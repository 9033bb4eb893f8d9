using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Data;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>A moment of training from which it goes on bit for bit; beside its tensors it is <c>state.json</c>.</summary>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Settings">The resolved settings that must be the same for a run to go on, by name.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Seed">The seed: every step draws its randomness from it and the step's number.</param>
/// <param name="Threads">Threads that computed: another number adds up in another order, so results differ in the last bits.</param>
/// <param name="Best">The best validation so far; none before the first.</param>
/// <param name="Device">What computed, cpu or cuda: they round differently.</param>
/// <param name="Stale">Validations since the best.</param>
/// <param name="Computes">The numbers that passes compute in.</param>
public sealed record Checkpoint(
    string Experiment,
    IReadOnlyDictionary<string, string> Settings,
    int Step,
    long Seed,
    int Threads,
    double? Best = null,
    string Device = "cpu",
    int Stale = 0,
    string Computes = "float32")
{
    /// <summary>The version of the folder's form.</summary>
    public const int CurrentFormat = 1;

    private const string ModelFile = "model.safetensors", OptimizerFile = "optimizer.safetensors", StateFile = "state.json";

    private const string Words = "vocabulary.json";

    private const string Unknown = "nothing";

    /// <summary>The version that the folder was written in.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Writes a checkpoint in the place of the one in the folder. At every instant one of the two is there whole.</summary>
    /// <exception cref="UserError">It cannot be written, such as on a full disk: then the folder is as it was.</exception>
    public void Save(
        string folder, IReadOnlyList<(string Name, Tensor Value)> model, IReadOnlyList<(string Name, Tensor Value)> optimizer,
        Vocabulary? vocabulary = null)
    {
        // Other tools (transformers among them) read only files that say "pt": tensors laid out as PyTorch's are.
        var metadata = new Dictionary<string, string> { ["format"] = "pt", ["experiment"] = Experiment };
        WholeFolder.Replace(folder, aside =>
        {
            var sums = CheckSums.Write(aside, ModelFile, stream => SafeTensors.Write(stream, model, metadata))
                + CheckSums.Write(aside, OptimizerFile, stream => SafeTensors.Write(stream, optimizer))
                + CheckSums.Write(aside, StateFile, stream => JsonSerializer.Serialize(stream, this, CheckpointJson.Default.Checkpoint))
                + (vocabulary is null ? "" : CheckSums.Write(aside, Words, stream => stream.Write(Utf8(VocabularyText.Write(vocabulary)))));
            CheckSums.Write(aside, CheckSums.File, stream => stream.Write(Utf8(sums)));
        });
    }

    /// <summary>Reads the weights of a checkpoint into a model: enough to evaluate and to predict.</summary>
    /// <exception cref="UserError">No whole checkpoint of the experiment is there, or it does not fit: no tensor is changed.</exception>
    public static Checkpoint Load(string folder, string experiment, IReadOnlyList<(string Name, Tensor Value)> model)
    {
        var whole = Whole(folder);
        CheckSums.Verify(whole, StateFile, ModelFile);
        var state = ReadState(whole, experiment);
        using var weights = SafeTensors.Open(Path.Combine(whole, ModelFile));
        weights.CopyInto(model);
        return state;
    }

    /// <summary>Reads the settings that the weights were trained with.</summary>
    /// <exception cref="UserError">No whole checkpoint of the experiment is there.</exception>
    public static IReadOnlyDictionary<string, string> SettingsOf(string folder, string experiment)
    {
        var whole = Whole(folder);
        CheckSums.Verify(whole, StateFile);
        return ReadState(whole, experiment).Settings;
    }

    /// <summary>Reads all of a checkpoint, so that training goes on as if it had not stopped.</summary>
    /// <param name="folder">The checkpoint's folder.</param>
    /// <param name="now">The run that is to go on: its experiment, settings, seed and threads must be the checkpoint's.</param>
    /// <param name="model">The model's tensors.</param>
    /// <param name="optimizer">The optimizer's tensors.</param>
    /// <exception cref="UserError">No whole checkpoint of this run is there, or it does not fit; then no tensor is changed.</exception>
    public static Checkpoint Resume(
        string folder,
        Checkpoint now,
        IReadOnlyList<(string Name, Tensor Value)> model,
        IReadOnlyList<(string Name, Tensor Value)> optimizer)
    {
        var whole = Whole(folder);
        CheckSums.Verify(whole, StateFile, ModelFile, OptimizerFile);
        var state = ReadState(whole, now.Experiment);
        state.RefuseAnotherRun(Path.Combine(whole, StateFile), now);
        using var weights = SafeTensors.Open(Path.Combine(whole, ModelFile));
        using var moments = SafeTensors.Open(Path.Combine(whole, OptimizerFile));
        weights.Expect(model);
        moments.CopyInto(optimizer);
        weights.CopyInto(model);
        return state;
    }

    /// <summary>Reads the vocabulary that the weights were trained with.</summary>
    /// <exception cref="UserError">None is there whole.</exception>
    public static Vocabulary LoadVocabulary(string folder)
    {
        var whole = Whole(folder);
        CheckSums.Verify(whole, Words);
        return VocabularyFile.Load(Path.Combine(whole, Words));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Whole(string folder) =>
        WholeFolder.Find(folder) ?? throw new UserError($"{folder}: expected a checkpoint; there is no such folder.");

    private static Checkpoint ReadState(string folder, string experiment)
    {
        var path = Path.Combine(folder, StateFile);
        try
        {
            var text = WholeFile.Guard(path, () => File.ReadAllBytes(path));
            using var json = JsonDocument.Parse(text);
            var format = json.RootElement.GetProperty("format").GetInt32();
            if (format != CurrentFormat)
                throw new UserError($"{path}: expected format {CurrentFormat}, found {format}: another version of Heed wrote it.");
            var state = json.Deserialize(CheckpointJson.Default.Checkpoint)!;
            return state.Experiment == experiment
                ? state
                : throw new UserError($"{path}: expected a checkpoint of {experiment}, found one of {state.Experiment}.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new UserError($"{path}: expected the state of a checkpoint: {error.Message}");
        }
    }

    private void RefuseAnotherRun(string path, Checkpoint now)
    {
        string[] differences =
        [
            .. from name in Settings.Keys.Union(now.Settings.Keys).Order(StringComparer.Ordinal)
               let here = now.Settings.GetValueOrDefault(name, Unknown)
               let there = Settings.GetValueOrDefault(name, Unknown)
               where here != there && (there != Unknown || !name.EndsWith(Overrides.Contents, StringComparison.Ordinal)) // earlier versions kept none
               select $"{name}: {there} there, {here} here",
            .. Seed == now.Seed ? Array.Empty<string>() : [$"seed: {Seed} there, {now.Seed} here"],
        ];
        if (differences.Length > 0)
            throw new UserError($"{path}: this run cannot go on from it, its settings are others.\n  {string.Join("\n  ", differences)}");
        if (Device != now.Device)
            throw new UserError($"{path}: it was computed on {Device}, which rounds otherwise than {now.Device}. --device {Device} goes on.");
        if (Computes != now.Computes)
            throw new UserError(
                $"{path}: it was computed in {Computes}, and this machine would go on in {now.Computes}, which rounds otherwise. " +
                "[Transformer(Precision = ...)] declares one for all machines.");
        if (Threads != now.Threads)
            throw new UserError(
                $"{path}: it was computed on {Threads} threads, this run has {now.Threads}; sums would differ in their last bits. " +
                $"Set OMP_NUM_THREADS={Threads} to go on.");
    }
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Checkpoint))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
