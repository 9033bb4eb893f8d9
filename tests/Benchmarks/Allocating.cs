using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Heed.Data;
using Heed.Host;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Benchmarks;

/// <summary>What an allocation of attention saves of a dense encoder's operations, and what of its time.</summary>
/// <param name="Strategy">The variant.</param>
/// <param name="Length">Bytes of a page.</param>
/// <param name="Training">Whether steps train; else they only look.</param>
/// <param name="Milliseconds">A step, the median of rounds.</param>
/// <param name="Dense">A dense step, the median of the same rounds.</param>
/// <param name="Flops">Operations of a step over a dense one's; null where only a run can tell how many positions go on.</param>
public sealed record Allocating(string Strategy, int Length, bool Training, double Milliseconds, double Dense, double? Flops)
{
    // Bytes of a step.
    private const int Bytes = 8_192;

    /// <summary>How many times faster than dense.</summary>
    public double Faster => Dense / Milliseconds;

    /// <summary>The part of the time that is saved, for each part of the operations that is: 1 where time follows them; null where none are, or nobody can tell.</summary>
    public double? Follows => Flops is < 1 and var flops ? (1 - (Milliseconds / Dense)) / (1 - flops) : null;

    /// <summary>Measures all variants at a length, each beside the dense encoder, or decoder, that it is a variant of, in every round.</summary>
    /// <param name="experiments">The folder of the experiments, whose pages are read.</param>
    /// <param name="length">Bytes of a page.</param>
    /// <param name="width">Width of the stack.</param>
    /// <param name="only">Names of variants; all if none.</param>
    /// <param name="rounds">Rounds; each measures every variant once.</param>
    public static IReadOnlyList<Allocating> Measure(string experiments, int length, int width, IReadOnlyList<string> only, int rounds)
    {
        TunedLibTorch.Load();
        int[][] pages = [.. Pages(Path.Combine(experiments, Benchmarks.Dense.Spec.Tasks[0].File), length).Take(Bytes / length)];
        (Contender One, Contender Dense)[] others = [.. Variants<Dense>(), .. Variants<DenseWriter>()];
        var times = new Dictionary<(Contender, bool), List<(double Own, double Dense)>>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (one, dense) in others)
            {
                Console.Error.WriteLine($"{length} bytes: round {round + 1} of {rounds}, {one.Name}");
                foreach (var training in new[] { true, false })
                {
                    if (!times.TryGetValue((one, training), out var list))
                        times[(one, training)] = list = [];
                    list.Add(Beside(one, dense, training));
                }
            }
        }

        var measured = times.Select(pair => new Allocating(
            pair.Key.Item1.Name, length, pair.Key.Item2, Median(pair.Value.Select(time => time.Own)), Median(pair.Value.Select(time => time.Dense)),
            pair.Key.Item1.Flops(pair.Key.Item2) / others.First(other => other.One == pair.Key.Item1).Dense.Flops(pair.Key.Item2))).ToArray();
        foreach (var one in others.SelectMany(pair => new[] { pair.One, pair.Dense }).Distinct())
            one.Dispose();
        return measured;

        IEnumerable<(Contender, Contender)> Variants<T>()
            where T : IExperiment<T>
        {
            var task = T.Spec.Tasks[0];
            TokenPair[] pairs = [.. pages.Select(page => task.Kind.Writes() ? new TokenPair([], page[1..]) : new TokenPair(page, [0]))]; // a text that is written also has an end
            var batch = Batch.Of(task, pairs, [.. Enumerable.Range(0, pairs.Length)], Vocabulary.Start(0));
            var dense = new Contender(T.Spec, T.Create, length, width, batch);
            return from variant in T.Variants
                   where only.Count == 0 || only.Contains(variant.Spec.Name)
                   select (new Contender(variant.Spec, variant.Create, length, width, batch), dense);
        }
    }

    // A pass of one, then of the other, so that what else the machine does falls on both.
    private static (double Own, double Dense) Beside(Contender one, Contender dense, bool training)
    {
        one.Pass(training);
        dense.Pass(training);
        double own = double.PositiveInfinity, its = double.PositiveInfinity;
        for (var pass = 0; pass < 3; pass++)
            (own, its) = (Math.Min(own, one.Pass(training)), Math.Min(its, dense.Pass(training)));
        return (own, its);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted
        ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2
        : 0;

    // Whole help pages as bytes, those that are long enough, cut.
    private static IEnumerable<int[]> Pages(string file, int length)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var columns = reader.ReadLine()!.Split('\t').ToList();
        int text = columns.IndexOf("en"), page = columns.IndexOf("page");
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
            rows.Add(line.Split('\t'));
        return
            from rest in rows.GroupBy(row => row[page])
            let bytes = Encoding.UTF8.GetBytes(string.Join(' ', rest.Select(row => row[text])))
            where bytes.Length >= length
            select bytes.Take(length).Select(value => Vocabulary.Start(0) + value).ToArray();
    }

    private sealed class Contender(ExperimentSpec declared, Func<ExperimentPlan, Device, ILearner> create, int length, int width, Batch batch) : IDisposable
    {
        private readonly ExperimentPlan plan = HostedExperiment.Plan(declared with
        {
            Encoder = declared.Encoder is { } encoder ? encoder with { MaximumLength = length, Width = width } : null,
            Decoder = declared.Decoder is { } decoder ? decoder with { MaximumLength = length, Width = width } : null,
            Tokenizer = declared.Tokenizer with { Vocabulary = Vocabulary.Start(0) + 256 },
        });

        private ILearner? learner;
        private long step;

        public string Name => plan.Spec.Name;

        public double? Flops(bool training) => plan.Spec.TokenPruning is not null ? null
            : training ? CostPlan.BatchFlops(plan, plan.Spec.Tasks[0], 1, length, Written)
            : CostPlan.Of(plan, plan.Spec.Tasks[0], length, Written).Flops;

        private int Written => plan.Spec.Tasks[0].Kind.Writes() ? length : 1;

        public double Pass(bool training)
        {
            learner ??= create(plan, CPU);
            var clock = Stopwatch.StartNew();
            if (training)
                learner.Step(++step, [batch]);
            else
                learner.Evaluate(0, batch);
            return clock.Elapsed.TotalMilliseconds;
        }

        public void Dispose() => learner?.Dispose();
    }
}
