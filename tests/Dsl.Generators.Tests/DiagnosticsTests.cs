using Heed.Planning;

namespace Heed.Tests;

/// <summary>Each rule, by its id: what breaks it, the token it points at, and what it says.</summary>
public class DiagnosticsTests
{
    private const string NotPlain =
        "The declaration is not a plain top-level record: expected a top-level record class without type parameters, received ";

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
    [InlineData("string [|Plain|]", "[Text(\"column\")] or [Label(\"column\")] on Plain", "no column")]
    [InlineData("[Text(\"de\"), Label(\"de\")] string [|Two|]", "[Text] or [Label] on Two", "both")]
    [InlineData("[Label(\"de\")] string [|German|]", "[Input] or [Target] on German", "neither")]
    [InlineData("[Text(\"de\")] [|int|] Count", "string for [Text]", "int")]
    [InlineData("[Text(\"de\")] string [|German|]", "[Input] or [Target] on German", "neither")]
    public void HEED009_a_parameter_that_is_no_column(string parameter, string expected, string received) => Refused(
        Task("Bad", "[Input, Text(\"en\")] string English, [Target, Text(\"fr\")] string French, " + parameter),
        ("HEED009", $"{NoColumn}expected {expected}, received {received}"));

    [Theory]
    [InlineData("[Encoder(Width = 64, Heads = [|5|]), Decoder]", "5")]
    [InlineData("[Encoder(Width = 64), Decoder(Heads = [|6|])]", "6")]
    public void HEED010_heads_that_do_not_divide_the_width(string stacks, string heads) => Refused(
        Sample.Pair(stacks),
        ("HEED010", $"Heads do not divide the width: expected a divisor of the width 64, received {heads}; valid: {Divisors64}"));

    [Fact]
    public void HEED010_on_the_attribute_where_the_heads_are_a_default() => Refused(
        Sample.Pair("[[|Encoder|](Width = 6), Decoder]"),
        ("HEED010", "Heads do not divide the width: expected a divisor of the width 6, received 4; valid: 1, 2, 3 or 6"));

    [Theory]
    [InlineData("[Encoder(Layers = [|0|]), Decoder]", "a whole number from 1 to 1,000", "0")]
    [InlineData("[Encoder, Decoder, Regularization(Dropout = [|1.5|])]", "a number from 0 to 0.9", "1.5")]
    [InlineData("[Encoder, Decoder, AdamW(Clip = [|double.NaN|])]", "a number from 1E-06 to 1,000,000,000", "NaN")]
    [InlineData("[Encoder, Decoder, Share(Projection.Key, In = [|(Trunk)4|])]", "Trunk.Encoder, Trunk.Decoder or Trunk.Both", "4")]
    [InlineData("[Encoder(Positions = [|(Positions)7|]), Decoder]",
        "Positions.Sinusoidal, Positions.Rotary, Positions.Learned or Positions.Alibi", "7")]
    [InlineData("[Encoder, Decoder, Transformer(Norm = [|(NormKind)2|])]", "NormKind.Layer or NormKind.Rms", "2")]
    [InlineData("[Encoder, Decoder, Transformer(Placement = [|(NormPlacement)(-1)|])]", "NormPlacement.Pre or NormPlacement.Post", "-1")]
    [InlineData("[Encoder, Decoder, Transformer(Activation = [|(Activation)3|])]", "Activation.Relu, Activation.Gelu or Activation.SwiGlu", "3")]
    [InlineData("[Encoder, Decoder, Transformer(Scale = [|(AttentionScale)3|])]",
        "AttentionScale.HeadWidth, AttentionScale.Width or AttentionScale.None", "3")]
    [InlineData("[Encoder, Decoder, Transformer(Output = [|(OutputEmbedding)2|])]", "OutputEmbedding.Tied or OutputEmbedding.Free", "2")]
    [InlineData("[Encoder, Decoder, Transformer(Initializer = [|(Initializer)4|])]",
        "Initializer.XavierUniform, Initializer.XavierNormal, Initializer.KaimingNormal or Initializer.TruncatedNormal", "4")]
    [InlineData("[Encoder, Decoder, Schedule(Decay = [|(Decay)9|])]",
        "Decay.None, Decay.InverseSquareRoot, Decay.Cosine, Decay.Linear or Decay.OneCycle", "9")]
    [InlineData("[Encoder, Decoder, Share([|(Projection)1024|])]", "values of Projection", "1024")]
    public void HEED011_a_value_out_of_range(string attributes, string expected, string received) => Refused(
        Sample.Pair(attributes), ("HEED011", $"A value is out of range: expected {expected}, received {received}"));

