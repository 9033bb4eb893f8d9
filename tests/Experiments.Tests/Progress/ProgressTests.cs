using Heed.Host;
using Heed.Tests.Reports;
using Spectre.Console;
using Xunit;

namespace Heed.Tests.Progress;

public class ProgressTests
{
    [Fact]
    public void Redirected_training_writes_a_line_every_few_seconds_and_the_last_step()
    {
        var output = new StringWriter();
        var view = new PlainTrainingView(output, steps: 30, interval: 10);
        for (var step = 1; step <= 30; step++)
            view.Show(Train(step));
        Assert.Equal(
            """
            step 1 of 30: loss 2.500  ToFrench 2.500  5,000 tokens/s
            step 11 of 30: loss 2.500  ToFrench 2.500  5,000 tokens/s  19 s left
            step 21 of 30: loss 2.500  ToFrench 2.500  5,000 tokens/s  9.0 s left
            step 30 of 30: loss 2.500  ToFrench 2.500  5,000 tokens/s

            """, output.ToString());
    }

    [Fact]
    public void A_resumed_run_reckons_its_time_from_this_sitting()
    {
        var output = new StringWriter();
        var view = new PlainTrainingView(output, steps: 1000, interval: 1);
        view.Show(Train(901) with { Elapsed = 5000 });
        view.Show(Train(902) with { Elapsed = 5001 });
        Assert.EndsWith("1 min 38 s left\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_is_no_terminal_gets_no_control_characters()
    {
        var (console, output) = Console(terminal: false);
        Watched(console);
        LongWork.Watch(console, "Learning the vocabulary", 2, done => { done(1); return 0; });
        Terminal.Write(console, SampleReport.Content.Results);
        Terminal.Write(console, SampleReport.Content.Samples);
        Assert.DoesNotContain(output.ToString(), c => char.IsControl(c) && c != '\n');
        Assert.Contains("step 2: validation  ToFrench 1.250 (perplexity 3.490)\n", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Learning the vocabulary\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_gets_a_bar_with_the_latest_figures()
    {
        var (console, output) = Console(terminal: true);
        Assert.Equal(7, Watched(console));
        Assert.Contains("━", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("step 2 of 2  loss 2.500  ToFrench 2.500", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("perplexity 3.490", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_name_each_task_once_and_mark_the_best()
    {
        var (console, output) = Console(terminal: true);
        Terminal.Write(console, SampleReport.Content.Results);
        Assert.Equal(2, output.ToString().Split("ToFrench").Length);
        Assert.Contains("\e[1m8.7\e[0m", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("BLEU|nrefs:1|", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_fit_80_columns_and_say_once_what_holds_for_all()
    {
        var (console, output) = Console(terminal: false, width: 80);
        var bleu = SampleReport.Content.Results[0] with { Systems = ["model", "nearest neighbour", "copy"] };
        Terminal.Write(console, [bleu, bleu with { Metric = "ROUGE-L", Signature = "another" }]);
        var lines = output.ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        Assert.Equal(2, lines.Count(line => line.Contains("Examples  model  nearest neighbour  copy", StringComparison.Ordinal)
            || line.Contains("Examples   model   nearest neighbour   copy", StringComparison.Ordinal)));
        Assert.Equal(4, lines.Count(line => line.Contains("without near-twins", StringComparison.Ordinal)));
        Assert.Single(lines, line => line.StartsWith(bleu.Note[..40], StringComparison.Ordinal));
        Assert.Contains("another", lines.Select(line => line.TrimEnd()));
    }

    [Fact]
    public void Hostile_text_can_do_nothing_to_the_terminal()
    {
        var (console, output) = Console(terminal: false);
        Terminal.Write(console, [new SampleOutput("[red]", "[/]\e]0;title\a", "[bold", "\e[2J", "a\rb", false, 0)]);
        Assert.DoesNotContain(output.ToString(), c => char.IsControl(c) && c != '\n');
        Assert.Contains("[red]", output.ToString(), StringComparison.Ordinal);
    }

    private static int Watched(IAnsiConsole console) => TrainingView.Watch(console, 2, view =>
    {
        view.Show(Train(1));
        view.Show(Train(2));
        view.Show(new ValidationPoint(2, 2, new Dictionary<string, double> { ["ToFrench"] = 1.25 },
            new Dictionary<string, double> { ["ToFrench"] = Math.Exp(1.25) }));
        view.Say("Saved.");
        return 7;
    });

    private static TrainPoint Train(int step) => new(step, step, new Dictionary<string, double> { ["ToFrench"] = 2.5 }, 2.5, 1, 1, 5000);

    private static (IAnsiConsole Console, StringWriter Output) Console(bool terminal, int width = 120)
    {
        var output = new StringWriter { NewLine = "\n" };
        return (AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = terminal ? InteractionSupport.Yes : InteractionSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.TrueColor : ColorSystemSupport.NoColors,
            Out = new Output(output, terminal, width),
        }), output);
    }

    private sealed class Output(TextWriter writer, bool terminal, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => terminal;

        public int Width => width;

        public int Height => 40;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
