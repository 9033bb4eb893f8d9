using System.Text;
using Heed.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Heed.Benchmarks;

/// <summary>What the generator takes for an edit in a solution of ten experiments, by the compiler's own timing.</summary>
/// <param name="Edit">What was edited.</param>
/// <param name="Milliseconds">Of the generator, the median of edits.</param>
/// <param name="Most">The slowest edit.</param>
/// <param name="Emitted">Files that were emitted again, at the most.</param>
public sealed record Edits(string Edit, double Milliseconds, double Most, int Emitted)
{
    private const int Experiments = 10, Times = 30;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    private static readonly (string Name, Func<string, int, string> Edit)[] Kinds =
    [
        ("a comment", (source, time) => $"// {time}\n{source}// {time}\n"),
        ("a number", (source, time) => source.Replace("Layers = 3", $"Layers = {4 + (time % 2)}", StringComparison.Ordinal)),
        ("what is shared", (source, time) => source.Replace("Projection.Query", time % 2 == 0 ? "Projection.Key" : "Projection.Value", StringComparison.Ordinal)),
    ];

    /// <summary>Measures every kind of edit, after the generator ran once.</summary>
    public static IEnumerable<Edits> Measure()
    {
        SyntaxTree[] trees = [.. Enumerable.Range(0, Experiments).Select(place => Tree(Source(place), place))];
        var compilation = CSharpCompilation.Create(
            "Ten",
            trees,
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file)),
            new(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ExperimentGenerator().AsSourceGenerator()], parseOptions: Language);
        driver = driver.RunGenerators(compilation);
        foreach (var (name, edit) in Kinds)
        {
            var (times, emitted) = (new List<double>(), 0);
            for (var time = 0; time < 2 * Times; time++)
            {
                // As in an editor: one file is parsed anew, all others stay.
                var before = Texts(driver);
                driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(trees[0], Tree(edit(Source(0), time), 0)));
                times.Add(driver.GetTimingInfo().ElapsedTime.TotalMilliseconds);
                emitted = Math.Max(emitted, Texts(driver).Except(before, ReferenceEqualityComparer.Instance).Count());
            }

            // In an editor the generator has run for long: the first half compiled it.
            var measured = times.Skip(Times).Order().ToArray();
            yield return new(name, measured[Times / 2], measured[^1], emitted);
        }
    }

    private static IEnumerable<object> Texts(GeneratorDriver driver) =>
        [.. driver.GetRunResult().Results.Single().GeneratedSources.Select(source => source.SourceText)];

    private static SyntaxTree Tree(string source, int place) =>
        CSharpSyntaxTree.ParseText(source, Language, $"/experiments/experiment{place}.cs", Encoding.UTF8);

    private static string Source(int place) => $$"""
        using Heed;

        [Experiment(Seed = {{place}})]
        [Tokenizer(Vocabulary = 4_000)]
        [Encoder(Layers = 3, Width = 256, Heads = 4)]
        [Decoder(Layers = 3)]
        [Share(Projection.Query | Projection.Embedding)]
        public partial record Experiment{{place}}(ToFrench{{place}} ToFrench, ToEnglish{{place}} ToEnglish);

        [Task("data/help.en-fr.tsv.gz")]
        public partial record ToFrench{{place}}([Input, Text("en")] string English, [Target, Text("fr")] string French);

        [Task("data/help.en-fr.tsv.gz")]
        public partial record ToEnglish{{place}}([Input, Text("fr")] string French, [Target, Text("en")] string English);
        """;
}