    [Fact]
    public void HEED011_a_weight_out_of_range() => Refused(
        "[Experiment, Encoder, Decoder] public partial record Solo(W W);" +
        "[Task(\"pairs.tsv\", Weight = [|-1|])] public partial record W([Input, Text(\"en\")] string E, [Target, Text(\"fr\")] string F);",
        ("HEED011", "A value is out of range: expected a number from 0 to 1,000,000, received -1"));

    [Fact]
    public void HEED011_a_pooling_that_there_is_not() => Refused(
        "[Experiment, Encoder] public partial record Solo(W W);" +
        "[Task(\"pairs.tsv\")] public partial record W([Input, Text(\"en\")] string E, [Target, Label(\"fr\", Pooling = [|(Pooling)9|])] string F);",
        ("HEED011", "A value is out of range: expected Pooling.Mean, Pooling.First or Pooling.Attention, received 9"));

    [Fact]
    public void HEED012_a_column_that_the_data_lacks() => Refused(
        Task("Bad", "[Input, Text(\"en\")] string English, [Target, Text([|\"es\"|])] string Spanish"),
        ("HEED012", "The data file has no such column: expected a column of pairs.tsv, received \"es\"; valid: en, fr and de"));

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
    public void HEED014_a_share_with_a_stranger() => Refused(
        Sample.Pair("[Encoder, Decoder, Share<A, [|C|]>(Projection.Key)]"),
        ("HEED014", "A share names a type that is not a task of this experiment: "
            + "expected tasks of this experiment, received C; valid: A and B"));

    [Theory]
    [InlineData("Share([|Projection.None|])", "A, B", "something to share", "Projection.None; valid: any other value of Projection")]
    [InlineData("Share([|Projection.Key|])", "A", "two tasks or more that share", "one")]
    [InlineData("Share<A, A>([|Projection.Key|])", "A, B", "two tasks or more that share", "one")]
    [InlineData("Share(Projection.Key, FromLayer = [|3|])", "A, B",
        "a layer that there is, not after ToLayer", "FromLayer 3, ToLayer -1; valid: 0 to 2")]
    [InlineData("Share(Projection.Key, FromLayer = [|2|], ToLayer = 1)", "A, B",
        "a layer that there is, not after ToLayer", "FromLayer 2, ToLayer 1; valid: 0 to 2")]
    [InlineData("Share([|Projection.Embedding|], In = Trunk.Encoder)", "A, B",
        "the embedding in a [Share] of its own, without layers or stack",
        "Projection.Embedding in a [Share] with FromLayer, ToLayer or In")]
    public void HEED015_a_share_without_effect(string share, string tasks, string expected, string received) => Refused(
        Sample.Pair($"[Encoder, Decoder, {share}]", string.Join(", ", tasks.Split(", ").Select(task => $"{task} {task}"))),
        ("HEED015", $"A share has no effect: expected {expected}, received {received}"));

    [Fact]
    public void HEED016_rotary_positions_of_odd_width() => Refused(
        Sample.Pair("[Encoder(Width = 15, Heads = [|5|], Positions = Positions.Rotary), Decoder]"),
        ("HEED016", "Rotary positions need an even head width: expected an even width for each head, received 3 (15 / 5)"));

