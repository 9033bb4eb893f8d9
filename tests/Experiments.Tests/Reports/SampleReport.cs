using Heed.Host;
using Heed.Measuring;

namespace Heed.Tests.Reports;

/// <summary>A report's content with something in every section, made of arithmetic.</summary>
internal static class SampleReport
{
    private static readonly string[] French = ["▁Ouvre", "▁la", "▁boîte", "▁de", "▁dialogue", "▁Formater", "▁les", "▁cellules", "."];

    private static readonly string[] English = ["▁Opens", "▁the", "▁Format", "▁Cells", "▁dialog", "."];

    public static ReportContent Content { get; } = new(
        new("English and French help pages, both ways, through one encoder and one decoder.",
            17, 3000, TimeSpan.FromSeconds(748), 7_412_736, "CPU, 2 threads"),
        new("Translation", new(2025, 11, 23, 19, 44, 52, TimeSpan.FromHours(1)),
            "dotnet run experiments/translation.cs --seed 17 --steps 3000",
            new Dictionary<string, string>
            {
                ["Experiment.Seed"] = "17",
                ["Experiment.Steps"] = "3000",
                ["Experiment.BatchTokens"] = "4096",
                ["Encoder.Layers"] = "3",
                ["Encoder.Width"] = "256",
                ["Encoder.Heads"] = "4",
                ["Decoder.Layers"] = "3",
                ["Tokenizer.Vocabulary"] = "8000",
            },
            new("CPU, float32 through oneDNN", 2, "Some processor", "Some system",
                new Dictionary<string, string> { ["TorchSharp"] = "0.107.0", ["libtorch"] = "2.10.0" }, "0123456789abcdef0123456789abcdef01234567")),
        [new("BLEU", Bleu.Signature(),
            "Copy repeats the source; nearest neighbour gives the translation of the training sentence most like it.",
            ["Model", "Copy", "Nearest neighbour"],
            [
                Row("ToFrench", "all", 1642, 27.4, 9.1, 18.6), Row("ToFrench", "without near-twins", 1018, 19.2, 8.8, 6.3),
                Row("ToEnglish", "all", 1642, 29.8, 9.0, 19.8), Row("ToEnglish", "without near-twins", 1018, 6.1, 8.7, 7.0),
            ])],
        [.. Enumerable.Range(0, 6).SelectMany(n => new[] { Sample("ToFrench", n), Sample("ToEnglish", n) })],
        [Sample("ToFrench", 2), Sample("ToEnglish", 2)],
        [new("Section", new("libs", "net", "x11"), new(3, new(14, 1, 0, 2, 9, 0, 0, 3, 71)))],
        [.. Enumerable.Range(1, 3000).SelectMany(Points)],
        [
            new("ToFrench", "Opens the Format Cells dialog.", "Ouvre la boîte de dialogue Formater les cellules.",
                [
                    Map(AttentionKind.Encoder, 1, English, English),
                    Map(AttentionKind.Decoder, 1, French, French),
                    Map(AttentionKind.Cross, 3, French, English),
                ]),
            new("ToEnglish", "A long one.", "Une longue.", [Map(AttentionKind.Cross, 2, Long(40), Long(56))]),
        ],
        new("An encoder and a decoder of 3 layers each, 256 wide, with 4 heads of 64.\n"
            + "The tasks share query, key and value projections; the rest is each task's own.",
            [
                new("embedding", "8,000 × 256", "shared by ToFrench, ToEnglish", 2_048_000, 0),
                .. Enumerable.Range(0, 3).Select(layer =>
                    new PlanPart($"encoder.{layer}.attention.query", "256 × 256", "shared by ToFrench, ToEnglish", 65_536, 5.4e8)),
                new("encoder.0.feed_forward.inner", "256 × 1,024", "ToFrench", 262_144, 2.1e9),
            ],
            7_412_736, 3.4e11, "one training step of 4,096 tokens"))
    {
        Cost = new(7_412_736, 3000, 3_600_000, 900_000, 3.6e13, TimeSpan.FromSeconds(720), TimeSpan.FromSeconds(748), 1_200_000_000, "",
            [("ToFrench", 4.2), ("ToEnglish", 4.2)]),
        Data = [new("ToFrench", 31_493, 1_006, 1_006, 12, 3), new("ToEnglish", 31_493, 1_006, 1_006, 12, 3)],
        Files =
        [
            new("data/help.en-fr.tsv.gz", ["ToFrench", "ToEnglish"], 1_663_002, new('e', 64), 33_505, 3, (31_493, 1_006, 1_006), new(4_521, 17_003, 900), 0.6,
                [("help.NOTICE.md", "Pairs of headings and paragraphs from a help."), ("help.LICENSE", "Mozilla Public License Version 2.0")]),
        ],
        Work = [new("ToFrench", 1, 48.5, 48.5, 6), new("ToFrench", 2, 24.25, 48.5, 6)],
        Agreements = [new("ToFrench", 2, 0.62, 0.5, 6)],
        Moves = [new("ToFrench", "probability of a token of the answer (geometric mean)", 0.52, 0.011, 0.034, 0.12, 6)],
        LongErrors = [Sample("ToFrench", 4), Sample("ToEnglish", 4)],
        Lengths =
        [
            new("ToFrench", 2, 6, 252, "mean chrF", 61.2), new("ToFrench", 6, 12, 252, "mean chrF", 58.9),
            new("ToEnglish", 2, 6, 252, "mean chrF", 63.0), new("ToEnglish", 6, 6, 252, "mean chrF", 60.4),
        ],
    };

