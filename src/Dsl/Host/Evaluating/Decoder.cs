using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>Asks a model for whole lists of texts: sorted by length, so that batches hold little padding.</summary>
/// <param name="learner">The model.</param>
/// <param name="vocabulary">What its tokens mean.</param>
/// <param name="spec">The experiment, its classes known.</param>
public sealed class Decoder(ILearner learner, Tokenization vocabulary, ExperimentSpec spec)
{
    private readonly PairLength longest = DataSettings.LongestOf(spec);

    /// <summary>What the model says for a text; nothing for an empty one.</summary>
    /// <param name="task">The task's place in the experiment.</param>
    /// <param name="text">Any text; the path of a PNG or JPEG file, where the task reads pictures.</param>
    /// <param name="say">Told where the text is too long, and cut.</param>
    public string Answer(int task, string text, Action<string> say)
    {
        if (spec.Tasks[task].Image is { } image)
            return Decode(task, [new([], []) { Picture = Seen(text, image), Positions = spec.Tasks[task].Positions!.Value }], _ => { })[0];
        var tokens = vocabulary.Encode(text);
        if (tokens.Length == 0)
            return "";
        tokens = spec.Tasks[task].Label?.Begin(tokens, Vocabulary.Start(task)) ?? tokens;
        if (tokens.Length > longest.Source)
            say($"Cut to its first {longest.Source} of {tokens.Length} tokens (Encoder.MaximumLength): {text}");
        return Decode(task, [new(tokens[..Math.Min(tokens.Length, longest.Source)], [])], _ => { })[0];
    }

    private static Picture Seen(string path, Planning.ImageSpec image)
    {
        try
        {
            return PictureFile.Read(path, image);
        }
        catch (UserError flaw)
        {
            throw new UserError($"{path}: {flaw.Message}.");
        }
    }

    /// <summary>What the model says for each source, in the order of the sources.</summary>
    /// <param name="task">The task's place in the experiment.</param>
    /// <param name="sources">What goes in: source tokens, of each at least one and not more than the model takes, or a picture.</param>
    /// <param name="done">Told how many are done.</param>
    public IReadOnlyList<string> Decode(int task, IReadOnlyList<TokenPair> sources, Action<int> done)
    {
        var answers = new string[sources.Count];
        var classes = spec.Tasks[task].Label?.Classes;
        TokenPair[] pairs = [.. sources.Select(source => source with { Target = classes is null ? [] : [0] })];
        var order = Enumerable.Range(0, sources.Count).OrderBy(place => sources[place].Length.Source).ToList();
        for (var first = 0; first < order.Count;)
        {
            // In ascending order of length the last of a batch is its longest.
            var count = Enumerable.Range(1, order.Count - first)
                .TakeWhile(rows => rows == 1 || rows * sources[order[first + rows - 1]].Length.Source <= spec.BatchTokens).Last();
            int[] places = [.. order.Skip(first).Take(count)];
            var batch = Batch.Of(spec.Tasks[task].Kind, pairs, places, Vocabulary.Start(task));
            foreach (var (place, tokens) in places.Zip(learner.Decode(task, batch, longest.Target)))
                answers[place] = classes is null ? vocabulary.Decode(tokens) : classes[tokens[0]];
            first += count;
            done(first);
        }

        return answers;
    }
}