    [Theory]
    [InlineData("[Encoder]", "no [Decoder]")]
    [InlineData("[Decoder]", "no [Encoder]")]
    [InlineData("[Tokenizer, Share(Projection.Key)]", "neither")]
    public void HEED017_a_stack_that_is_missing(string attributes, string received) => Refused(
        Sample.Pair(attributes).Replace("record Pair", "record [|Pair|]", StringComparison.Ordinal),
        ("HEED017", "A text-to-text task lacks its encoder or decoder: "
            + $"expected [Encoder] and [Decoder] on the experiment, received {received}"));

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
    [InlineData("[Encoder(Heads = 8, KeyValueHeads = [|3|]), Decoder(KeyValueHeads = 1)]", "8", "3", "1, 2, 4 or 8")]
    [InlineData("[Encoder, Decoder(KeyValueHeads = [|3|])]", "4", "3", "1, 2 or 4")]
    [InlineData("[Encoder(KeyValueHeads = 4), Decoder(Heads = 2, KeyValueHeads = [|4|])]", "2", "4", "1 or 2")]
    public void HEED020_key_value_heads_that_do_not_divide_the_heads(string stacks, string heads, string received, string valid) => Refused(
        Sample.Pair(stacks),
        ("HEED020", $"Key-value heads do not divide the heads: expected a divisor of the {heads} heads, received {received}; valid: {valid}"));

    [Theory]
    [InlineData("pairs.txt")]
    [InlineData("pairs.parquet.gz")]
    [InlineData("")]
    public void HEED030_a_data_file_of_no_known_format(string file) => Refused(
        "[Experiment, Encoder, Decoder] public partial record Solo(W W);" +
        $"[Task([|\"{file}\"|])] public partial record W([Input, Text(\"en\")] string E, [Target, Text(\"fr\")] string F);",
        ("HEED030", "The data file has no format that can be read: expected a file that ends in .tsv, .csv or .jsonl, each plain or with .gz, "
            + $"or in .parquet, received \"{file}\""));

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
    public void HEED032_two_tokenizers() => Refused(
        Sample.Pair("[Encoder, Decoder, WordPiece(\"vocab.txt\"), [|Tokenizer|](Vocabulary = 300)]"),
        ("HEED032", "An experiment has more than one tokenizer: expected at most one, received [WordPiece] and [Tokenizer]"));

    [Fact]
    public void HEED018_a_task_named_as_anothers_head() => Refused(
        $$"""
        [Experiment, Encoder] public partial record Two(T First, [|THead|] Second);
        [Task("pairs.tsv")] public partial record THead([Input, Text("en")] string E, [Target, Label("de")] string G);
        {{Sample.Labelled}}
        """,
        ("HEED018", "A name is taken by the emitted code: expected another name, received THead"));

    [Fact]
    public void HEED025_a_second_optimizer() => Refused(
        Sample.Pair("[Encoder, Decoder, Lion(Beta1 = 0.8), [|Sgd|], [|AdamW|]]"),
        ("HEED025", "An experiment has more than one optimizer: expected one of them at the most, received [Lion], [Sgd] and [AdamW]"),
        ("HEED025", "An experiment has more than one optimizer: expected one of them at the most, received [Lion], [Sgd] and [AdamW]"));

    [Fact]
    public void HEED026_nesterov_without_a_momentum() => Refused(
        Sample.Pair("[Encoder, Decoder, Sgd(Momentum = 0, Nesterov = [|true|])]"),
        ("HEED026", "Nesterov's step needs a momentum: expected a Momentum above 0, received 0"));

    [Fact]
    public void HEED035_a_decoder_that_no_task_writes_with() => Refused(
        Sample.Pair("[Encoder, [|Decoder|]]", "T T"),
        ("HEED035", "A decoder that no task writes with: expected a task with a text to write, or no [Decoder], received tasks that tell classes"));

    [Theory]
    [InlineData("bool")]
    [InlineData("double?")]
    public void HEED036_a_label_that_names_no_classes(string type) => Refused(
        Task("Bad", $"[Input, Text(\"en\")] string English, [Target, Label(\"fr\")] [|{type}|] French"),
        ("HEED036", $"A label is of a type that names no classes: expected an enum, string or int for [Label], received {type}"));

    [Fact]
    public void HEED007_a_label_that_goes_in() => Refused(
        Task("[|Bad|]", "[Input, Label(\"en\")] string [|English|], [Target, Text(\"fr\")] string French").Replace("[|Bad|]", "Bad", StringComparison.Ordinal),
        ("HEED007", "A task does not have exactly one input: expected text to go in, received a [Label]"));

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
        ("HEED009", NoColumn + "expected [Text(\"column\")] or [Label(\"column\")] on Note, received no column"));

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
        marked.Expect(Harness.Run(marked.Source, Sample.Data), expected);
    }
}
