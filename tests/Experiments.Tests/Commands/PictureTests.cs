using System.Globalization;
using System.Text.Json;
using Heed.Allocation;
using Heed.Host;
using Heed.Tests.Data;
using SkiaSharp;
using Xunit;

namespace Heed.Tests.Commands;

/// <summary>An experiment of pictures through the command line.</summary>
[Collection(ProcessWide.Name)]
public sealed class PictureTests : WordsExperiment
{
    private static readonly string[] Tiny =
    [
        "--set", "Encoder.Width=16", "--set", "Encoder.Heads=2", "--set", "Encoder.Layers=1", "--set", "Experiment.BatchTokens=256",
        "--set", "Experiment.ValidateEvery=20", "--set", "AdamW.LearningRate=0.01", "--set", "Schedule.Warmup=5",
    ];

    public PictureTests()
    {
        Declared = Stripes.Spec;
        Write("sample.images.idx.gz", 200, first: 0);
    }

    [Fact]
    public void It_trains_on_its_sample_shows_pictures_and_tells_the_class_of_a_file()
    {
        var (code, output, error) = Run(["--out", RunFolder, "--steps", "60", .. Tiny], Stripes.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("OfStripe: reading its sample, sample.images.idx.gz, because whole.images.idx.gz is not here.", output, StringComparison.Ordinal);
        var report = File.ReadAllText(Path.Combine(RunFolder, "report.html"));
        Assert.All(
            ["Macro F1", "regression", "nearest neighbour", "most frequent", "Confusion", "img-src data:", "<img class=\"picture\" alt=\"\" src=\"data:image/png;base64,"],
            said => Assert.Contains(said, report, StringComparison.Ordinal));
        Assert.DoesNotContain("bag of words", report, StringComparison.Ordinal);
        Assert.Equal("Across", Answer("across.png", (_, y) => y / 2 == 1));
        Assert.Equal("Down", Answer("down.png", (x, _) => x / 2 == 2));
    }

    [Fact]
    public void Numbers_and_sets_of_classes_of_pictures_are_reported_beside_their_baselines()
    {
        Declared = StripesOtherwise.Spec;
        var (code, _, error) = Run(["--out", RunFolder, "--steps", "60", .. Tiny], StripesOtherwise.Create);
        Assert.Equal((0, ""), (code, error));
        var report = File.ReadAllText(Path.Combine(RunFolder, "report.html"));
        Assert.All(
            ["Mean squared error", "Spearman", "nearest neighbour", "Micro F1", "The linear model is a logistic regression over the pixels for each class"],
            said => Assert.Contains(said, report, StringComparison.Ordinal));
        var path = Drawn("across.png", (_, y) => y / 2 == 1);
        Assert.Equal("Across\n", Run(["predict", "--out", RunFolder, "--task", "OfStripes", path], StripesOtherwise.Create).Output);
        Assert.InRange(
            double.Parse(Run(["predict", "--out", RunFolder, "--task", "StripeNumber", path], StripesOtherwise.Create).Output, CultureInfo.InvariantCulture), -0.5, 0.5);
        Assert.Equal(0, Run(["explain", "--out", RunFolder, "--task", "StripeNumber", path], StripesOtherwise.Create).Code);
        var page = File.ReadAllText(Path.Combine(RunFolder, "explain", "1", "explain.html"));
        Assert.All(["Picture: what the number comes from", "Number: what it comes from"], said => Assert.Contains(said, page, StringComparison.Ordinal));
    }

    [Fact]
    public void An_explanation_draws_the_picture_beside_what_its_patches_counted_for()
    {
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "2", .. Tiny], Stripes.Create).Code);
        var answer = Answer("across.png", (_, y) => y / 2 == 1);
        var (code, output, error) = Run(["explain", "--out", RunFolder, Path.Combine(Folder, "across.png")], Stripes.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(answer, output.Split('\n')[0]);
        var explained = Path.Combine(RunFolder, "explain", "1");
        Assert.Contains("<img alt=\"Picture: what the class comes from\"", File.ReadAllText(Path.Combine(explained, "explain.html")), StringComparison.Ordinal);
        Assert.Contains(">3,4<", File.ReadAllText(Path.Combine(explained, "encoder-1.svg")), StringComparison.Ordinal);
        using var drawing = SKBitmap.Decode(Path.Combine(explained, "picture.png"));

        // Two pixels of the file are a point; the picture is 224 points wide, its bright stripe is paper.
        Assert.Equal(SKColors.White, drawing.GetPixel(2 * (16 + 112), 2 * (60 + 84)));
        Assert.NotEqual(SKColors.White, drawing.GetPixel(2 * (16 + 112), 2 * (60 + 20)));
        Assert.NotEqual(SKColors.White, drawing.GetPixel(2 * (16 + 224 + 24 + 112), 2 * (60 + 84)));
    }

    [Fact]
    public void An_explanation_draws_patches_that_are_skipped_paler_and_outlines_those_that_are_merged()
    {
        Declared = StripesLess.Spec;
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "2", .. Tiny, "--set", "Encoder.Layers=3"], StripesLess.Create).Code);
        var (code, _, error) = Run(["explain", "--out", RunFolder, Drawn("dark.png", (_, _) => false)], StripesLess.Create);
        Assert.Equal((0, ""), (code, error));
        var explained = Path.Combine(RunFolder, "explain", "1");
        var page = File.ReadAllText(Path.Combine(explained, "explain.html"));
        Assert.Contains("<img alt=\"Allocation: what each layer works on\"", page, StringComparison.Ordinal);
        var svg = File.ReadAllText(Path.Combine(explained, "allocation.svg"));
        Assert.All(["Layer 1: 12 of 12", "Layer 2: 6 of 12", "Layer 3: 3 of 12"], layer => Assert.Contains(layer, svg, StringComparison.Ordinal));
        using var drawing = SKBitmap.Decode(Path.Combine(explained, "allocation.png"));
        SKColor At(int layer, int patch) => drawing.GetPixel(
            (int)(2 * (16 + (layer % 2 * (224 + 24)) + (56 * (patch % 4)) + 8)), (int)(2 * (60 + (layer / 2 * (168 + 22 + 24)) + (56 * (patch / 4)) + 8)));
        Assert.Equal([0, 6], Enumerable.Range(0, 2).Select(layer => Enumerable.Range(0, 12).Count(patch => At(layer, patch).Red > 200)));
        Assert.All(Enumerable.Range(0, 12).Where(patch => At(1, patch).Red > 200), patch => Assert.NotEqual(SKColors.White, At(1, patch)));
        Assert.Contains("joined", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_goes_on_with_the_data_that_it_began_with_and_a_new_one_reads_the_whole()
    {
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "20", .. Tiny], Stripes.Create).Code);
        Write("whole.images.idx.gz", 400, first: 1_000);
        Write("test.images.idx.gz", 40, first: 2_000);
        var (code, again, error) = Run(["train", "--resume", RunFolder, "--steps", "40"], Stripes.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("OfStripe: 140 training, 20 validation, 40 test examples", again, StringComparison.Ordinal);
        var whole = Run(["train", "--out", RunFolder + "2", "--steps", "20", .. Tiny], Stripes.Create);
        Assert.Contains("OfStripe: 360 training, 40 validation, 40 test examples", whole.Output, StringComparison.Ordinal);
        Assert.Contains("whole.images.idx.gz: image \u2192 label, tested on test.images.idx.gz", Reads(RunFolder + "2"), StringComparison.Ordinal);
        Assert.Contains("sample.images.idx.gz: image \u2192 label", Reads(RunFolder), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare", "--seeds", "1")]
    [InlineData("sweep", "--vary", "AdamW.LearningRate=1e-3..1e-2", "--trials", "2")]
    public void Many_runs_read_the_sample_where_the_whole_is_not_there(params string[] verb)
    {
        var (code, output, error) = Run([.. verb, "--out", RunFolder, "--steps", "4", .. Tiny], Stripes.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("OfStripe: 140 training, 20 validation, 40 test examples", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Interrupted_training_ends_at_the_bits_of_training_that_was_not()
    {
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "20", .. Tiny], Stripes.Create).Code);
        Assert.Equal(0, Run(["train", "--resume", RunFolder, "--steps", "40"], Stripes.Create).Code);
        Assert.Equal(0, Run(["train", "--out", RunFolder + "2", "--steps", "40", .. Tiny], Stripes.Create).Code);
        var other = Path.Combine(RunFolder + "2", "checkpoints", "last", "model.safetensors");
        Assert.Equal(Convert.ToHexString(File.ReadAllBytes(other)), Convert.ToHexString(File.ReadAllBytes(Weights)));
    }

    [Theory]
    [InlineData("none.png", "none.png: expected a PNG or JPEG file; there is none.\n")]
    [InlineData("sample.images.idx.gz", "sample.images.idx.gz: expected a PNG or JPEG file; its first bytes are of another kind.\n")]
    public void A_file_that_is_no_picture_is_refused_by_name(string file, string message)
    {
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "20", .. Tiny], Stripes.Create).Code);
        var (code, _, error) = Run(["predict", "--out", RunFolder, Path.Combine(Folder, file)], Stripes.Create);
        Assert.Equal((2, Path.Combine(Folder, message)), (code, error));
    }

    [Fact]
    public void Damaged_data_stops_a_run_before_it_begins()
    {
        var labels = Path.Combine(Folder, "sample.labels.idx.gz");
        File.WriteAllBytes(labels, IdxBytes.Zip(IdxBytes.Labels([.. Enumerable.Repeat((byte)7, 200)])));
        var (code, _, error) = Run(["train", "--out", RunFolder, .. Tiny], Stripes.Create);
        Assert.Equal((2, "sample.images.idx.gz(1): expected in column label one of Across, Down; found 7.\n"), (code, error));
        Assert.False(Directory.Exists(RunFolder));
    }

    [Fact]
    public void The_plan_tells_of_patches_and_not_of_tokens()
    {
        var (code, output, _) = Run(["plan"], Stripes.Create);
        Assert.Equal(0, code);
        Assert.Contains("OfStripe: pictures of 8 \u00d7 6, in 12 patches of 2 \u00d7 2; mirrored at random in training; moved by up to 1 pixel in training", output, StringComparison.Ordinal);
        Assert.Contains("FLOP for a picture of 12 patches, forward", output, StringComparison.Ordinal);
        Assert.DoesNotContain("embedding", output.Replace("added to the embedding", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Reads(string run)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "config.json")));
        return config.RootElement.GetProperty("settings").GetProperty("OfStripe.Reads").GetString()!;
    }

    private string Answer(string name, Func<int, int, bool> bright)
    {
        var (code, said, _) = Run(["predict", "--out", RunFolder, Drawn(name, bright)], Stripes.Create);
        Assert.Equal(0, code);
        return said.TrimEnd();
    }

    private string Drawn(string name, Func<int, int, bool> bright)
    {
        Skia.Load();
        var path = Path.Combine(Folder, name);
        using (var bitmap = new SKBitmap(8, 6))
        {
            for (var place = 0; place < 48; place++)
                bitmap.SetPixel(place % 8, place / 8, bright(place % 8, place / 8) ? SKColors.White : SKColors.Black);
            using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(path, data.ToArray());
        }

        return path;
    }

    // Dark pictures with a bright stripe of two pixels across or down.
    private void Write(string name, int count, int first)
    {
        var drawn = Enumerable.Range(first, count).Select(number =>
        {
            var random = new SplitMix((ulong)number);
            var (down, at) = (number % 2 == 1, (int)(random.Next() % 3));
            byte[] pixels = [.. Enumerable.Range(0, 48).Select(place => (byte)(((down ? place % 8 : place / 8) / 2 == at ? 200 : 10) + (int)(random.Next() % 50)))];
            return (Pixels: pixels, Label: (byte)(down ? 1 : 0));
        }).ToArray();
        File.WriteAllBytes(Path.Combine(Folder, name), IdxBytes.Zip(IdxBytes.Pictures(6, 8, [.. drawn.Select(one => one.Pixels)])));
        File.WriteAllBytes(
            Path.Combine(Folder, name.Replace("images", "labels", StringComparison.Ordinal)), IdxBytes.Zip(IdxBytes.Labels([.. drawn.Select(one => one.Label)])));
    }
}

