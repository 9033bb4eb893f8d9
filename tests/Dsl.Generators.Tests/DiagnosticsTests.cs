using Heed.Planning;

namespace Heed.Tests;

/// <summary>Each rule, by its id: what breaks it, the token it points at, and what it says.</summary>
public partial class DiagnosticsTests
{
    private const string NotPlain =
        "The declaration is not a plain top-level record: expected a top-level record class without type parameters, received ";

    private const string Columns = "[Text(\"column\")], [Label(\"column\")], [Labels(\"column\")], [Tags(\"column\")], [Number(\"column\")] or [Image(\"column\")] on ";
    private const string NoColumn = "A parameter of a task names no column, has the wrong type for its kind, or is neither input nor target: ";

    private const string Divisors64 = "1, 2, 4, 8, 16, 32 or 64";

    [Fact]
    public void HEED001_a_record_that_is_not_partial()
    {
        var marked = new Marked($$"""
            [Experiment, Encoder, Decoder] public record [|Lone|](A A);
            [Task("pairs.tsv")] public record [|Closed|]([Input, Text("en")] string English, [Target, Text("fr")] string French);
            {{Sample.Tasks}}
            """);
        marked.Expect(
            Harness.Unchecked(marked.Source, Sample.Data),
            ("HEED001", "The record is not partial: expected partial record Lone, received record Lone"),
            ("HEED001", "The record is not partial: expected partial record Closed, received record Closed"));
    }

    [Fact]
    public void HEED002_an_experiment_that_derives() => Refused(
        $$"""
        [Experiment, Encoder, Decoder] public partial record Base(A A, B B);
        [Experiment, Encoder, Decoder] public partial record Dense(A C, B D) : [|Base|](C, D);
        {{Sample.Tasks}}
        """,
        ("HEED002", "An experiment derives from another record: expected an experiment that stands for itself " +
            "(a derived record would run its base's model), received a record derived from Base"));

    [Fact]
    public void HEED002_whose_base_stands_in_another_part() => Refused(
        $$"""
        [Experiment, Encoder, Decoder] public partial record Base(A A, B B);
        [Experiment, Encoder, Decoder] public partial record Dense;
        public partial record Dense(A C, B D) : [|Base|](C, D);
        {{Sample.Tasks}}
        """,
        ("HEED002", "An experiment derives from another record: expected an experiment that stands for itself " +
            "(a derived record would run its base's model), received a record derived from Base"));

    [Theory]
    [InlineData("[Experiment, Encoder, Decoder] partial class [|Odd|](A a) { public A First => a; }", "a class")]
    [InlineData("[Experiment, Encoder, Decoder] partial record [|Odd|]<T>(A A);", "a generic record")]
    [InlineData("[Experiment, Encoder, Decoder] file partial record [|Odd|](A A);", "a record of one file alone")]
    [InlineData("partial record Outer { [Experiment, Encoder, Decoder] public partial record [|Odd|](A A); }", "a record inside Outer")]
    [InlineData("[Experiment, Encoder, Decoder] abstract partial record [|Odd|](A A);", "an abstract record")]
    public void HEED003_a_declaration_that_is_no_plain_record(string declaration, string received) =>
        Refused(declaration + Sample.Tasks, ("HEED003", NotPlain + received));

    [Fact]
    public void HEED003_an_abstract_task() => Refused(
        Task("[|Odd|]", "[Input, Text(\"en\")] string E, [Target, Text(\"fr\")] string F")
            .Replace("partial", "abstract partial", StringComparison.Ordinal),
        ("HEED003", NotPlain + "an abstract record"));

    [Fact]
    public void HEED003_a_struct()
    {
        // The compiler complains as well: these attributes are for classes.
        var marked = new Marked("[Experiment, Encoder, Decoder] public partial record struct [|Odd|](A A);" + Sample.Tasks);
        marked.Expect(Harness.Unchecked(marked.Source, Sample.Data), ("HEED003", NotPlain + "a record struct"));
    }

    [Fact]
    public void HEED004_an_experiment_without_tasks() => Refused(
        "[Experiment, Encoder, Decoder] public partial record [|Empty|];",
        ("HEED004", "An experiment has no task: expected at least one parameter whose type is a record with [Task], received none"));

    [Fact]
    public void HEED005_a_parameter_that_is_no_task() => Refused(
        Sample.Pair(tasks: "A A, B B, [|System.Uri|] Where"),
        ("HEED005", "A parameter of an experiment is not a task: expected a record with [Task], received System.Uri"));

