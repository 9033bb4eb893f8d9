namespace Heed.Tests;

/// <summary>The rules about pictures, and about which files tasks read.</summary>
public partial class DiagnosticsTests
{
    [Theory]
    [InlineData("Width = 28, Height = 28, Patch = [|5|]", "28 and 28", "5", "1, 2, 4, 7, 14 or 28")]
    [InlineData("Width = 28, Height = 21, Patch = [|4|]", "28 and 21", "4", "1 or 7")]
    public void HEED060_a_patch_that_does_not_divide_its_picture(string sizes, string sides, string patch, string valid) => Refused(
        Seeing(sizes), ("HEED060", $"A patch does not divide its picture: expected a divisor of {sides}, received {patch}; valid: {valid}"));

    [Fact]
    public void HEED061_more_patches_than_the_encoder_takes() => Refused(
        Seeing("Width = 28, Height = 28, Patch = [|2|]"),
        ("HEED061", "The patches of a picture do not fit the model: expected at most 128 positions (Encoder.MaximumLength), received 196"));

    [Fact]
    public void HEED061_a_start_that_is_one_position_too_many() => Refused(
        Seeing("Width = 64, Height = 32, Patch = [|4|]", label: "Label(\"label\", Pooling = Pooling.First)"),
        ("HEED061", "The patches of a picture do not fit the model: expected at most 128 positions (Encoder.MaximumLength), received 129"));

    [Fact]
    public void HEED061_patches_of_two_sizes_under_one_embedding() => Refused(
        $$"""
        [Experiment, Encoder, Share(Projection.Embedding)] public partial record Two(Small Small, Large Large);
        [Task("seen.idx")] public partial record Small([Input, Image("image", Width = 8, Height = 8, Patch = 2)] Picture P, [Target, Label("label")] int L);
        [Task("seen.idx")] public partial record Large([Input, Image("image", Width = 8, Height = 8, Patch = [|4|])] Picture P, [Target, Label("label")] int L);
        """,
        ("HEED061", "The patches of a picture do not fit the model: expected patches of 4 numbers, as Small has, with which it shares the embedding, received 16"));

    [Fact]
    public void HEED062_a_picture_that_should_come_out() => Refused(
        "[Task(\"seen.idx\")] public partial record Draws([Input, Text(\"label\")] string L, [Target, Image(\"image\", Width = 8, Height = 8, Patch = 2)] Picture [|P|]);",
        ("HEED062", "A picture stands where none can: expected [Input] on an [Image], received [Target]"));

    [Fact]
    public void HEED062_a_picture_of_which_a_text_should_be_written() => Refused(
        """
        [Experiment, Encoder, Decoder] public partial record Captions(Caption Caption);
        [Task("seen.idx")] public partial record Caption([Input, [|Image|]("image", Width = 8, Height = 8, Patch = 2)] Picture P, [Target, Text("label")] string L);
        """,
        ("HEED062", "A picture stands where none can: expected a [Label], [Labels] or a [Number] to tell of a picture, received a [Text]: no decoder reads pictures yet"));

    [Fact]
    public void HEED062_a_picture_of_which_words_should_be_tagged() => Refused(
        """
        [Experiment, Encoder] public partial record Reads(Sign Sign);
        [Task("seen.idx")] public partial record Sign([Input, [|Image|]("image", Width = 8, Height = 8, Patch = 2)] Picture P, [Target, Tags("label")] string[] L);
        """,
        ("HEED062", "A picture stands where none can: expected a [Label], [Labels] or a [Number] to tell of a picture, received [Tags]: a picture has no words"));

    [Fact]
    public void HEED063_a_tokenizer_that_no_text_goes_through() => Refused(
        Seeing("Width = 8, Height = 8, Patch = 2", "Encoder, [|Tokenizer|](Vocabulary = 300)"),
        ("HEED063", "A tokenizer that no task reads text with: expected a task that reads text, or no tokenizer, received [Tokenizer]"));

    [Fact]
    public void HEED065_words_in_common_where_there_are_only_pictures() => Refused(
        Seeing("Width = 8, Height = 8, Patch = 2", "Encoder, Split(Validation = 0.1, NearDuplicates = [|0.5|])"),
        ("HEED065", "A number of the split that parts nothing: expected a task that reads text, received pictures alone, which are alike only where every pixel is"));

    [Fact]
    public void HEED065_a_share_for_a_test_that_has_a_file_of_its_own() => Refused(
        """
        [Experiment, Encoder, Split(Test = [|0.2|])] public partial record Classes(V V);
        [Task("pairs.tsv", Test = "seen.tsv")] public partial record V([Input, Text("en")] string E, [Target, Label("fr")] string L);
        """,
        ("HEED065", "A number of the split that parts nothing: expected a task whose test is a part of its file, received a Test of their own on all tasks"));

