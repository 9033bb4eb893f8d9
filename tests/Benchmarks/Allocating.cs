using System.Text.Json.Serialization;

namespace Heed.Benchmarks;

/// <summary>What an allocation of attention saves of a dense model's operations, and what of its time.</summary>
/// <param name="Strategy">The variant.</param>
/// <param name="Length">Bytes of a text, or patches of a picture.</param>
/// <param name="Pass">What is timed.</param>
/// <param name="Milliseconds">A pass, the median of rounds.</param>
/// <param name="Dense">A dense one, the median of the same rounds.</param>
/// <param name="Flops">Operations over those of a dense one.</param>
public sealed record Allocating(string Strategy, int Length, AllocatedPass Pass, double Milliseconds, double Dense, double Flops)
{
    /// <summary>How many times faster than dense.</summary>
    public double Faster => Dense / Milliseconds;

    /// <summary>The part of the time that is saved, for each part of the operations that is: 1 where time follows them; null where none are.</summary>
    public double? Follows => Flops < 1 ? (1 - (Milliseconds / Dense)) / (1 - Flops) : null;

    /// <summary>Measures variants, each beside the dense model that it is a variant of, in every round.</summary>
    /// <param name="pairs">Variants and what each is a variant of.</param>
    /// <param name="length">Bytes of a text, or patches of a picture.</param>
    /// <param name="rounds">Rounds; each measures every variant once.</param>
    public static IReadOnlyList<Allocating> Measure(IReadOnlyList<(Contender One, Contender Dense)> pairs, int length, int rounds)
    {
        TunedLibTorch.Load();
        var times = new Dictionary<(Contender One, Contender Dense, AllocatedPass Pass), List<(double Own, double Dense)>>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (one, dense) in pairs)
            {
                Console.Error.WriteLine($"{length} positions: round {round + 1} of {rounds}, {one.Name}");
                foreach (var pass in one.Passes)
                {
                    if (!times.TryGetValue((one, dense, pass), out var list))
                        times[(one, dense, pass)] = list = [];
                    list.Add(Beside(one, dense, pass));
                }
            }
        }

        return
        [
            .. times.Select(pair => new Allocating(
                pair.Key.One.Name, length, pair.Key.Pass, Median(pair.Value.Select(time => time.Own)), Median(pair.Value.Select(time => time.Dense)),
                pair.Key.One.Flops(pair.Key.Pass) / pair.Key.Dense.Flops(pair.Key.Pass))),
        ];
    }

    // A pass of one, then of the other, so that what else the machine does falls on both.
    private static (double Own, double Dense) Beside(Contender one, Contender dense, AllocatedPass pass)
    {
        one.Run(pass);
        dense.Run(pass);
        double own = double.PositiveInfinity, its = double.PositiveInfinity;
        for (var turn = 0; turn < 3; turn++)
            (own, its) = (Math.Min(own, one.Run(pass)), Math.Min(its, dense.Run(pass)));
        return (own, its);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted
        ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2
        : 0;
}

/// <summary>What is timed of an allocation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AllocatedPass>))]
public enum AllocatedPass
{
    /// <summary>A whole training step.</summary>
    Training,

    /// <summary>A pass with its loss.</summary>
    Inference,

    /// <summary>A text, token after token over a cache.</summary>
    Writing,
}
