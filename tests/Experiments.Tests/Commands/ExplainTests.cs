using System.Xml.Linq;
using Xunit;

namespace Heed.Tests.Commands;

/// <summary>The verb that shows where a model looked.</summary>
[Collection(ProcessWide.Name)]
public sealed class ExplainTests : WordsExperiment
{
    private static readonly byte[] PngSignature = [0x89, .. "PNG\r\n\x1a\n"u8];

    private string Explained => Path.Combine(RunFolder, "explain", "1");

    [Fact]
    public void A_task_that_writes_gets_a_page_and_every_map_as_png_and_svg()
    {
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        var (code, output, error) = Run(["explain", "--out", RunFolder, "--task", "Shout", "cat dog 3"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(Run(["predict", "--out", RunFolder, "--task", "Shout", "cat dog 3"]).Output, output.Split('\n')[0] + "\n");
        string[] maps = ["cross-1", "decoder-1", "encoder-1", "encoder-rollout", "source-rollout", "target-rollout"];
        Assert.Equal(
            maps.SelectMany(map => new[] { map + ".png", map + ".svg" }).Append("explain.html").Order(StringComparer.Ordinal),
            Directory.GetFiles(Explained).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        var page = File.ReadAllText(Path.Combine(Explained, "explain.html"));
        Assert.All(maps, map => Assert.Contains($"<a href=\"{map}.svg\">", page, StringComparison.Ordinal));
        Assert.DoesNotContain(">start<", File.ReadAllText(Path.Combine(Explained, "source-rollout.svg")), StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllText(Path.Combine(Explained, "target-rollout.svg")).Split(">start<").Length); // a column, and no row
        Assert.All(maps, map => Assert.Equal(PngSignature, File.ReadAllBytes(Path.Combine(Explained, map + ".png"))[..8]));
    }

    [Fact]
    public void A_drawing_holds_all_labels_and_cells_and_the_png_is_twice_its_size()
    {
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        Assert.Equal(0, Run(["explain", "--out", RunFolder, "--task", "Shout", "cat dog 3"]).Code);
        var svg = XDocument.Load(Path.Combine(Explained, "encoder-1.svg")).Root!;
        var labels = svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();
        Assert.Contains("Head 2", labels);
        Assert.Contains("Encoder self-attention, layer 1", labels);
        Assert.Equal("cat␣dog␣3", string.Concat(labels.SkipWhile(label => label != "Head 1").Skip(1).TakeWhile(label => label != "Head 2"))[.."cat␣dog␣3".Length]);
        Assert.Contains(svg.Descendants(), element => element.Attribute("fill-opacity") is not null);
        using var bitmap = SkiaSharp.SKBitmap.Decode(Path.Combine(Explained, "encoder-1.png"));
        Assert.Equal((int)Math.Ceiling(2 * (double)svg.Attribute("width")!), bitmap.Width, 1.0);
        Assert.Equal((int)Math.Ceiling(2 * (double)svg.Attribute("height")!), bitmap.Height, 1.0);
        Assert.Contains(bitmap.Pixels, pixel => pixel.Blue > pixel.Red + 60);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_task_that_tells_classes_shows_what_its_class_comes_from_and_what_the_pooling_weighs(bool weighs)
    {
        Declared = weighs ? Weighed.Spec : Tones.Spec;
        var create = weighs ? (Func<Planning.ExperimentPlan, TorchSharp.torch.Device, ILearner>)Weighed.Create : Tones.Create;
        File.WriteAllLines(
            Path.Combine(Folder, "tones.tsv"),
            Enumerable.Range(0, 240).Select(number => number % 3 == 0 ? $"CAT {number}\tLoud" : $"cat {number}\tQuiet").Prepend("text\ttone"));
        string[] tiny = [.. Small.Where((_, place) => !string.Concat(Small.Skip(place).Take(2)).Contains("Decoder.", StringComparison.Ordinal) && !Small[place].StartsWith("Decoder.", StringComparison.Ordinal))];
        Assert.Equal((0, ""), Run(["train", "--out", RunFolder, "--steps", "3", .. tiny], create) is var (trained, _, wrong) ? (trained, wrong) : default);
        var (code, output, error) = Run(["explain", "--out", RunFolder, "--to", Path.Combine(Folder, "new"), "cat 7"], create);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains(output.Split('\n')[0], new[] { "Loud", "Quiet" });
        Assert.True(File.Exists(Path.Combine(Folder, "new", "class-rollout.svg")));
        Assert.Equal(weighs, File.Exists(Path.Combine(Folder, "new", "pool.svg")));
    }

    [Fact]
    public void A_long_text_has_a_drawing_for_each_head_and_labels_that_stay_in_sight()
    {
        Done(["train", "--out", RunFolder, "--steps", "2", "--set", "Encoder.MaximumLength=64", .. Small]);
        var (code, _, error) = Run(["explain", "--out", RunFolder, "--task", "Shout", string.Concat(Enumerable.Repeat("cat ", 99))]);
        Assert.Equal(0, code);
        Assert.Contains("Cut to its first 64 of", error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Explained, "encoder-1-head-2.png")));
        Assert.Contains("<div class=\"keys\"><span>", File.ReadAllText(Path.Combine(Explained, "explain.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain --task Shout", "Required argument 'text' missing")]
    [InlineData("explain cat", "expected a task; valid: Shout, Whisper")]
    [InlineData("explain --task Shout --to . cat", "--to .: expected a new or empty folder")]
    [InlineData("explain --task Shout --to  cat", "--to: expected a path, received nothing.")] // of two spaces, what is between them
    public void A_mistake_of_the_user_is_one_message_and_exit_code_2(string arguments, string message)
    {
        Done(["train", "--out", RunFolder, "--steps", "2", .. Small]);
        var (code, _, error) = Run([.. arguments.Split(' '), "--out", RunFolder]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_explanation_has_a_folder_of_its_own()
    {
        Done(["train", "--out", RunFolder, "--steps", "2", .. Small]);
        for (var time = 0; time < 2; time++)
            Assert.Equal(0, Run(["explain", "--out", RunFolder, "--task", "Whisper", "3 DOG cat"]).Code);
        Assert.True(File.Exists(Path.Combine(RunFolder, "explain", "2", "explain.html")));
    }
}

[Experiment]
[Encoder(MaximumLength = 16)]
public partial record Weighed(WeighedTone WeighedTone);

[Task("tones.tsv")]
public partial record WeighedTone([Input, Text("text")] string Text, [Target, Label("tone", Pooling = Pooling.Attention)] Tone Tone);
