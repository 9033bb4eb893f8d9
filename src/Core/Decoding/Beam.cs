using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>
/// Beam search over k rows an example. At every step the k likeliest of all continuations stay; one that ends keeps its place among the k,
/// so that k = 1 is greedy decoding. An example is done when all have ended, or no living one can come to more than the best that has.
/// </summary>
public static class Beam
{
    /// <summary>The best answer of each example; see <see cref="Search"/>.</summary>
    /// <returns>The tokens of each, without start and end.</returns>
    public static int[][] Decode(Func<Tensor, Tensor> next, Action<IReadOnlyList<long>> select, BeamSpec beam, Bounds bounds) =>
        [.. Search(next, select, beam, bounds).Select(found => found[0].Tokens.ToArray())];

    /// <summary>Searches for several examples side by side; row e·k + i is the i-th of example e.</summary>
    /// <param name="next">One step: the newest token of each row [b·k], int64, to the logits of the one after it [b·k v].</param>
    /// <param name="select">Told before the next step which row's past each row goes on from; always one of the same example.</param>
    /// <param name="beam">Width k and length penalty α.</param>
    /// <param name="bounds">Where answers begin and end; its rows are examples, b.</param>
    /// <returns>Of each example the answers found, best first, at least one.</returns>
    public static IReadOnlyList<IReadOnlyList<Hypothesis>> Search(
        Func<Tensor, Tensor> next, Action<IReadOnlyList<long>> select, BeamSpec beam, Bounds bounds)
    {
        using var untracked = no_grad();
        var width = beam.Width;
        var examples = Enumerable.Repeat(new Example([(0, Hypothesis.Empty)], []), bounds.Rows).ToArray();
        for (var length = 0; length < bounds.MaximumLength && examples.Any(example => example.Live.Count > 0); length++)
        {
            if (length > 0)
                select([.. examples.SelectMany((example, place) => Rows(example, width, live => (place * width) + live.Parent, place * width))]);
            using var scope = NewDisposeScope();
            long[] newest =
            [
                .. examples.SelectMany((example, place) =>
                    Rows(example, width, live => live.Hypothesis.Tokens is [.., var last] ? last : bounds.Starts[place], bounds.End)),
            ];
            var said = examples.SelectMany(example => Rows(example, width, live => live.Hypothesis.Tokens, null)).ToArray();
            var logits = bounds.Limit(next(tensor(newest, device: bounds.Device)), said, beam); // [b·k v]
            var continuations = Continuations.Of(logits, width);
            examples = [.. examples.Select((example, place) => example.Step(continuations, place * width, beam, bounds))];
        }

        return [.. examples.Select(example => example.Found(beam))];
    }

    // One value for each of an example's rows; those without a living hypothesis get another.
    private static IEnumerable<T> Rows<T>(Example example, int width, Func<(int Parent, Hypothesis Hypothesis), T> value, T otherwise) =>
        example.Live.Select(value).Concat(Enumerable.Repeat(otherwise, width - example.Live.Count));

    // The likeliest tokens of each row and their log-probabilities, [r n], row by row.
    private sealed record Continuations(int Kept, long[] Tokens, double[] LogProbabilities)
    {
        public static Continuations Of(Tensor logits, int width)
        {
            var kept = (int)Math.Min(width, logits.size(-1));
            var (values, ids) = logits.topk(kept); // [r n]
            var sums = logits.logsumexp(-1, keepdim: true); // [r 1]
            return new(kept, ids.cpu().data<long>().ToArray(), (values.to(float64) - sums.to(float64)).cpu().data<double>().ToArray());
        }

        public IEnumerable<(int Token, double LogProbability)> Row(int row) =>
            Enumerable.Range(row * Kept, Kept).Select(at => ((int)Tokens[at], LogProbabilities[at])).Where(one => double.IsFinite(one.Item2));
    }

    // The hypotheses of an example: living ones with the row that each came from, and ended ones.
    private sealed record Example(IReadOnlyList<(int Parent, Hypothesis Hypothesis)> Live, IReadOnlyList<Hypothesis> Ended)
    {
        public Example Step(Continuations continuations, int firstRow, BeamSpec beam, Bounds bounds)
        {
            if (Live.Count == 0)
                return this;
            (int Parent, Hypothesis Hypothesis)[] best =
            [
                .. Live.SelectMany((live, row) => continuations.Row(firstRow + row)
                        .Select(one => (Row: row, live.Hypothesis, one.Token, Sum: live.Hypothesis.LogProbability + one.LogProbability)))
                    .OrderByDescending(one => one.Sum)
                    .Take(beam.Width - Ended.Count)
                    .Select(one => (one.Row, Grown(one.Hypothesis, one.Token, one.Sum, bounds.End))),
            ];

            // Where the model's numbers are none, nothing follows.
            if (best.Length == 0)
                return new([], [.. Ended, .. Live.Select(one => one.Hypothesis)]);
            var ended = Ended.Concat(best.Select(one => one.Hypothesis).Where(one => one.HasEnded)).ToArray();
            var live = best.Where(one => !one.Hypothesis.HasEnded).ToArray();
            var toBeat = ended.Select(one => one.Score(beam)).DefaultIfEmpty(double.NegativeInfinity).Max();
            return new(live.Any(one => one.Hypothesis.Bound(beam, bounds.MaximumLength) > toBeat) ? InPlace(live) : [], ended);
        }

        // As many as can stay in the row that they came from, whose past need not move then.
        private static (int Parent, Hypothesis Hypothesis)[] InPlace((int Parent, Hypothesis Hypothesis)[] live)
        {
            var rows = new (int Parent, Hypothesis Hypothesis)?[live.Length];
            var others = new Queue<(int, Hypothesis)>();
            foreach (var one in live)
            {
                if (one.Parent < rows.Length && rows[one.Parent] is null)
                    rows[one.Parent] = one;
                else
                    others.Enqueue(one);
            }

            return [.. rows.Select(row => row ?? others.Dequeue())];
        }

        // What still lives was cut short by the greatest length.
        public IReadOnlyList<Hypothesis> Found(BeamSpec beam) =>
            [.. Ended.Concat(Live.Select(one => one.Hypothesis)).OrderByDescending(one => one.Score(beam))];

        private static Hypothesis Grown(Hypothesis before, int token, double sum, long end) =>
            token == end ? new(before.Tokens, true, sum) : new([.. before.Tokens, token], false, sum);
    }
}
