using Heed.Host;
using Xunit;

namespace Heed.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly string runs = Directory.CreateTempSubdirectory("heed-runs-").FullName;
    private readonly RunConfig config = new(
        "Translation",
        new(2025, 3, 9, 7, 5, 1, TimeSpan.FromHours(1)),
        "dotnet run experiments/translation.cs --seed 17",
        new Dictionary<string, string> { ["Experiment.Seed"] = "17", ["Note"] = "« é 中 \" < »" });

    public void Dispose() => Directory.Delete(runs, recursive: true);

    [Fact]
    public void A_run_gets_a_folder_of_its_own_named_by_its_local_time()
    {
        var first = RunFolder.Start(config, runs: runs);
        var second = RunFolder.Start(config, runs: runs);
        Assert.Equal(Path.Combine(runs, "Translation", "2025-03-09_07-05-01"), first.Root);
        Assert.Equal(first.Root + "-2", second.Root);
    }

    [Fact]
    public void A_run_is_opened_with_the_configuration_it_was_started_with()
    {
        var started = RunFolder.Start(config, runs: runs);
        var opened = RunFolder.Open(started.Root, "Translation");
        Assert.Equal(config.Settings, opened.Config.Settings);
        Assert.Equal(config with { Settings = opened.Config.Settings }, opened.Config);
        var json = File.ReadAllText(Path.Combine(started.Root, "config.json"));
        Assert.Contains("\"Note\": \"« é 中 \\\" < »\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_latest_run_is_the_one_begun_last()
    {
        RunFolder.Start(config with { Begun = config.Begun.AddDays(1) }, runs: runs);
        RunFolder.Start(config, runs: runs);
        Assert.EndsWith("2025-03-10_07-05-01", RunFolder.Latest("Translation", runs).Root, StringComparison.Ordinal);
    }

    [Fact]
    public void The_latest_run_is_the_one_begun_last_whatever_its_folder_is_called()
    {
        RunFolder.Start(config, Path.Combine(runs, "Translation", "baseline"));
        var last = RunFolder.Start(config with { Begun = config.Begun.AddDays(1) }, runs: runs);
        Assert.Equal(last.Root, RunFolder.Latest("Translation", runs).Root);
    }

    [Fact]
    public void A_named_folder_is_used_when_it_is_new_or_empty()
    {
        var path = Path.Combine(runs, "new", "deeper");
        Assert.Equal(path, RunFolder.Start(config, path).Root);
        Assert.Equal(runs, RunFolder.Start(config, Directory.CreateDirectory(Path.Combine(runs, "empty")).FullName).Root[..runs.Length]);
    }

    [Fact]
    public void A_folder_with_other_files_is_refused_and_left_as_it_was()
    {
        var file = Path.Combine(runs, "thesis.txt");
        File.WriteAllText(file, "years of work");
        var error = Assert.Throws<UserError>(() => RunFolder.Start(config, runs));
        Assert.Equal($"--out {runs}: expected a new or empty folder; it holds other files. Name another folder.", error.Message);
        Assert.Equal([file], Directory.GetFileSystemEntries(runs));
    }

    [Fact]
    public void A_folder_with_a_run_is_refused_and_the_way_on_is_told()
    {
        var path = RunFolder.Start(config, runs: runs).Root;
        var error = Assert.Throws<UserError>(() => RunFolder.Start(config, path));
        Assert.Contains($"Go on with it by --resume {path}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        var file = Path.Combine(runs, "file");
        File.WriteAllText(file, "");
        Assert.Contains("received a file", Assert.Throws<UserError>(() => RunFolder.Start(config, file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_experiments_run_is_not_opened()
    {
        var path = RunFolder.Start(config, runs: runs).Root;
        var error = Assert.Throws<UserError>(() => RunFolder.Open(path, "Captions"));
        Assert.Equal($"{path}: expected a run of Captions, received a run of Translation.", error.Message);
    }

    [Theory]
    [InlineData("{\"experiment\": \"Translation\"", "config.json(1,")]
    [InlineData("[]", "config.json(1,")]
    [InlineData("{\"experiment\": \"Translation\"}", "begun")]
    public void A_damaged_configuration_is_named(string text, string expected)
    {
        File.WriteAllText(Path.Combine(runs, "config.json"), text);
        var error = Assert.Throws<UserError>(() => RunFolder.Open(runs, "Translation"));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_run_to_open_is_told_plainly()
    {
        Told("there is no such folder", () => RunFolder.Open("nowhere", "T"));
        Told("no config.json", () => RunFolder.Open(runs, "T"));
        Told("Train one first", () => RunFolder.Latest("T", runs));

        static void Told(string expected, Func<RunFolder> open) =>
            Assert.Contains(expected, Assert.Throws<UserError>(open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_and_report_are_kept_with_the_run()
    {
        var folder = RunFolder.Start(config, runs: runs);
        folder.WriteCode([("Translation.Model.g.cs", "class A;")]);
        folder.WriteReport("<!doctype html>");
        Assert.Equal("class A;", File.ReadAllText(Path.Combine(folder.Code, "Translation.Model.g.cs")));
        Assert.Equal("<!doctype html>", File.ReadAllText(folder.Report));
        Assert.Empty(Directory.GetFiles(runs, "*.part", SearchOption.AllDirectories));
    }

    /// <summary>/dev/full refuses every byte, as a full disk does.</summary>
    [Fact]
    public void A_full_disk_is_named()
    {
        var metrics = new MetricsFile("/dev/full");
        var none = new Dictionary<string, double>();
        var error = Assert.Throws<UserError>(() => metrics.Append(new ValidationPoint(1, 1, none, none)));
        Assert.StartsWith("/dev/full: ", error.Message, StringComparison.Ordinal);
    }
}
