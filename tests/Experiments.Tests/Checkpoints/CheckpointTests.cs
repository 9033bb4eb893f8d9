using System.Diagnostics;
using Heed.Host;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using Tensors = System.Collections.Generic.IReadOnlyList<(string Name, TorchSharp.torch.Tensor Value)>;

namespace Heed.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly string root = Directory.CreateTempSubdirectory("heed-checkpoint-").FullName;
    private readonly Checkpoint state = new(
        "Translation", new Dictionary<string, string> { ["Encoder.Width"] = "256", ["Name"] = "« 中 »" }, 120, 17, 2, 18.625);

    private string Last => Path.Combine(root, "last");

    public void Dispose()
    {
        scope.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void A_run_goes_on_from_exactly_what_was_saved()
    {
        var (model, optimizer) = (Tensors(1), Tensors(2));
        state.Save(Last, model, optimizer);
        var (newModel, newOptimizer) = (Tensors(3), Tensors(4));
        var back = Checkpoint.Resume(Last, state, newModel, newOptimizer);

        Assert.Equal(state.Settings, back.Settings);
        Assert.Equal(state with { Settings = back.Settings }, back);
        Assert.True(Same(model, newModel) && Same(optimizer, newOptimizer));
    }

    [Fact]
    public void Weights_alone_are_enough_to_evaluate_on_any_number_of_threads()
    {
        var model = Tensors(1);
        state.Save(Last, model, Tensors(2));
        File.Delete(Path.Combine(Last, "optimizer.safetensors"));
        var target = Tensors(3);
        Assert.Equal(120, Checkpoint.Load(Last, "Translation", target).Step);
        Assert.True(Same(model, target));
    }

    [Fact]
    public void The_best_validation_may_be_missing_or_not_a_number()
    {
        foreach (var best in new double?[] { null, double.NaN, double.NegativeInfinity })
        {
            (state with { Best = best }).Save(Last, Tensors(1), Tensors(2));
            Assert.Equal(best, Checkpoint.Load(Last, "Translation", Tensors(3)).Best);
        }
    }

    /// <summary>One byte changed, the last byte gone, or the whole file: in each file, and nothing is loaded.</summary>
    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("optimizer.safetensors")]
    [InlineData("state.json")]
    [InlineData("SHA256SUMS")]
    public void Damage_anywhere_is_found_and_named(string name)
    {
        state.Save(Last, Tensors(1), Tensors(2));
        var file = Path.Combine(Last, name);
        var bytes = File.ReadAllBytes(file);
        byte[][] damages =
            [[.. bytes[..^1]], [.. bytes, 0], .. Enumerable.Range(0, 40).Select(at => Flip(bytes, at * (bytes.Length - 1) / 39))];
        foreach (var damage in damages.Where(damage => name != "SHA256SUMS" || damage.Length == bytes.Length))
        {
            File.WriteAllBytes(file, damage);
            // A list of sums that is damaged accuses the file that it no longer fits.
            RefusedUntouched(name == "SHA256SUMS" ? Last : file);
        }

        File.Delete(file);
        RefusedUntouched(file);
    }

    [Fact]
    public void Another_experiment_is_refused()
    {
        state.Save(Last, Tensors(1), Tensors(2));
        var error = Assert.Throws<UserError>(() => Checkpoint.Load(Last, "Captions", Tensors(3)));
        Assert.Equal($"{Last}/state.json: expected a checkpoint of Captions, found one of Translation.", error.Message);
    }

    [Fact]
    public void Another_format_is_refused()
    {
        (state with { Format = 2 }).Save(Last, Tensors(1), Tensors(2));
        Assert.Contains("state.json: expected format 1, found 2", RefusedUntouched(Last), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_settings_are_refused_all_at_once()
    {
        (state with { Settings = new Dictionary<string, string> { ["Encoder.Width"] = "128", ["Heads"] = "4" }, Seed = 18 })
            .Save(Last, Tensors(1), Tensors(2));
        Assert.Equal(
            [
                "Encoder.Width: 128 there, 256 here", "Heads: 4 there, nothing here", "Name: nothing there, « 中 » here",
                "seed: 18 there, 17 here",
            ],
            RefusedUntouched(Last).Split("\n  ")[1..]);
    }

    [Fact]
    public void Another_number_of_threads_is_refused_with_the_mend()
    {
        (state with { Threads = 8 }).Save(Last, Tensors(1), Tensors(2));
        var message = RefusedUntouched(Last);
        Assert.Contains("computed on 8 threads, this run has 2", message, StringComparison.Ordinal);
        Assert.Contains("OMP_NUM_THREADS=8", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_device_is_refused_with_the_mend()
    {
        (state with { Device = "cuda" }).Save(Last, Tensors(1), Tensors(2));
        Assert.Contains("computed on cuda, which rounds otherwise than cpu. --device cuda goes on.", RefusedUntouched(Last), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_other_shapes_is_refused_before_anything_is_changed()
    {
        state.Save(Last, Tensors(1), [("other", ones(1))]);
        Assert.Contains("optimizer.safetensors: its tensors are not those", RefusedUntouched(Last), StringComparison.Ordinal);
        state.Save(Last, [("other", ones(1))], Tensors(2));
        Assert.Contains("model.safetensors: its tensors are not those", RefusedUntouched(Last), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_is_not_there_is_named() =>
        Assert.Equal($"{Last}: expected a checkpoint; there is no such folder.", RefusedUntouched(Last));

    [Fact]
    public void The_sums_are_those_that_sha256sum_checks()
    {
        state.Save(Last, Tensors(1), Tensors(2));
        using var check = Process.Start(new ProcessStartInfo("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"])
        {
            WorkingDirectory = Last,
        })!;
        check.WaitForExit();
        Assert.Equal(0, check.ExitCode);
    }

    private string RefusedUntouched(string named)
    {
        var (model, optimizer) = (Tensors(5), Tensors(6));
        var message = Assert.Throws<UserError>(() => Checkpoint.Resume(Last, state, model, optimizer)).Message;
        Assert.StartsWith(named, message, StringComparison.Ordinal);
        Assert.True(Same(Tensors(5), model) && Same(Tensors(6), optimizer));
        return message;
    }

    private static byte[] Flip(byte[] bytes, int at) => [.. bytes[..at], (byte)(bytes[at] ^ 1), .. bytes[(at + 1)..]];

    private static Tensors Tensors(int seed)
    {
        using var generator = new Generator((ulong)seed);
        return [("encoder.0.query.weight", randn([4, 3], generator: generator)), ("steps", tensor(seed, int64))];
    }

    private static bool Same(Tensors left, Tensors right) =>
        left.Zip(right).All(pair => pair.First.Value.equal(pair.Second.Value).all().item<bool>());
}
