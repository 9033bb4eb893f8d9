using Heed.Data;
using Heed.Decoding;
using Heed.Planning;

namespace Heed.Host;

/// <summary>Asks a model for whole lists of texts: sorted by length, so that batches hold little padding.</summary>
/// <param name="learner">The model.</param>
/// <param name="vocabulary">What its tokens mean.</param>
/// <param name="spec">The experiment, its classes known.</param>
/// <param name="only">What each task's answers may be made of; null for anything.</param>
public sealed class Decoder(ILearner learner, Tokenization vocabulary, ExperimentSpec spec, IReadOnlyList<Lexicon?> only)
{
    private readonly PairLength longest = DataSettings.LongestOf(spec);

    /// <summary>What the model says for a text; nothing for an empty one.</summary>
    /// <param name="task">The task's place in the experiment.</param>
    /// <param name="text">Any text.</param>
    /// <param name="say">Told where the text is too long, and cut.</param>
    public string Answer(int task, string text, Action<string> say)
    {
        var tokens = vocabulary.Encode(text);
        if (tokens.Length == 0)
            return "";
        tokens = spec.Tasks[task].Label?.Begin(tokens, Vocabulary.Start(task)) ?? tokens;
        if (tokens.Length > longest.Source)
            say($"Cut to its first {longest.Source} of {tokens.Length} tokens (Encoder.MaximumLength): {text}");
        return Decode(task, [tokens[..Math.Min(tokens.Length, longest.Source)]], _ => { })[0];
    }

    /// <summary>What the model says for each source, in the order of the sources.</summary>
    /// <param name="task">The task's place in the experiment.</param>
    /// <param name="sources">Source tokens, of each at least one and not more than the model takes.</param>
    /// <param name="done">Told how many are done.</param>
    public IReadOnlyList<string> Decode(int task, IReadOnlyList<int[]> sources, Action<int> done)
    {
        var answers = new string[sources.Count];
        var classes = spec.Tasks[task].Label?.Classes;
        TokenPair[] pairs = [.. sources.Select(source => new TokenPair(source, classes is null ? [] : [0]))];
        var order = Enumerable.Range(0, sources.Count).OrderBy(place => sources[place].Length).ToList();
        for (var first = 0; first < order.Count;)
        {
            // In ascending order of length the last of a batch is its longest.
            var count = Enumerable.Range(1, order.Count - first)
                .TakeWhile(rows => rows == 1 || rows * spec.Decoding.Beams * sources[order[first + rows - 1]].Length <= spec.BatchTokens).Last();
            int[] places = [.. order.Skip(first).Take(count)];
            var batch = Batch.Of(spec.Tasks[task].Kind, pairs, places, Vocabulary.Start(task));
            foreach (var (place, tokens) in places.Zip(learner.Decode(task, batch, longest.Target, only[task])))
                answers[place] = classes is null ? vocabulary.Decode(tokens) : classes[tokens[0]];
            first += count;
            done(first);
        }

        return answers;
    }
}
