using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.Versioning;
using Heed.Host;
using Heed.Tests.Commands;
using Xunit;

namespace Heed.Tests.Bundles;

/// <summary>The verb that makes a bundle, with an SDK that is a script; and a program that knows it is one. tests/Experiments.Tests/bundle.sh makes one of the real SDK.</summary>
[Collection(ProcessWide.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class BundleTests : WordsExperiment
{
    public BundleTests() => File.WriteAllText(Path.Combine(Folder, "words.cs"), "return;");

    private string Archive => Path.Combine(Folder, "made", "words.tar.gz");

    [Fact]
    public void A_bundle_is_one_archive_of_program_data_and_code_and_says_how_it_is_run()
    {
        var (code, output, error) = WithSdk("echo \"$@\" > arguments; while [ \"$1\" != -o ]; do shift; done; mkdir -p \"$2\"; echo program > \"$2/words\"", "--out", Archive);
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith($"publish {Folder}/words.cs -r linux-x64 --self-contained ", File.ReadAllText(Path.Combine(Folder, "arguments")), StringComparison.Ordinal);
        Assert.Contains($"Bundle: {Archive}, ", output, StringComparison.Ordinal);
        Assert.Contains("words.cs, words.tsv", output, StringComparison.Ordinal);
        Assert.Contains("tar xzf words.tar.gz && HEED_LIBTORCH=FOLDER words/words, where FOLDER is torch/lib of the PyTorch 2.10 there", output, StringComparison.Ordinal);
        using var file = new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(file, Folder, overwriteFiles: false);
        Assert.Equal("program\n", File.ReadAllText(Path.Combine(Folder, "words", "words")));
        Assert.True(File.GetUnixFileMode(Path.Combine(Folder, "words", "words")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal(File.ReadAllText(DataFile), File.ReadAllText(Path.Combine(Folder, "words", "words.tsv")));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(Archive)!));
    }

    [Fact]
    public void Where_the_SDK_fails_its_last_lines_are_shown_and_nothing_is_left()
    {
        var (code, _, error) = WithSdk("for line in $(seq 40); do echo \"line $line\"; done; echo 'error CS0103: there' >&2; exit 1", "--out", Archive);
        Assert.Equal(2, code);
        Assert.Contains("failed; its last lines:", error, StringComparison.Ordinal);
        Assert.Contains("line 40\n", error, StringComparison.Ordinal);
        Assert.Contains("error CS0103: there", error, StringComparison.Ordinal);
        Assert.DoesNotContain("line 20\n", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(Archive)!));
    }

    [Fact]
    public void Without_an_SDK_it_says_so()
    {
        var (code, _, error) = WithSdk(null, "--out", Archive);
        Assert.Equal((2, "bundle: expected the .NET SDK, which builds the program; there is no `dotnet` on the PATH.\n"), (code, error));
    }

    [Theory]
    [InlineData("--out {0}", "expected a file such as words.tar.gz; this is a folder.")]
    [InlineData("--out {0}/words.zip", "expected a file such as words.tar.gz.")]
    [InlineData("--out {0}/words.tsv/words.tar.gz", "words.tsv")]
    [InlineData("--steps 5", "Unrecognized command or argument '--steps'")]
    [InlineData("--variant Louder", "bundle takes no --variant: it holds them all.")]
    public void A_mistake_of_the_user_is_known_before_anything_is_built(string arguments, string message)
    {
        Variants = [new(Words.Spec with { Name = "Louder" }, Words.Create, Path.Combine(Folder, "words.cs")) { IsVariant = true }];
        var (code, _, error) = WithSdk("touch built", string.Format(null, arguments, Folder).Split(' '));
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "built")));
    }

    [Fact]
    public void A_bundle_says_first_which_libtorch_it_computes_with_and_makes_no_other()
    {
        Bundle = new(Folder, Path.Combine(Folder, "words"), new string('a', 40));
        var (code, output, error) = Run(["train", "--out", RunFolder, "--steps", "2", .. Small]);
        Assert.Equal((0, $"{LibTorchFolder.Find().Told}\n"), (code, error));
        Assert.DoesNotContain("dotnet", output, StringComparison.Ordinal);
        var config = File.ReadAllText(Path.Combine(RunFolder, "config.json"));
        Assert.Contains($"\"commit\": \"{Bundle.Commit}\"", config, StringComparison.Ordinal);
        Assert.Contains($"\"command\": \"{Bundle.Command} ", config, StringComparison.Ordinal);
        Assert.Equal(0, Run(["help"]).Code);
        Assert.Contains("'bundle'", Run(["bundle"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundled_experiment_finds_its_files_beside_the_program_and_is_started_by_it()
    {
        var experiment = HostedExperiment.Of<Words>("/where/it/was/made/words.cs", new("/bundle/", Path.Combine(Environment.CurrentDirectory, "words"), null));
        Assert.Equal(("/bundle", "./words"), (experiment.Folder, experiment.Command));
        Assert.Null(experiment.Commit);
        Assert.EndsWith("/bundle/words", new Bundle("/bundle", "/bundle/words", null).Command, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_OpenSSL_is_told_so_before_NET_would_end_the_process()
    {
        OpenSsl.Expect();
        OpenSsl.Expect(name => name == "libssl.so.1.1");
        var error = Assert.Throws<UserError>(() => OpenSsl.Expect(_ => false));
        Assert.Contains("expected libssl.so.3 or libssl.so.1.1", error.Message, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) WithSdk(string? script, params string[] arguments)
    {
        var path = Environment.GetEnvironmentVariable("PATH");
        var tools = Directory.CreateTempSubdirectory("heed-sdk-");
        try
        {
            if (script is not null)
            {
                var sdk = Path.Combine(tools.FullName, "dotnet");
                File.WriteAllText(sdk, $"#!/bin/sh\nPATH={path}\n{script}\n");
                File.SetUnixFileMode(sdk, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            Environment.SetEnvironmentVariable("PATH", tools.FullName);
            return Run(["bundle", .. arguments]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
            tools.Delete(recursive: true);
        }
    }
}
