using Heed.Data;
using Heed.Host;
using Heed.Planning;
using SkiaSharp;
using Xunit;

namespace Heed.Tests.Data;

/// <summary>Pictures from IDX files and from tables of PNG and JPEG files: read, refused, parted, augmented.</summary>
public sealed partial class PictureDataTests : IDisposable
{
    private static readonly ImageSpec Small = new() { Width = 4, Height = 3, Patch = 1 };

    private readonly string folder = Directory.CreateTempSubdirectory("heed-pictures-").FullName;
    private readonly List<string> said = [];

    private DataCache Cache => new(Path.Combine(folder, "cache"));

    public void Dispose() => StillRead.Remove(folder);

    [Theory]
    [InlineData("set.images.idx", "set.labels.idx")]
    [InlineData("set.images.idx.gz", "set.labels.idx.gz")]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")]
    public void Pictures_and_labels_of_an_idx_file_come_as_they_stand(string pictures, string labels)
    {
        Write(pictures, labels, 20);
        var rows = new TableFile(Path.Combine(folder, pictures), pictures).Rows("image", "label").ToArray();
        Assert.Equal(Enumerable.Range(0, 20).Select(row => (row + 1, $"{row % 3}")), rows.Select(row => (row.Line, row.Text("label"))));
        Assert.All(rows, row => Assert.Equal((4, 3, 1), (row.Picture!.Width, row.Picture.Height, row.Picture.Channels)));
        Assert.Equal(Pixels(7), rows[7].Picture!.Pixels.ToArray());
    }

    [Fact]
    public void A_label_is_a_class_by_its_name_or_by_the_number_that_its_enum_gives_it()
    {
        var plain = new LabelSpec { Classes = new("Round", "Flat") };
        Assert.Equal(["Round", "Flat", "Flat", null, null], new[] { "0", "1", "Flat", "2", "Square" }.Select(plain.ClassOf));
        var numbered = plain with { Numbers = new(4, -2) };
        Assert.Equal(["Round", "Flat", null, null], new[] { "4", "-2", "0", "1" }.Select(numbered.ClassOf));
        Assert.Equal("anything", new LabelSpec().ClassOf("anything"));
    }

    [Fact]
    public void Data_is_other_data_where_a_picture_changed_beside_its_table_or_a_class_beside_its_picture()
    {
        string Contents(TaskColumns task) => PreparedData.Of([task], Settings(), Cache, said.Add).Tasks[0].Spec.Contents;

        var listed = Listed(folder, "0.png,0\n1.png,1\n", Small);
        var before = Contents(listed);
        Assert.Equal(before, Contents(listed));
        Picture(Path.Combine(folder, "3.png"), SKEncodedImageFormat.Png, 4, 3, (_, _) => SKColors.Red);
        Assert.NotEqual(before, Contents(listed));

        Write("set.images.idx", "set.labels.idx", 20);
        var told = Task("set.images.idx");
        var counted = told with { Spec = told.Spec.With(column => column.Label is null ? column : column with { Label = null, Number = new() }) };
        string[] classes = [Contents(told), Contents(counted)];
        var labels = File.ReadAllBytes(Path.Combine(folder, "set.labels.idx"));
        labels[^1] = (byte)((labels[^1] + 1) % 3);
        File.WriteAllBytes(Path.Combine(folder, "set.labels.idx"), labels);
        Assert.NotEqual(classes[0], Contents(told));
        Assert.NotEqual(classes[1], Contents(counted));
    }

    [Fact]
    public void Windows_of_a_table_of_pictures_are_counted_anew_where_one_is_gone_for_a_task_that_reads_its_text_too()
    {
        for (var number = 0; number < 60; number++)
            Picture(Path.Combine(folder, $"{number}.png"), SKEncodedImageFormat.Png, 4, 3, (x, y) => new((byte)(number * 4), (byte)(x * 20), (byte)(y * 20)));
        var path = Path.Combine(folder, "seen.csv");
        File.WriteAllText(path, "image,text,label\n" + string.Concat(Enumerable.Range(0, 60).Select(number => $"{number}.png,text {number} of {number * number},{number % 2}\n")));
        var looks = Looks("seen.csv", Small) with { Window = 30, SkipBadRows = true };
        var reads = looks with { Name = "Reads", Columns = new(new ColumnSpec("T", "text", ColumnRole.Input), looks.Target) };
        var settings = Settings() with { Kind = TokenizerKind.Bytes, ReadsText = true, Split = new() { Validation = 0.1, Test = 0.2, NearDuplicates = 1 } };
        Assert.Equal([(30L, 0L), (30, 0)], Read());
        File.Delete(Path.Combine(folder, "45.png"));
        Assert.Equal([(29L, 1L), (29, 1)], Read());
        Assert.Equal(
            "seen.csv: expected the pictures of window 1 as they were when it was read first; some can no longer be read, or can now.",
            Assert.Throws<UserError>(() => Read(lost: Path.Combine(folder, "50.png"))).Message);

        IEnumerable<(long Rows, long Skipped)> Read(string? lost = null)
        {
            var data = PreparedData.Of([new(looks, path), new(reads, path)], settings, Cache, said.Add);
            Walk();
            if (lost is not null)
            {
                File.Delete(lost);
                Walk();
            }

            return [.. data.ReadOn(Plan(Small), 40).Select(one => (one!.Rows, one.Skipped))];

            void Walk()
            {
                var batches = data.Batches(Plan(Small));
                for (var step = 1; step <= 40; step++)
                    batches.At(step);
            }
        }
    }