public enum Stripe
{
    Across,
    Down,
}

[Experiment]
[Split(Validation = 0.1, Test = 0.2)]
[Encoder(MaximumLength = 16)]
[Transformer(Positions = Positions.Learned)]
public partial record Stripes(OfStripe OfStripe);

[Experiment]
[Split(Validation = 0.1, Test = 0.2)]
[Encoder(MaximumLength = 16)]
[Transformer(Positions = Positions.Learned)]
[Allocate<TopTokens>]
[Allocate<MergedTokens>(FromLayer = 1)]
public partial record StripesLess(OfStripe OfStripe);

[Task("whole.images.idx.gz", Test = "test.images.idx.gz", Sample = "sample.images.idx.gz")]
public partial record OfStripe(
    [Input, Image("image", Width = 8, Height = 6, Patch = 2, Flip = true, Shift = 1)] Picture Picture, [Target, Label("label")] Stripe Stripe);

[Experiment]
[Split(Validation = 0.1, Test = 0.2)]
[Encoder(MaximumLength = 16)]
[Transformer(Positions = Positions.Learned)]
public partial record StripesOtherwise(StripeNumber StripeNumber, OfStripes OfStripes);

[Task("whole.images.idx.gz", Test = "test.images.idx.gz", Sample = "sample.images.idx.gz")]
public partial record StripeNumber([Input, Image("image", Width = 8, Height = 6, Patch = 2)] Picture Picture, [Target, Number("label")] double Down);

[Task("whole.images.idx.gz", Test = "test.images.idx.gz", Sample = "sample.images.idx.gz")]
public partial record OfStripes([Input, Image("image", Width = 8, Height = 6, Patch = 2)] Picture Picture, [Target, Labels("label")] Stripe[] Stripes);