    [Theory]
    [InlineData("A")]
    [InlineData("a")]
    public void HEED006_two_tasks_of_one_name(string second) => Refused(
        $$"""
        [Experiment, Encoder, Decoder] public partial record Twice(A First, [|Other.{{second}}|] Second);
        {{Sample.Tasks}}
        namespace Other
        {
            [Task("../experiments/pairs.tsv")] public partial record {{second}}([Input, Text("en")] string E, [Target, Text("fr")] string F);
        }
        """,
        ("HEED006", "Two tasks have one name: expected a name of its own for every task, received A 2 times"));

    [Fact]
    public void HEED013_data_that_is_missing_warns_and_stops_nothing()
    {
        var marked = new Marked(
            "[Task([|\"data/none.tsv.gz\"|])] partial record Late([Input, Text(\"en\")] string E, [Target, Text(\"fr\")] string F);");
        var run = Harness.Run(marked.Source, Sample.Data);
        marked.Expect(run, (
            "HEED013",
            "The data file is missing: expected a file data/none.tsv.gz beside this one, "
                + "among the build's AdditionalFiles, received none"));
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, run.Result.Diagnostics[0].Severity);
        Assert.Contains("partial record Late : ITask;", run.Source("Late.Task"), StringComparison.Ordinal);
    }

    [Fact]
    public void HEED018_a_name_that_the_emitted_code_uses() => Refused(
        """
        [Experiment, Encoder, Decoder] public partial record [|Linear|](Norm [|Decay|], Hold Fine);
        [Task("pairs.tsv")] public partial record [|Norm|]([Input, Text("en")] string Read, [Target, Text("fr")] string Pair);
        [Task("pairs.tsv")] public partial record [|Hold|]([Input, Text("en")] string English, [Target, Text("fr")] string French);
        """,
        [.. new[] { "Linear", "Decay", "Norm", "Hold" }
            .Select(name => ("HEED018", $"A name is taken by the emitted code: expected another name, received {name}"))]);

    [Theory]
    [InlineData("pairs.txt")]
    [InlineData("pairs.parquet.gz")]
    [InlineData("")]
    public void HEED030_a_data_file_of_no_known_format(string file) => Refused(
        "[Experiment, Encoder, Decoder] public partial record Solo(W W);" +
        $"[Task([|\"{file}\"|])] public partial record W([Input, Text(\"en\")] string E, [Target, Text(\"fr\")] string F);",
        ("HEED030", "The data file has no format that can be read: expected a file that ends in .tsv, .csv or .jsonl, each plain or with .gz, "
            + $"in .parquet, or in .idx or -ubyte (pictures), plain or with .gz, received \"{file}\""));

    [Fact]
    public void HEED031_tasks_of_one_file_that_differ_about_bad_rows() => Refused(
        """
        [Experiment, Encoder, Decoder] public partial record Both(V V, W W);
        [Task("pairs.tsv", SkipBadRows = [|true|])] public partial record V([Input, Text("en")] string E, [Target, Text("fr")] string F);
        [Task("pairs.tsv")] public partial record W([Input, Text("fr")] string F, [Target, Text("en")] string E);
        """,
        ("HEED031", "Tasks that read one file differ in what becomes of its bad rows: "
            + "expected SkipBadRows on all tasks that read pairs.tsv, or on none, received it on V and not on W"));

    [Fact]
    public void HEED066_tasks_of_one_file_that_differ_in_their_window() => Refused(
        """
        [Experiment, Encoder, Decoder] public partial record Both(V V, W W);
        [Task("pairs.tsv")] public partial record V([Input, Text("en")] string E, [Target, Text("fr")] string F);
        [Task("pairs.tsv", Window = [|1_000|])] public partial record W([Input, Text("fr")] string F, [Target, Text("en")] string E);
        """,
        ("HEED066", "Tasks that read one file differ in how much of it is in memory at a time: "
            + "expected one Window on all tasks that read pairs.tsv, received 1,000 on W and 0 on V"));

    [Fact]
    public void HEED011_a_window_of_less_than_nothing() => Refused(
        """
        [Experiment, Encoder, Decoder] public partial record Solo(W W);
        [Task("pairs.tsv", Window = [|-1|])] public partial record W([Input, Text("fr")] string F, [Target, Text("en")] string E);
        """,
        ("HEED011", "A value is out of range: expected a whole number from 0 to 1,000,000,000, received -1"));

    [Fact]
    public void HEED032_two_tokenizers() => Refused(
        Sample.Pair("[Encoder, Decoder, WordPiece(\"vocab.txt\"), [|Tokenizer|](Vocabulary = 300)]"),
        ("HEED032", "An experiment has more than one tokenizer: expected at most one, received [WordPiece] and [Tokenizer]"));

    [Fact]
    public void HEED018_a_keyword_an_enum_that_emitted_code_would_read_and_a_parameter_that_hides_a_type() => Refused(
        """
        [Experiment, Encoder, Decoder, Allocate<Heed.Allocation.TopTokens>] public partial record Two(@event First, Role [|Reduction|]);
        public enum Positions { Goalkeeper, Defender }
        [Task("pairs.tsv")] public partial record Role([Input, Text("en")] string E, [Target, Label("de")] [|Positions|] Plays);
        [Task("pairs.tsv")] public partial record [|@event|]([Input, Text("en")] string E, [Target, Text("fr")] string F);
        """,
        [.. new[] { "Reduction", "Positions", "event" }
            .Select(name => ("HEED018", $"A name is taken by the emitted code: expected another name, received {name}"))]);

    [Fact]
    public void An_enum_of_another_namespace_may_be_called_as_a_type_that_emitted_code_uses() => Assert.Empty(Harness.Run(
        """
        using Role = Other.Positions;
        [Experiment, Encoder] public partial record Two(Plays First);
        [Task("pairs.tsv")] public partial record Plays([Input, Text("en")] string E, [Target, Label("de")] Role Plays_);
        namespace Other { public enum Positions : ulong { Goalkeeper, Defender = 1UL << 63 } }
        """,
        Sample.Data).Result.Diagnostics);

    [Fact]
    public void HEED011_more_layers_than_memory_has_room_for() => Refused(
        Sample.Pair("[Encoder(Layers = [|2_000_000_000|]), Decoder, Allocate<Heed.Allocation.TopTokens>]"),
        ("HEED011", "A value is out of range: expected a whole number from 1 to 1,000, received 2,000,000,000"));

    [Fact]
    public void HEED018_a_task_named_as_anothers_head() => Refused(
        $$"""
        [Experiment, Encoder] public partial record Two(T First, [|THead|] Second);
        [Task("pairs.tsv")] public partial record THead([Input, Text("en")] string E, [Target, Label("de")] string G);
        {{Sample.Labelled}}
        """,
        ("HEED018", "A name is taken by the emitted code: expected another name, received THead"));

    [Fact]
    public void HEED017_tags_without_an_encoder() => Refused(
        "[Experiment] public partial record [|Lone|](T T); [Task(\"pairs.tsv\")] public partial record T([Input, Text(\"en\")] string E, [Target, Tags(\"fr\")] string[] F);",
        ("HEED017", "A text-to-text task lacks its encoder or decoder: expected [Encoder] on the experiment, received none"));

    [Fact]
    public void Several_mistakes_are_told_at_once() => Refused(
        """
        [Experiment(Steps = [|0|])]
        [Encoder(Width = 64, Heads = [|5|]), Decoder(Layers = [|-1|])]
        [Share<A, [|B|]>(Projection.Key)]
        public partial record Many(A A, [|int|] Number);
        [Task("pairs.tsv")] public partial record A([Input, Text([|"e"|])] string English, [Target, Text("fr")] string French);
        [Task([|"no.tsv"|])] public partial record [|B|]([Input, Text("fr")] string French, [Text("en")] string English, string [|Note|]);
        """,
        ("HEED011", "A value is out of range: expected a whole number from 1 to 1,000,000,000, received 0"),
        ("HEED010", $"Heads do not divide the width: expected a divisor of the width 64, received 5; valid: {Divisors64}"),
        ("HEED011", "A value is out of range: expected a whole number from 1 to 1,000, received -1"),
        ("HEED014", "A share names a type that is not a task of this experiment: expected tasks of this experiment, received B; valid: A"),
        ("HEED005", "A parameter of an experiment is not a task: expected a record with [Task], received int"),
        ("HEED012", "The data file has no such column: expected a column of pairs.tsv, received \"e\"; valid: en, fr and de"),
        ("HEED013", "The data file is missing: expected a file no.tsv beside this one, among the build's AdditionalFiles, received none"),
        ("HEED008", "A task does not have exactly one target: expected exactly one parameter with [Target], received none"),
        ("HEED009", NoColumn + $"expected {Columns}Note, received no column"));

    [Fact]
    public void Every_rule_is_tested_here()
    {
        var tested = typeof(DiagnosticsTests).GetMethods().Select(method => method.Name.Split('_')[0]);
        Assert.Empty(Rules.All.Select(rule => rule.Id).Except(tested));
        Assert.Equal(Rules.All.Count, Rules.All.Select(rule => rule.Id).Distinct().Count());
    }

    private static string Task(string name, string columns) => $"[Task(\"pairs.tsv\")] public partial record {name}({columns});";

    // What is refused still compiles, so that a mistake is told once, by its rule.
    private static void Refused(string source, params (string Id, string Message)[] expected)
    {
        var marked = new Marked(source);
        marked.Expect(Harness.Run(marked.Source, Sample.Data, new MemoryText("/experiments/seen.idx"), new MemoryText("/experiments/seen.tsv", "en\tfr\n"), new MemoryText("/experiments/more.tsv", "en\tfr\n")), expected);
    }
}
