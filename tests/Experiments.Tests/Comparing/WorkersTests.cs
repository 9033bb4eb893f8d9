using System.Diagnostics;
using System.IO.Pipes;
using Heed.Host;
using Spectre.Console;
using Xunit;

namespace Heed.Tests.Comparing;

/// <summary>Processes that train the runs of one folder at once.</summary>
[Collection(ProcessWide.Name)]
public sealed class WorkersTests
{
    [Fact]
    public void What_each_of_them_says_stands_behind_its_number_and_a_failure_is_that_of_all()
    {
        var (output, error, code) = Said(() => Workers.Run(["sh", "-c", "echo one; echo two >&2; exit 3"], 2, 1, CancellationToken.None));
        Assert.Equal(1, code);
        Assert.Equal(["[1] one", "[2] one"], output.Order(StringComparer.Ordinal));
        Assert.Equal(["[1] ended with 3.", "[1] two", "[2] ended with 3.", "[2] two"], error.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_mistake_that_one_of_them_tells_is_that_of_all() =>
        Assert.Equal(2, Said(() => Workers.Run(["sh", "-c", "exit 2"], 2, 1, CancellationToken.None)).Code);

    [Fact]
    public void Each_computes_with_its_share_of_the_processor_unless_more_or_less_was_said_before()
    {
        var before = Environment.GetEnvironmentVariable("OMP_NUM_THREADS");
        try
        {
            Environment.SetEnvironmentVariable("OMP_NUM_THREADS", null);
            Assert.Equal("7", Threads());
            Environment.SetEnvironmentVariable("OMP_NUM_THREADS", "3");
            Assert.Equal("3", Threads());
        }
        finally
        {
            Environment.SetEnvironmentVariable("OMP_NUM_THREADS", before);
        }

        Assert.Equal(1, Workers.ThreadsOf(1_000));
        Assert.Equal(Environment.ProcessorCount, Workers.ThreadsOf(1));

        static string Threads() => Said(() => Workers.Run(["sh", "-c", "echo $OMP_NUM_THREADS"], 1, 7, CancellationToken.None)).Output[0][^1..];
    }

    [Fact]
    public void Asked_to_end_they_see_their_input_end()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var (output, _, code) = Said(() => Workers.Run(["sh", "-c", "cat; echo ended"], 2, 1, stop.Token));
        Assert.Equal((0, 2), (code, output.Count(line => line.EndsWith("ended", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_worker_is_asked_to_end_once_whoever_started_it_is_gone()
    {
        using var interruption = new Interruption();
        using var starter = new AnonymousPipeServerStream(PipeDirection.Out);
        using var own = new AnonymousPipeClientStream(PipeDirection.In, starter.ClientSafePipeHandle);
        interruption.AskAtEndOf(own);
        starter.WriteByte(0);
        Assert.False(interruption.Asked.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(100)));
        starter.Dispose();
        Assert.True(interruption.Asked.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_run_is_claimed_by_one_until_it_lets_go_or_dies()
    {
        var run = Path.Combine(Directory.CreateTempSubdirectory("heed-claim").FullName, "Words", "seed-17");
        using (var first = Claim.On(run))
        {
            Assert.NotNull(first);
            Assert.Null(Claim.On(run));
        }

        using (var again = Claim.On(run))
            Assert.NotNull(again);
        using var other = Process.Start(new ProcessStartInfo("flock", ["--exclusive", run + ".claim", "-c", "echo held; cat"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("held", other.StandardOutput.ReadLine());
        Assert.Null(Claim.On(run));
        other.Kill(entireProcessTree: true);
        other.WaitForExit();
        Assert.True(SpinWait.SpinUntil(() => IsFree(run), TimeSpan.FromSeconds(30)));
        Claim.Clear(run);
        Assert.False(File.Exists(run + ".claim"));

        static bool IsFree(string run)
        {
            using var claim = Claim.On(run);
            return claim is not null;
        }
    }

    [Fact]
    public void A_run_whose_process_dies_is_taken_over_and_one_that_another_ended_is_not_done_again()
    {
        var folder = Directory.CreateTempSubdirectory("heed-claim").FullName;
        string[] runs = [Path.Combine(folder, "dies"), Path.Combine(folder, "ends"), Path.Combine(folder, "free")];
        var done = new bool[3];
        var (dies, ends) = (Claim.On(runs[0])!, Claim.On(runs[1])!);
        List<int> worked = [];
        Claim.Each(runs, place => done[place], place =>
        {
            worked.Add(place);
            done[place] = true;
            dies.Dispose();
            done[1] = true;
            ends.Dispose();
        }, CancellationToken.None);
        Assert.Equal([2, 0], worked);
        Assert.True(Claim.Excludes(folder));
    }

    private static (string[] Output, string[] Error, int Code) Said(Func<int> act)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var (console, errors) = (AnsiConsole.Console, Console.Error);
        try
        {
            AnsiConsole.Console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(TextWriter.Synchronized(output)) });
            Console.SetError(TextWriter.Synchronized(error));
            var code = act();
            return (Lines(output), Lines(error), code);
        }
        finally
        {
            AnsiConsole.Console = console;
            Console.SetError(errors);
        }
    }

    private static string[] Lines(StringWriter said) => said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
