using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Heed.Data;
using Heed.Host;
using Heed.Planning;
using Xunit;
using Declared = Heed.Tests.Commands.Words;

namespace Heed.Tests.Data;

public sealed partial class PreparedDataTests : IDisposable
{
    private static readonly string[] Verbs = ["open", "close", "save", "print", "delete", "insert", "move", "copy"];
    private static readonly string[] Things = ["file", "page", "table", "picture", "chapter", "formula", "footnote", "column", "sheet"];

    private readonly string folder = Directory.CreateTempSubdirectory("heed-data-").FullName;
    private readonly List<string> said = [];

    private string Table => Path.Combine(folder, "table.tsv");

    private DataCache Cache => new(Path.Combine(folder, "cache"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Tasks_that_read_one_file_share_one_split()
    {
        var data = Prepare(Rows());
        var (french, english) = (data.Tasks[0], data.Tasks[1]);
        Assert.Equal(Sides(french.Test), Sides(english.Test).Select(pair => (pair.Target, pair.Source)));
        var trained = Sides([.. data.Tasks.SelectMany(task => task.Training)])
            .SelectMany(pair => new[] { pair.Source, pair.Target }).ToHashSet();
        Assert.All(Sides([.. french.Test, .. french.Validation]), pair => Assert.DoesNotContain(pair.Source, trained));
        Assert.All(Sides([.. french.Test, .. french.Validation]), pair => Assert.DoesNotContain(pair.Target, trained));
    }

    [Fact]
    public void The_vocabulary_is_learned_from_training_rows_alone()
    {
        var data = Prepare(Rows());
        var training = data.Tasks[0].Training.SelectMany(pair => new[] { pair.Source, pair.Target }).Select(data.Tokenization.Decode);
        Assert.Equal(BytePairVocabulary.Learn(["ToFrench", "ToEnglish"], training, 400), data.Vocabulary);
    }

    [Fact]
    public void The_card_of_a_file_tells_its_bytes_its_parts_and_the_rows_kept_together_from_the_cache_too()
    {
        var rows = Rows() + "a b c d e f g h i j\tk l m n o\na b c d e f g h i z\tp q r s t\n";
        var spec = Declared.Spec with { Tasks = Declared.Spec.Tasks.Select(task => task with { File = "table.tsv" }).ToEquatableArray() };
        File.WriteAllText(Path.Combine(folder, "table.LICENSE"), "Free as in speech.");
        var (before, cold, warm) = (Card(Rows()), Card(rows), Card(rows));
        Assert.Equal((cold.Clusters, cold.Sha256, cold.Parts), (warm.Clusters, warm.Sha256, warm.Parts));
        Assert.Equal((before.Clusters.Clusters + 1, before.Clusters.Rows + 2, before.Rows + 2), (cold.Clusters.Clusters, cold.Clusters.Rows, cold.Rows));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rows))), cold.Sha256);
        Assert.Equal((Encoding.UTF8.GetByteCount(rows), "Shout, Whisper"), (cold.Bytes, string.Join(", ", cold.Tasks)));
        Assert.Equal(cold.Rows, cold.Parts.Training + cold.Parts.Validation + cold.Parts.Test);
        Assert.Equal([("table.LICENSE", "Free as in speech.")], cold.Papers);

        DataFileCard Card(string content) => Assert.Single(DataCards.Of(Prepare(content), spec, [null, null]));
    }

    [Fact]
    public void A_file_and_that_of_its_test_are_counted_and_hashed_each_by_itself()
    {
        const string Tested = "en\tfr\nopen all\ttout ouvrir\nclose all\ttout fermer\n";
        var path = Path.Combine(folder, "test.tsv");
        File.WriteAllText(Table, Rows());
        File.WriteAllText(path, Tested);
        var task = Task("ToFrench", Table, new("Target", "fr", ColumnRole.Target), skip: false, "en") with { Test = (path, "test.tsv") };
        var data = PreparedData.Of([task], Settings(), Cache, said.Add);
        var card = Assert.Single(DataCards.Of(data, Declared.Spec with { Tasks = new(task.Spec) }, [null]));
        Assert.Equal((Verbs.Length * Things.Length, 0), (card.Rows, card.Parts.Test));
        Assert.Equal(card.Rows, card.Parts.Training + card.Parts.Validation);
        Assert.Equal(
            new TestFileCard("test.tsv", Encoding.UTF8.GetByteCount(Tested), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Tested))), 2),
            card.Test);
    }

    [Fact]
    public void Sizes_are_those_of_the_batches_that_training_reads()
    {
        var data = Prepare(Rows());
        var plan = HostedExperiment.Plan(Declared.Spec with { BatchTokens = 300, Accumulate = 2 });
        var (batches, sizes) = (data.Batches(plan), data.Sizes(plan));
        for (var step = 1; step <= 40; step++)
            Assert.Equal(
                batches.At(step).Select(batch => new BatchSize(batch.Rows, batch.SourceLength, batch.TargetLength, batch.RealTokens)),
                sizes(step).Select(one => one.Size));
        Assert.Equal([0, 0, 1, 1], sizes(1).Select(one => one.Task));
    }

    [Fact]
    public void Texts_are_whole_in_the_test_even_where_tokens_lose_some_of_them()
    {
        var ready = new ReadyVocabulary(new("ToFrench", "ToEnglish"), TokenizerKind.WordPiece, false, 82, new(ReadyFiles.WordPiece));
        var settings = Settings() with { Kind = TokenizerKind.WordPiece, Ready = ready };
        foreach (var data in new[] { Prepare(Rows(), settings), Prepare(Rows(), settings) }) // Made, and from the cache.
        {
            Assert.NotEmpty(data.Test(0));
            Assert.All(data.Test(0), example => Assert.EndsWith("à l'instant 😀", example.Text.Target, StringComparison.Ordinal));
            Assert.All(data.Test(0), example => Assert.EndsWith("a l [UNK] instant", data.Tokenization.Decode(example.Tokens.Target), StringComparison.Ordinal));
        }
        said.Clear();
        Prepare(Rows(), settings with { Ready = ready with { Cased = true } });
        Assert.NotEmpty(said);
    }

    [Fact]
    public void Long_examples_are_cut_and_counted()
    {
        var whole = Prepare(Rows());
        var cut = Prepare(Rows(), Settings() with { Longest = new(2, 3) });
        Assert.Equal(0, whole.Tasks[0].Truncated);
        Assert.Equal(All(whole.Tasks[0]).Count(pair => pair.Source.Length > 2 || pair.Target.Length > 2), cut.Tasks[0].Truncated);
        Assert.All(All(cut.Tasks[0]), pair => Assert.True(pair.Length is { Source: <= 2, Target: <= 3 }));
        Assert.Equal(whole.Test(0).Select(example => example.Text), cut.Test(0).Select(example => example.Text));
    }

    [Fact]
    public void Test_texts_come_back_whole_with_the_nearest_training_answer()
    {
        var data = Prepare(Rows());
        var rows = Rows().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('\t')).ToDictionary(row => row[1], row => row[0]);
        var trained = data.Tasks[1].Training.Select(pair => data.Tokenization.Decode(pair.Target)).ToHashSet();
        Assert.NotEmpty(data.Test(1));
        Assert.All(data.Test(1), example =>
        {
            Assert.Equal(rows[example.Text.Source], example.Text.Target);
            Assert.Contains(example.Nearest, trained);
        });
    }

    [Theory]
    [InlineData("en\tfr\nopen\touvrir\nclose\t \n", "table.tsv(3): expected text in column fr; it is empty.")]
    [InlineData("en\tde\nopen\töffnen\n", "table.tsv(1): expected a column fr; there are en, de.")]
    [InlineData("en\tfr\nopen\touvrir\n", "table.tsv: expected rows for training, validation and test; none is left for training.")]
    public void A_file_that_cannot_be_trained_on_is_refused(string content, string message) =>
        Assert.StartsWith(message, Assert.Throws<UserError>(() => Prepare(content)).Message, StringComparison.Ordinal);

    [Fact]
    public void Bad_rows_are_skipped_counted_and_told_where_all_tasks_ask_for_it()
    {
        var bad = Rows() + "one cell\nopen\t \n" + new string('x', 2_000_000) + "\n";
        Same(Prepare(Rows()), Prepare(bad, skip: [true, true]));
        Assert.Contains(said, line => line.StartsWith("table.tsv: 3 bad rows skipped; the first: table.tsv(74): expected 2 columns", StringComparison.Ordinal));
        Assert.Equal([3, 3], Prepare(bad, skip: [true, true]).Tasks.Select(task => task.Skipped));
        Assert.Equal([0, 0], Prepare(Rows(), skip: [true, true]).Tasks.Select(task => task.Skipped));
        Assert.Throws<UserError>(() => Prepare(bad));
        Assert.Throws<UserError>(() => Prepare(bad, skip: [true, false]));
        Assert.Equal(
            "table.tsv: expected rows that can be read; all 2 are bad, the first: table.tsv(2): expected 2 columns (en, fr), found 1.",
            Assert.Throws<UserError>(() => Prepare("en\tfr\nx\n\t\n", skip: [true, true])).Message);
        Assert.StartsWith(
            "table.tsv(1): expected a column fr", Assert.Throws<UserError>(() => Prepare("en\tde\nx\ty\n", skip: [true, true])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tones.csv", 74, TokenizerKind.BytePairs)]
    [InlineData("tones.jsonl", 73, TokenizerKind.Bytes)]
    [InlineData("tones.parquet", 73, TokenizerKind.Characters)]
    public async Task Classes_come_from_files_of_every_format_and_one_that_was_not_declared_is_a_bad_row(string name, int line, TokenizerKind kind)
    {
        (string Text, string Tone)[] rows =
        [
            .. from verb in Verbs from thing in Things select ($"{verb} the {thing}", verb == "print" ? "Loud" : "Quiet"), ("open all", "Shrill"),
        ];
        var path = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(path, Path.GetExtension(name) switch
        {
            ".csv" => Encoding.UTF8.GetBytes("text,tone\n" + string.Concat(rows.Select(row => $"\"{row.Text}\",{row.Tone}\n"))),
            ".jsonl" => Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => $$"""{"tone":"{{row.Tone}}","text":"{{row.Text}}"}""" + "\n"))),
            _ => await ParquetBytes.OfBytes(
                "text", "tone", [.. rows.Select(row => Encoding.UTF8.GetBytes(row.Text))], [.. rows.Select(row => Encoding.UTF8.GetBytes(row.Tone))]),
        });
        var task = Task("OfTone", path, new("Tone", "tone", ColumnRole.Target) { Label = new() { Classes = new("Quiet", "Loud") } }, skip: true);
        var settings = Settings() with { Kind = kind, Split = new() { Validation = 0.1, Test = 0.1, NearDuplicates = 1 } };
        var tones = rows.ToDictionary(row => row.Text, row => row.Tone);
        var mistake = $"{name}({line}): expected in column tone one of Quiet, Loud; found Shrill.";
        foreach (var data in new[] { PreparedData.Of([task], settings, Cache, said.Add), PreparedData.Of([task], settings, Cache, said.Add) })
        {
            Assert.Equal((1, "Quiet, Loud"), (data.Tasks[0].Skipped, string.Join(", ", data.Tasks[0].Spec.Label!.Classes)));
            Assert.All(data.Test(0), example => Assert.Equal(tones[example.Text.Source], example.Text.Target));
        }

        Assert.Contains($"{name}: 1 bad rows skipped; the first: {mistake}", said);
        Assert.Equal(
            mistake,
            Assert.Throws<UserError>(() => PreparedData.Of([task with { Spec = task.Spec with { SkipBadRows = false } }], settings, Cache, said.Add)).Message);
    }

    [Fact]
    public void Several_classes_are_one_set_in_whatever_order_a_cell_names_them()
    {
        var path = Path.Combine(folder, "sets.tsv");
        File.WriteAllText(path, "text\ttopics\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"text {row} of {row * row}\t{(row % 2 == 0 ? "one; more" : "more;one")}\n")));
        var task = Task("Topics", path, new("Topics", "topics", ColumnRole.Target) { Label = new() { Several = true, Separator = ';' } }, skip: false);
        var data = PreparedData.Of([task], Settings() with { Split = new() { Validation = 0.1, Test = 0.1, NearDuplicates = 1 } }, Cache, said.Add);
        Assert.Equal(["more", "one"], data.Tasks[0].Spec.Label!.Classes);
        Assert.All(data.TrainingTexts(0).Concat(data.Test(0).Select(example => example.Text)), pair => Assert.Equal("more; one", pair.Target));
    }

    [Theory]
    [InlineData("0.1", "0.1", 0.1, 1)]
    [InlineData("1000000.125", "1000000.375", 1000000.25, 0.125)]
    [InlineData("1700000000.125", "1700000000.375", 1700000000.25, 0.125)]
    public void Numbers_are_told_in_full_and_those_that_are_all_the_same_have_no_deviation_left_by_rounding(string one, string other, double mean, double deviation)
    {
        var path = Path.Combine(folder, "numbers.tsv");
        File.WriteAllText(path, "text\tnumber\n" + string.Concat(Enumerable.Range(0, 200).Select(row => $"text {row} of {row * row}\t{(row % 2 == 0 ? one : other)}\n")));
        var task = Task("Size", path, new("Size", "number", ColumnRole.Target) { Number = new() }, skip: false);
        var data = PreparedData.Of([task], Settings() with { Split = new() { Validation = 0.1, Test = 0.1, NearDuplicates = 1 } }, Cache, said.Add);
        Assert.Equal(mean, data.Tasks[0].Spec.Number!.Mean, 0.05);
        Assert.Equal(deviation, data.Tasks[0].Spec.Number!.Deviation, 0.01);
        Assert.Subset(new HashSet<string> { one, other }, data.TrainingTexts(0).Select(pair => pair.Target).ToHashSet());
        Assert.Subset(new HashSet<string> { one, other }, data.Tasks[0].Training.Select(pair => pair.Number.ToString("R", CultureInfo.InvariantCulture)).ToHashSet());
    }

    [Theory]
    [InlineData("1e39", 0)]
    [InlineData("-1e100", 0)]
    [InlineData("1e101", 1)]
    [InlineData("1e999", 1)]
    [InlineData("NaN", 1)]
    public void A_number_whose_square_has_no_finite_sum_is_a_bad_row(string number, int skipped)
    {
        var path = Path.Combine(folder, "numbers.tsv");
        File.WriteAllText(path, $"text\tnumber\nmuch\t{number}\n" + string.Concat(Enumerable.Range(0, 200).Select(row => $"text {row} of {row * row}\t{row}\n")));
        var task = Task("Size", path, new("Size", "number", ColumnRole.Target) { Number = new() }, skip: true);
        var data = PreparedData.Of([task], Settings() with { Split = new() { Validation = 0.1, Test = 0.1, NearDuplicates = 1 } }, Cache, said.Add);
        Assert.Equal(skipped, data.Tasks[0].Skipped);
        Assert.True(double.IsFinite(data.Tasks[0].Spec.Number!.Mean) && double.IsFinite(data.Tasks[0].Spec.Number!.Deviation));
    }

    [Fact]
    public void A_vocabulary_that_does_not_hold_all_bytes_is_refused() => Assert.Equal(
        "Tokenizer.Vocabulary = 259: expected at least 260: padding, end, a start for each task (2), and the 256 bytes.",
        Assert.Throws<UserError>(() => Prepare(Rows(), Settings() with { Vocabulary = 259 })).Message);

    private PreparedData Prepare(string content, DataSettings? settings = null, bool[]? skip = null)
    {
        File.WriteAllText(Table, content);
        return PreparedData.Of(
            [
                Task("ToFrench", Table, new("Target", "fr", ColumnRole.Target), skip?[0] ?? false, "en"),
                Task("ToEnglish", Table, new("Target", "en", ColumnRole.Target), skip?[1] ?? false, "fr"),
            ],
            settings ?? Settings(), Cache, said.Add);
    }

    // A task that reads a column of a file.
    private static TaskColumns Task(string name, string path, ColumnSpec target, bool skip, string source = "text") => new(
        new() { Name = name, File = Path.GetFileName(path), SkipBadRows = skip, Columns = new(new ColumnSpec("Source", source, ColumnRole.Input), target) }, path);

    private static DataSettings Settings() => new(400, new SplitSpec { Validation = 0.1, Test = 0.1 }, 1, new(50, 50));

    private static string Rows() => "en\tfr\n" + string.Concat(
        from verb in Verbs from thing in Things select $"{verb} the {thing} 保 now\t{thing}-{verb} à l'instant 😀\n");

    private static IEnumerable<TokenPair> All(PreparedTask task) => [.. task.Training, .. task.Validation, .. task.Test];

    private static IEnumerable<(string Source, string Target)> Sides(TokenPair[] pairs) =>
        pairs.Select(pair => (Key(pair.Source), Key(pair.Target)));

    private static string Key(int[] ids) => string.Join(' ', ids);
}