    [Fact]
    public void A_test_file_is_the_test_and_validation_comes_from_the_other()
    {
        Write("set.images.idx", "set.labels.idx", 40);
        Write("test.images.idx", "test.labels.idx", 15, from: 100);
        var task = Task("set.images.idx") with { Test = (Path.Combine(folder, "test.images.idx"), "test.images.idx") };
        var data = PreparedData.Of([task], Settings(), Cache, said.Add).Tasks[0];
        Assert.Equal(Enumerable.Range(100, 15).Select(Print), data.Test.Select(Print));
        Assert.Equal(Enumerable.Range(0, 40).Select(Print).Order(), data.Training.Concat(data.Validation).Select(Print).Order());
        Assert.Equal(4, data.Validation.Length);
    }

    [Fact]
    public void The_very_same_pictures_stay_in_one_part()
    {
        // Each picture stands four times.
        Write("set.images.idx", "set.labels.idx", 500, distinct: 125);
        var data = PreparedData.Of([Task("set.images.idx")], Settings(), Cache, said.Add).Tasks[0];
        Assert.True(data.Test.Length > 0 && data.Validation.Length > 0);
        Assert.Empty(data.Training.Select(Print).Intersect(data.Test.Select(Print)));
        Assert.Empty(data.Training.Select(Print).Intersect(data.Validation.Select(Print)));
    }

    [Fact]
    public void Training_sees_augmented_pictures_anew_at_each_step_and_evaluation_never_does()
    {
        Write("set.images.idx", "set.labels.idx", 60);
        var image = Small with { Flip = true, Shift = 1 };
        var (data, plan) = (Prepared(image), Plan(image));
        var whole = Enumerable.Range(0, 60).Select(Print).ToHashSet();
        var batches = data.Batches(plan);
        Assert.All(batches.Validation[0].SelectMany(Prints), print => Assert.Contains(print, whole));
        Assert.All(data.Tasks[0].Test.Select(Print), print => Assert.Contains(print, whole));
        var epochs = Enumerable.Range(1, 40).Select(step => Prints(batches.At(step)[0]).ToArray()).ToArray();
        Assert.Contains(epochs.SelectMany(print => print), print => !whole.Contains(print));

        // The same example comes again in another form: an epoch later, and at another place of a batch.
        Assert.True(epochs.SelectMany(print => print).Distinct().Count() > 100);
        var still = Prepared(Small).Batches(Plan(Small));
        Assert.All(Enumerable.Range(1, 10).SelectMany(step => Prints(still.At(step)[0])), print => Assert.Contains(print, whole));
    }

    [Fact]
    public void A_file_of_pictures_is_read_on_but_for_those_that_are_held_out()
    {
        // Each picture of the first window stands in the next again.
        Write("set.images.idx", "set.labels.idx", 120, distinct: 60);
        var task = Task("set.images.idx");
        var data = PreparedData.Of([task with { Spec = task.Spec with { Window = 60 } }], Settings(), Cache, said.Add);
        var (all, held) = (data.Tasks[0], data.Tasks[0].Validation.Length + data.Tasks[0].Test.Length);
        var read = data.ReadOn(Plan(Small), 500)[0]!;
        Assert.Equal((60, held, 2 * all.Training.Length), (read.Rows, read.LeftOut, read.Examples));
        var batches = data.Batches(Plan(Small));
        var seen = Enumerable.Range(1, 100).SelectMany(step => Prints(batches.At(step)[0])).ToHashSet();
        Assert.Equal(all.Training.Select(Print).Order(), seen.Order());
    }

    [Fact]
    public void A_step_reads_the_same_bits_whatever_was_read_before()
    {
        Write("set.images.idx", "set.labels.idx", 60);
        var image = Small with { Flip = true, Shift = 1 };
        var (one, other) = (Prepared(image).Batches(Plan(image)), Prepared(image).Batches(Plan(image)));
        Assert.All(Enumerable.Range(1, 8), step => one.At(step));
        foreach (var step in new[] { 9, 3, 12 })
            Assert.Equal(one.At(step)[0].Pixels, other.At(step)[0].Pixels);
        Assert.NotEqual(one.At(1)[0].Pixels, Prepared(image).Batches(Plan(image, seed: 2)).At(1)[0].Pixels);
    }

