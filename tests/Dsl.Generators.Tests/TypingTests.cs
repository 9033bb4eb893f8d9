using Microsoft.CodeAnalysis.CSharp;

namespace Heed.Tests;

/// <summary>The generator runs while a declaration is typed, so it meets every broken form of one.</summary>
public class TypingTests
{
    [Fact]
    public void Half_a_declaration_never_stops_the_generator()
    {
        const string source = """
            [Experiment(Seed = 5), Encoder(Layers = 2), Decoder(Heads = 2), Schedule(Decay = Decay.Cosine), Transformer(Positions = Positions.Rotary, Norm = NormKind.Rms)]
            [Share(Projection.Query | Projection.Key, FromLayer = 1), Share<A, B>(Projection.Value, In = Trunk.Encoder)]
            public partial record Pair(A First, B Second) : object;
            [Variant<Pair>, Without<ShareAttribute<A, B>>, Share(Projection.Norm), Lion] public partial record Other;
            [Task("pairs.tsv", Weight = 2)] public partial record A([Input, Text("en")] string English, [Target, Text("fr")] string French);
            [Task("pairs.tsv")] public partial record B([Input, Text("fr")] string French, [Target, Text("en")] string English);
            """;
        var driver = Harness.Driver(Sample.Data);
        foreach (var token in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens())
        {
            Works(source[..token.Span.End]);
            Works(source.Remove(token.SpanStart, token.Span.Length));
        }

        void Works(string typed)
        {
            driver = driver.RunGenerators(Harness.Compile(typed));
            Assert.All(driver.GetRunResult().Results, result => Assert.True(result.Exception is null, $"{typed}\n{result.Exception}"));
        }
    }

    [Theory]
    [InlineData("[Experiment, Encoder(Width = \"wide\", Heads = new[] { 2 }), Decoder(Layers = null), Share] partial record Odd(A A);")]
    [InlineData("[Task] partial record Odd([Input, Text] string E, [Target, Text(null!)] string F);")]
    [InlineData("[Task(null!, Weight = \"much\")] partial record Odd([Input, Text(5)] string E, [Target, Text(\"\")] string F);")]
    [InlineData("[Task(\"\")] partial record Odd([Input, Text(\"en\")] string E, [Target, Text(\"fr\")] string F);")]
    [InlineData("[Task(\"a\\0b\")] partial record Odd([Input, Text(\"en\")] string E, [Target, Text(\"fr\")] string F);")]
    [InlineData("[Experiment, Encoder, Decoder, Share<Missing, A>(Projection.Key)] partial record Odd(Missing M, A A);")]
    [InlineData("[Experiment, Experiment] partial record Odd(A A); [Task(\"x\")] partial record Odd(B B);")]
    public void A_declaration_that_does_not_compile_never_stops_the_generator(string declaration) =>
        Harness.Unchecked(declaration + Sample.Tasks, Sample.Data);

    [Fact]
    public void A_file_without_a_path_is_read_like_any_other()
    {
        var compilation = Harness.Compile("").AddSyntaxTrees(CSharpSyntaxTree.ParseText(Sample.Tasks, Harness.Language));
        var result = Harness.Driver(Sample.Data).RunGenerators(compilation).GetRunResult();
        Assert.Null(result.Results[0].Exception);
        Assert.Equal(3, result.GeneratedTrees.Length);
    }
}
