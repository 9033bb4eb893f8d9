using Heed.CodeFixes;
using Heed.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Heed.Tests;

/// <summary>What editors offer, driven as an editor does: the generator's diagnostics in, an edited document out, and the rule is kept.</summary>
public class CodeFixTests
{
    [Theory]
    [InlineData("[Experiment, Encoder, Decoder]\npublic record Lone(A A);", "[Experiment, Encoder, Decoder]\npublic partial record Lone(A A);")]
    [InlineData("/// <summary>Its own.</summary>\n[Experiment, Encoder, Decoder]\nrecord Lone(A A);", "/// <summary>Its own.</summary>\n[Experiment, Encoder, Decoder]\npartial record Lone(A A);")]
    public Task HEED001_adds_partial(string wrong, string mended) => Mends("HEED001", "Make the record partial", wrong, mended);

    [Theory]
    [InlineData("Encoder(Width = 64, Heads = 5), Decoder", "5", "4")]
    [InlineData("Encoder(Width = 64, Heads = 7), Decoder", "7", "8")]
    [InlineData("Encoder(Width = 64, Heads = 3 * 4), Decoder", "3 * 4", "8")]
    [InlineData("Encoder(Width = 64), Decoder(Heads = 6)", "6", "4")]
    public Task HEED010_takes_the_nearest_number_of_heads(string stacks, string wrong, string right) =>
        Mends("HEED010", $"Change {wrong} to {right}", Pair(stacks), Pair(stacks.Replace($"Heads = {wrong}", $"Heads = {right}", StringComparison.Ordinal)));

    [Fact]
    public Task HEED012_takes_the_column_that_is_nearly_the_same() =>
        Mends("HEED012", "Change \"Frensh\" to \"french\"", Task("Text(\"Frensh\")"), Task("Text(\"french\")"), new MemoryText("/experiments/pairs.tsv", "en\tfrench\n"));

    [Fact]
    public Task HEED016_takes_the_nearest_number_of_heads_of_even_width() => Mends(
        "HEED016", "Change 4 to 3", Pair("Encoder(Width = 60, Heads = 4), Decoder, Transformer(Positions = Positions.Rotary)"),
        Pair("Encoder(Width = 60, Heads = 3), Decoder, Transformer(Positions = Positions.Rotary)"));

    [Fact]
    public Task HEED020_takes_the_nearest_number_of_key_value_heads() => Mends(
        "HEED020", "Change 3 to 2", Pair("Encoder(Heads = 8, KeyValueHeads = 3), Decoder"), Pair("Encoder(Heads = 8, KeyValueHeads = 2), Decoder"));

    [Theory]
    [InlineData("[Experiment, Encoder, Decoder]\npublic partial record Pair(T T);", "[Experiment, Encoder]\npublic partial record Pair(T T);")]
    [InlineData("[Experiment]\n[Encoder]\n[Decoder(Layers = 2)]\npublic partial record Pair(T T);", "[Experiment]\n[Encoder]\npublic partial record Pair(T T);")]
    [InlineData("// Mine.\n[Decoder]\n[Experiment, Encoder]\npublic partial record Pair(T T);", "// Mine.\n[Experiment, Encoder]\npublic partial record Pair(T T);")]
    public Task HEED035_removes_the_decoder(string wrong, string mended) => Mends("HEED035", "Remove [Decoder]", wrong, mended);

    [Theory]
    [InlineData("[Experiment, Encoder(Width = 6), Decoder]\npublic partial record Pair(A A);")]
    [InlineData("[Task(\"pairs.tsv\")]\npublic partial record W([Input, Text(\"en\")] string E, [Target, Text(\"spanish\")] string F);")]
    [InlineData("[Task(\"pairs.tsv\")]\npublic partial record W([Input, Text(\"en\")] string E, [Target, Text(\"er\")] string F);")]
    public async Task Nothing_is_offered_where_nothing_tells_what_was_meant(string source) => Assert.Empty((await Offers(source)).Actions);

    [Fact]
    public void Only_rules_that_there_are_have_a_mend_and_the_page_tells_which()
    {
        var page = File.ReadAllText(new Uri(Generators.Diagnostics.RulesPage.LinkOf(Rules.NotPartial)!).LocalPath);
        var offered = page.Split("\n## ").Where(section => section.Contains("ditors offer", StringComparison.Ordinal)).Select(section => section[..7]);
        Assert.Equal(offered, new MendProvider().FixableDiagnosticIds.Order(StringComparer.Ordinal));
    }

    private static string Pair(string stacks) => $"[Experiment, {stacks}]\npublic partial record Pair(A A, B B);";

    private static string Task(string target) => $"[Task(\"pairs.tsv\")]\npublic partial record W([Input, Text(\"en\")] string E, [Target, {target}] string F);";

    private static async Task Mends(string id, string title, string source, string expected, MemoryText? data = null)
    {
        var (document, actions) = await Offers(source, data);
        var (found, action) = Assert.Single(actions);
        Assert.Equal((id, title), (found.Id, action.Title));
        var operation = Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        var mended = (await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
        Assert.Equal(expected, mended[..mended.IndexOf("\n#line", StringComparison.Ordinal)]);
        Assert.DoesNotContain(id, Harness.Unchecked(mended, data ?? Sample.Data).Result.Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    private static async Task<(Document Document, List<(Diagnostic Found, CodeAction Action)> Actions)> Offers(string source, MemoryText? data = null)
    {
        source += "\n#line default\n" + (data is null ? Sample.Tasks + Sample.Labelled : "");
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Declared", LanguageNames.CSharp).AddDocument("declaration.cs", source, filePath: Harness.File);
        var tree = await document.GetSyntaxTreeAsync();
        var actions = new List<(Diagnostic, CodeAction)>();
        var provider = new MendProvider();
        foreach (var found in Harness.Unchecked(source, data ?? Sample.Data).Result.Diagnostics.Where(found => provider.FixableDiagnosticIds.Contains(found.Id)))
        {
            // As editors do: a generator's diagnostic is one of the document that its path names.
            var placed = Diagnostic.Create(found.Descriptor, Location.Create(tree!, found.Location.SourceSpan), found.Properties, found.GetMessage());
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, placed, (action, _) => actions.Add((placed, action)), CancellationToken.None));
        }

        return (document, actions);
    }
}
