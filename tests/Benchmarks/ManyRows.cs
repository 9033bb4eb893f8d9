using Heed.Host;

namespace Heed.Benchmarks;

/// <summary>An experiment over a file of many rows, in a folder of its own: sentences of a dozen words of the shipped ones, drawn by chance.</summary>
public static class ManyRows
{
    private const int Words = 12;

    private const string Experiment =
        """
        using Heed;

        return Experiment.Run<ManyRows>(args);

        [Experiment(BatchTokens = 2_048), Tokenizer(Vocabulary = 2_000), Encoder(Layers = 1, Width = 64), Decoder(Layers = 1)]
        public partial record ManyRows(Write Write);

        [Task("rows.tsv", Window = 100_000)]
        public partial record Write([Input, Text("en")] string English, [Target, Text("fr")] string French);

        """;

    /// <summary>Writes it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="experiments">The folder of the experiments, whose words are drawn.</param>
    /// <param name="rows">Rows of its file.</param>
    /// <returns>The experiment's file.</returns>
    public static string Write(string folder, string experiments, long rows)
    {
        experiments = Path.GetFullPath(experiments);
        var root = Path.GetDirectoryName(experiments)!;
        File.WriteAllText(
            Path.Combine(folder, "Directory.Build.props"),
            $"<Project><Import Project=\"{experiments}/Directory.Build.props\" /><PropertyGroup><EmitCompilerGeneratedFiles>false</EmitCompilerGeneratedFiles></PropertyGroup></Project>\n");
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), $"<Project><Import Project=\"{root}/Directory.Packages.props\" /></Project>\n");
        File.Copy(Path.Combine(root, "global.json"), Path.Combine(folder, "global.json"));
        var file = Path.Combine(folder, "rows.cs");
        File.WriteAllText(file, $"#:project {root}/src/Dsl\n{Experiment}");

        var source = Text.Spec.Tasks[0].File;
        string[] words =
        [
            .. new TableFile(Path.Combine(experiments, source), source).Rows("en")
                .SelectMany(row => row.Text("en").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct().Order(StringComparer.Ordinal),
        ];
        var random = new SplitMix(17);
        using var writer = new StreamWriter(Path.Combine(folder, "rows.tsv"));
        writer.Write("en\tfr\n");
        for (var row = 0L; row < rows; row++)
            writer.Write($"{Sentence()}\t{Sentence()}\n");
        return file;

        string Sentence() => string.Join(' ', Enumerable.Range(0, Words).Select(_ => words[(int)(random.NextUnit() * words.Length)]));
    }
}