    [Fact]
    public void The_nearest_example_answers_and_the_very_same_picture_is_a_twin()
    {
        Write("set.images.idx", "set.labels.idx", 40);
        Write("test.images.idx", "test.labels.idx", 12, from: 34);
        var task = Task("set.images.idx") with { Test = (Path.Combine(folder, "test.images.idx"), "test.images.idx") };
        var data = PreparedData.Of([task], Settings(), Cache, said.Add);
        var training = data.Tasks[0].Training.Select(Print).ToHashSet();
        Assert.All(data.Test(0).Zip(data.Tasks[0].Test), pair => Assert.Equal(training.Contains(Print(pair.Second)), pair.First.HasTwin));
        Assert.Contains(data.Test(0), example => example.HasTwin && example.Nearest == example.Text.Target);
    }

    private PreparedData Prepared(ImageSpec image) => PreparedData.Of([Task("set.images.idx", image)], Settings(), Cache, said.Add);

    private static ExperimentPlan Plan(ImageSpec image, int seed = 1) => HostedExperiment.Plan(new()
    {
        Seed = seed,
        BatchTokens = 140,
        Encoder = new() { Width = 8 },
        Tasks = new(Looks("set.images.idx", image)),
    });

    private static TaskSpec Looks(string file, ImageSpec image) => new()
    {
        Name = "Looks",
        File = file,
        Columns = new(new ColumnSpec("P", "image", ColumnRole.Input) { Image = image }, new ColumnSpec("L", "label", ColumnRole.Target) { Label = new() }),
    };

    private static DataSettings Settings() => new(400, new SplitSpec { Validation = 0.1, Test = 0.2 }, 1, new(50, 2)) { ReadsText = false };

    private TaskColumns Task(string name, ImageSpec? image = null) => new(Looks(name, image ?? Small), Path.Combine(folder, name));

    // A task that is tested on a table of pictures, and trained on another.
    private static TaskColumns Listed(string inside, string rows, ImageSpec image)
    {
        File.WriteAllText(Path.Combine(inside, "table.csv"), "image,label\n" + rows);
        for (var number = 0; number < 10; number++)
            Picture(Path.Combine(inside, $"{number}.png"), SKEncodedImageFormat.Png, 4, 3, (x, y) => new((byte)(x * number), (byte)(y * number), 0));
        File.WriteAllText(Path.Combine(inside, "training.csv"), "image,label\n" + string.Concat(Enumerable.Range(0, 10).Select(number => $"{number}.png,{number % 2}\n")));
        return new(Looks("training.csv", image), Path.Combine(inside, "training.csv"))
        {
            Test = (Path.Combine(inside, "table.csv"), "table.csv"),
        };
    }

    private static void Picture(string path, SKEncodedImageFormat format, int width, int height, Func<int, int, SKColor> colour)
    {
        Skia.Load();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var bitmap = new SKBitmap(width, height);
        for (var place = 0; place < width * height; place++)
            bitmap.SetPixel(place % width, place / width, colour(place % width, place / width));
        using var data = bitmap.Encode(format, 100);
        File.WriteAllBytes(path, data.ToArray());
    }

    private void Write(string pictures, string labels, int count, int from = 0, int distinct = int.MaxValue)
    {
        var content = IdxBytes.Pictures(3, 4, [.. Enumerable.Range(from, count).Select(row => Pixels(row % distinct))]);
        var classes = IdxBytes.Labels([.. Enumerable.Range(from, count).Select(row => (byte)(row % distinct % 3))]);
        var zipped = pictures.EndsWith(".gz", StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(folder, pictures), zipped ? IdxBytes.Zip(content) : content);
        File.WriteAllBytes(Path.Combine(folder, labels), zipped ? IdxBytes.Zip(classes) : classes);
    }

    // Another picture for each number, like none of the others, not even mirrored or moved.
    private static byte[] Pixels(int number)
    {
        var random = new SplitMix((ulong)number);
        return [.. Enumerable.Range(0, 12).Select(_ => (byte)(1 + (random.Next() % 255)))];
    }

    private static string Print(int number) => Convert.ToHexString(Pixels(number));

    private static string Print(TokenPair pair) => Convert.ToHexString(pair.Picture!.Pixels.Span);

    private static IEnumerable<string> Prints(Batch batch) => batch.Pixels.Chunk(Small.Size).Select(Convert.ToHexString);
}