    private static ResultRow Row(string task, string subset, int examples, params double[] scores) => new(task, subset, examples,
        [.. scores.Select(score => new ResultScore(score,
            "58.1/34.2/22.0/14.9 (BP = 0.981 ratio = 0.981 hyp_len = 21034 ref_len = 21441)"))]);

    private static SampleOutput Sample(string task, int n) => new(task,
        "Opens the Format Cells dialog, where you specify the options for the selected cells.",
        "Ouvre la boîte de dialogue Formater les cellules, où vous pouvez définir les options des cellules sélectionnées.",
        n == 2 ? "" : "Ouvre la boîte de dialogue Formater les cellules, où vous spécifiez les options des cellules.",
        "Ouvre la boîte de dialogue Format de cellule.", n % 2 == 0, n == 2 ? 0 : 71.4);

    private static IEnumerable<MetricPoint> Points(int step)
    {
        var loss = 2.4 + (6.6 * Math.Exp(-step / 500.0)) + (0.3 * Math.Sin(step * 12.9898));
        yield return new TrainPoint(step, step * 0.25, new Dictionary<string, double> { ["ToFrench"] = loss, ["ToEnglish"] = loss * 0.93 },
            loss * 0.965, 5e-4 * Math.Min(step / 400.0, Math.Sqrt(400.0 / step)),
            0.8 + Math.Abs(Math.Sin(step * 7.0)), 5200 + (300 * Math.Sin(step)));
        if (step % 250 == 0)
            yield return new ValidationPoint(step, step * 0.25,
                new Dictionary<string, double> { ["ToFrench"] = loss + 0.2, ["ToEnglish"] = loss },
                new Dictionary<string, double> { ["ToFrench"] = Math.Exp(loss + 0.2), ["ToEnglish"] = Math.Exp(loss) });
    }

    private static string[] Long(int count) => [.. Enumerable.Range(0, count).Select(n => n % 7 == 0 ? "internationalisation" : $"▁w{n}")];

    private static AttentionMap Map(AttentionKind kind, int layer, string[] queries, string[] keys) => new(kind, layer, queries, keys,
    [
        .. Enumerable.Range(0, 4).Select(head =>
        {
            var weights = new float[queries.Length * keys.Length];
            for (var q = 0; q < queries.Length; q++)
            {
                var row = keys.Select((_, k) => kind == AttentionKind.Decoder && k > q ? 0
                    : Math.Exp(-Math.Abs(k - (q * (double)keys.Length / queries.Length) + head - 1) * (0.4 + head))).ToArray();
                for (var k = 0; k < keys.Length; k++)
                    weights[(q * keys.Length) + k] = (float)(row[k] / row.Sum());
            }
            return weights;
        }),
    ]);
}
