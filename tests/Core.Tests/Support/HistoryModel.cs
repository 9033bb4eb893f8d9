using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>A model whose next logits are drawn anew for every example and every history; it remembers the histories of its rows itself.</summary>
/// <param name="seed">What its logits come from.</param>
/// <param name="vocabulary">Tokens.</param>
/// <param name="examples">Which example each row answers.</param>
internal sealed class HistoryModel(int seed, int vocabulary, IReadOnlyList<int> examples)
{
    private long[][] histories = [.. examples.Select(_ => Array.Empty<long>())];

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>The newest token of each row [b] → logits [b v], float64.</summary>
    public Tensor Next(Tensor newest)
    {
        Asked++;
        histories = [.. histories.Zip(newest.data<long>().ToArray(), (history, token) => history.Append(token).ToArray())];
        return tensor(
            histories.SelectMany((history, row) => Logits(examples[row], history)).ToArray(), [examples.Count, vocabulary], dtype: float64);
    }

    /// <summary>Each row goes on from another's history.</summary>
    public void Select(IReadOnlyList<long> from) => histories = [.. from.Select(row => histories[row])];

    /// <summary>What it says of the token after a history, which begins with the start.</summary>
    public double[] Logits(int example, IEnumerable<long> history)
    {
        var draw = new SplitMix(SplitMix.Key([seed, example, .. history]));
        return [.. Enumerable.Range(0, vocabulary).Select(_ => 2 * draw.NextNormal())];
    }

    /// <summary>The same as log-probabilities.</summary>
    public double[] LogProbabilities(int example, IEnumerable<long> history)
    {
        var logits = Logits(example, history);
        var sum = Math.Log(logits.Sum(Math.Exp));
        return [.. logits.Select(logit => logit - sum)];
    }
}
