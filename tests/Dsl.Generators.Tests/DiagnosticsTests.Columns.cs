namespace Heed.Tests;

/// <summary>What columns of a task can have wrong.</summary>
public partial class DiagnosticsTests
{
    [Theory]
    [InlineData("[Text(\"en\")] string English, [Target, Text(\"fr\")] string French", "none")]
    [InlineData("[Input, Text(\"en\")] string En, [Input, Text(\"de\")] string De, [Target, Text(\"fr\")] string Fr", "En and De")]
    public void HEED007_a_task_without_exactly_one_input(string columns, string received) => Refused(
        Task("[|Bad|]", columns),
        ("HEED007", $"A task does not have exactly one input: expected exactly one parameter with [Input], received {received}"));

    [Theory]
    [InlineData("[Input, Text(\"en\")] string English, [Text(\"fr\")] string French", "none")]
    [InlineData("[Input, Text(\"en\")] string En, [Target, Text(\"de\")] string De, [Target, Text(\"fr\")] string Fr", "De and Fr")]
    public void HEED008_a_task_without_exactly_one_target(string columns, string received) => Refused(
        Task("[|Bad|]", columns),
        ("HEED008", $"A task does not have exactly one target: expected exactly one parameter with [Target], received {received}"));

    [Fact]
    public void HEED008_a_column_that_is_both() => Refused(
        Task("Bad", "[Input, Target, Text(\"en\")] string [|English|], [Target, Text(\"fr\")] string French"),
        ("HEED008", "A task does not have exactly one target: expected [Input] or [Target] on English, received both"));

    [Theory]
    [InlineData("string [|Plain|]", Columns + "Plain", "no column")]
    [InlineData("[Text(\"de\"), Label(\"de\")] string [|Two|]", "one kind of column on Two", "[Text] and [Label]")]
    [InlineData("[Label(\"de\")] string [|German|]", "[Input] or [Target] on German", "neither")]
    [InlineData("[Text(\"de\")] [|int|] Count", "string for [Text]", "int")]
    [InlineData("[Number(\"de\")] [|string|] Count", "double, float or int for [Number]", "string")]
    [InlineData("[Text(\"de\")] string [|German|]", "[Input] or [Target] on German", "neither")]
    public void HEED009_a_parameter_that_is_no_column(string parameter, string expected, string received) => Refused(
        Task("Bad", "[Input, Text(\"en\")] string English, [Target, Text(\"fr\")] string French, " + parameter),
        ("HEED009", $"{NoColumn}expected {expected}, received {received}"));

    [Fact]
    public void HEED012_a_column_that_the_data_lacks() => Refused(
        Task("Bad", "[Input, Text(\"en\")] string English, [Target, Text([|\"es\"|])] string Spanish"),
        ("HEED012", "The data file has no such column: expected a column of pairs.tsv, received \"es\"; valid: en, fr and de"));

    [Theory]
    [InlineData("first\\nline")]
    [InlineData("first\\rline")]
    [InlineData("first\\u2028line")]
    public void A_column_whose_name_breaks_a_line_compiles(string column) => Assert.Empty(Harness.Run(
        $$"""
        [Experiment, Encoder, Decoder] public partial record Solo(W W);
        [Task("pairs.tsv")] public partial record W([Input, Text("{{column}}")] string E, [Target, Text("fr")] string F);
        """).Result.Diagnostics.Where(found => found.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));

    [Theory]
    [InlineData("bool")]
    [InlineData("double?")]
    public void HEED036_a_label_that_names_no_classes(string type) => Refused(
        Task("Bad", $"[Input, Text(\"en\")] string English, [Target, Label(\"fr\")] [|{type}|] French"),
        ("HEED036", $"A label is of a type that names no classes: expected an enum, string or int for [Label], received {type}"));

    [Theory]
    [InlineData("Labels", "string")]
    [InlineData("Labels", "bool[]")]
    [InlineData("Tags", "string")]
    [InlineData("Tags", "double[]")]
    public void HEED036_labels_and_tags_that_are_no_array_of_classes(string kind, string type) => Refused(
        Task("Bad", $"[Input, Text(\"en\")] string English, [Target, {kind}(\"fr\")] [|{type}|] French"),
        ("HEED036", $"A label is of a type that names no classes: expected an array of an enum, string or int for [{kind}], received {type}"));

    [Fact]
    public void HEED007_tags_of_words_that_go_in() => Refused(
        Task("Bad", "[Input, Tags(\"en\")] string[] [|English|], [Target, Label(\"fr\")] string French"),
        ("HEED007", "A task does not have exactly one input: expected a text or a picture to go in, received a [Tags]"));

    [Fact]
    public void HEED007_tags_of_two_texts() => Refused(
        Task("[|Bad|]", "[Input, Text(\"en\")] string En, [Input, Text(\"de\")] string De, [Target, Tags(\"fr\")] string[] Fr"),
        ("HEED007", "A task does not have exactly one input: expected exactly one parameter with [Input], received En and De"));

    [Fact]
    public void HEED037_a_language_model_with_another_column() => Refused(
        Task("[|Bad|]", "[Masked, Text(\"en\")] string English, [Target, Text(\"fr\")] string French"),
        ("HEED037", "A language model has more than its one text: expected one parameter, with [Masked], received English and French"));

    [Fact]
    public void HEED007_a_label_that_goes_in() => Refused(
        Task("[|Bad|]", "[Input, Label(\"en\")] string [|English|], [Target, Text(\"fr\")] string French").Replace("[|Bad|]", "Bad", StringComparison.Ordinal),
        ("HEED007", "A task does not have exactly one input: expected a text or a picture to go in, received a [Label]"));
}
