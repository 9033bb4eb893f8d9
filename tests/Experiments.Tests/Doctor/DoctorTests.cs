using Heed.Host;
using Spectre.Console;
using Xunit;

namespace Heed.Tests.Doctoring;

[Collection(ProcessWide.Name)]
public class DoctorTests
{
    [Fact]
    public void A_machine_that_runs_these_tests_has_nothing_to_mend()
    {
        var findings = Doctor.Run();
        Assert.DoesNotContain(findings, finding => finding.Verdict == Verdict.Failure);
        Assert.Superset(
            new HashSet<string>
            {
                "system", "libstdc++", "libtorch", "versions", "LibTorchSharp", "CUDA", "float32 products", "memory", "disk for runs",
                "disk for the cache", "threads",
            },
            findings.Select(finding => finding.Name).ToHashSet());
        Assert.All(findings, finding => Assert.Equal(finding.Verdict == Verdict.Good, finding.Mend is null));
    }

    [Fact]
    public void The_doctor_leaves_the_switch_to_oneDNN_as_it_was()
    {
        var before = FastMath.InForce;
        Doctor.Run();
        Assert.Equal(before, FastMath.InForce);
    }

    [Theory]
    [InlineData("2.10.0+cpu", 1, Verdict.Good)]
    [InlineData("2.9.1", 1, Verdict.Failure)]
    [InlineData("unknown", 1, Verdict.Failure)]
    [InlineData("2.10.0", 2, Verdict.Failure)]
    public void Mixed_versions_are_a_failure(string libtorch, int copies, Verdict verdict) =>
        Assert.Equal(verdict, TorchChecks.Versions(libtorch, "0.107.0", copies).Verdict);

    [Theory]
    [InlineData(false, false, Verdict.Good)]
    [InlineData(true, true, Verdict.Good)]
    [InlineData(false, true, Verdict.Warning)]
    public void A_device_that_lies_idle_is_a_warning(bool cuda, bool driver, Verdict verdict) =>
        Assert.Equal(verdict, TorchChecks.Cuda(new("", "2.10.0", "", "", false, cuda), driver).Verdict);

    [Theory]
    [InlineData(10L << 30, Verdict.Good)]
    [InlineData(3L << 29, Verdict.Warning)]
    [InlineData(1L << 27, Verdict.Failure)]
    public void Little_room_is_a_warning_and_none_a_failure(long free, Verdict verdict)
    {
        Assert.Equal(verdict, SystemChecks.Memory(free).Verdict);
        Assert.Equal(verdict, SystemChecks.Disk("disk", "/", free).Verdict);
    }

    [Fact]
    public void More_threads_than_cores_is_a_warning() => Assert.Equal(Verdict.Warning, TorchChecks.Threads(4, 2).Verdict);

    [Fact]
    public void Findings_are_printed_as_they_are_brackets_too()
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 120;
        Doctor.Print(
            console, [new("disk", Verdict.Good, "[/srv] 9 GiB"), new("libtorch", Verdict.Failure, "not loaded", "run `dotnet restore`")]);
        Assert.Contains("[/srv] 9 GiB", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("failure", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 to mend before experiments can run.", text.ToString(), StringComparison.Ordinal);
    }
}