    [Theory]
    [InlineData("Test = \"more.tsv\"", "Test = [|\"seen.tsv\"|]", "Test")]
    [InlineData("Sample = \"more.tsv\"", "Sample = [|\"seen.tsv\"|]", "Sample")]
    public void HEED064_tasks_of_one_file_that_differ_in_their_test_or_sample(string first, string second, string property)
    {
        Assert.Contains(property, second, StringComparison.Ordinal);
        Refused(
            $$"""
            [Experiment, Encoder, Decoder] public partial record Both(V V, W W);
            [Task("pairs.tsv", {{first}})] public partial record V([Input, Text("en")] string E, [Target, Text("fr")] string F);
            [Task("pairs.tsv", {{second}})] public partial record W([Input, Text("fr")] string F, [Target, Text("en")] string E);
            """,
            ("HEED064", "Tasks do not agree on their test or sample: expected the same Test and Sample on all tasks that read pairs.tsv, received others on W than on V"));
    }

    [Theory]
    [InlineData("seen.tsv")]
    [InlineData("./more/../seen.tsv")]
    public void HEED064_a_test_on_which_another_task_trains_however_it_is_written(string test) => Refused(
        $$"""
        [Experiment, Encoder, Decoder] public partial record Both(V V, W W);
        [Task("pairs.tsv", Test = [|"{{test}}"|])] public partial record V([Input, Text("en")] string E, [Target, Text("fr")] string F);
        [Task("seen.tsv")] public partial record W([Input, Text("fr")] string F, [Target, Text("en")] string E);
        """,
        ("HEED064", $"Tasks do not agree on their test or sample: expected a file that no task trains on, received {test}, on which W trains"));

    [Theory]
    [InlineData("[|Image|](\"image\", Height = 8, Patch = 2)", "a whole number from 1 to 4,096", "0")]
    [InlineData("Image(\"image\", Width = 8, Height = 8, Patch = 2, Channels = [|2|])", "1 for grey, or 3 for red, green and blue", "2")]
    [InlineData("Image(\"image\", Width = 8, Height = 8, Patch = 2, Shift = [|8|])", "less than the picture's sides", "8")]
    public void HEED011_a_number_of_a_picture_out_of_range(string image, string expected, string received) => Refused(
        Seeing("").Replace("Image(\"image\", )", image, StringComparison.Ordinal), ("HEED011", $"A value is out of range: expected {expected}, received {received}"));

    [Fact]
    public void HEED009_a_picture_of_another_type() => Refused(
        "[Task(\"seen.idx\")] public partial record Bad([Input, Image(\"image\", Width = 8, Height = 8, Patch = 2)] [|byte[]|] P, [Target, Label(\"label\")] int L);",
        ("HEED009", NoColumn + "expected Picture for [Image], received byte[]"));

    [Fact]
    public void HEED012_pictures_have_the_columns_of_their_format() => Refused(
        "[Task(\"seen.idx\")] public partial record Bad([Input, Image([|\"picture\"|], Width = 8, Height = 8, Patch = 2)] Picture P, [Target, Label(\"label\")] int L);",
        ("HEED012", "The data file has no such column: expected a column of seen.idx, received \"picture\"; valid: image and label"));

    [Theory]
    [InlineData("[Task(\"none.tsv\", Sample = \"pairs.tsv\")]")]
    [InlineData("[Task(\"none.tsv\", Test = \"nor.tsv\", Sample = \"pairs.tsv\")]")]
    public void A_sample_stands_in_for_a_file_that_is_not_there(string task) => Refused(
        $"{task} public partial record W([Input, Text(\"en\")] string E, [Target, Text(\"fr\")] string F);");

    [Theory]
    [InlineData("[Task(\"pairs.tsv\", Test = [|\"nor.tsv\"|])]", "nor.tsv")]
    [InlineData("[Task([|\"none.tsv\"|], Sample = \"nor.tsv\")]", "none.tsv")]
    public void HEED013_warns_of_a_test_or_a_file_that_is_missing(string task, string missing) => Refused(
        $"{task} public partial record W([Input, Text(\"en\")] string E, [Target, Text(\"fr\")] string F);",
        ("HEED013", $"The data file is missing: expected a file {missing} beside this one, among the build's AdditionalFiles, received none"));

    private static string Seeing(string sizes, string attributes = "Encoder", string label = "Label(\"label\")") => $$"""
        [Experiment, {{attributes}}] public partial record Looks(See See);
        [Task("seen.idx")] public partial record See([Input, Image("image", {{sizes}})] Picture Picture, [Target, {{label}}] int Class);
        """;
}
