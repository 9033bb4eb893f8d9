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
    /// <summary>What a person writes for a token that a masked language model should tell.</summary>
    public const string Hidden = "[MASK]";

    private readonly PairLength longest = DataSettings.LongestOf(spec);
    private readonly Lazy<ExperimentPlan> plan = new(() => HostedExperiment.Plan(spec));

    /// <summary>What the model says for a text: what it makes of it, how it goes on, what was hidden in it, or its words with their tags; nothing for an empty one.</summary>
    /// <param name="task">The task's place in the experiment.</param>
    /// <param name="text">Any text; the path of a PNG or JPEG file, where the task reads pictures.</param>
    /// <param name="say">Told where the text is too long, and cut.</param>
    public string Answer(int task, string text, Action<string> say) => (spec.Tasks[task].Kind, Read(task, text, say)) switch
    {
        (TaskKind.CausalLanguageModel, var begun) => Continue(task, begun.Source, longest.Target),
        (TaskKind.MaskedLanguageModel, var shown) => Fill(task, shown.Source),
        (_, { Picture: null, Source.Length: 0 }) => "",
        (TaskKind.Regression, var asked) => NumberColumn.Shown(Decode(task, [asked], _ => { })[0]),
        (TaskKind.Tagging, var asked) => TaggedWords.Beside(text, Decode(task, [asked], _ => { })[0]),
        (_, var asked) => Decode(task, [asked], _ => { })[0],
    };

    /// <summary>What goes in as the model reads it, or goes on from: a text's tokens, none for an empty one; or a file's picture.</summary>
    /// <inheritdoc cref="Answer"/>
    public TokenPair Read(int task, string text, Action<string> say) => spec.Tasks[task] is { Image: { } image, Positions: { } positions }
        ? new([], []) { Picture = Seen(text, image), Positions = positions }
        : new(Tokens(task, text, say), []) { Words = spec.Tasks[task].Kind == TaskKind.Tagging ? WordTokens.Of(text, vocabulary).Firsts : [] };

    private int[] Tokens(int task, string text, Action<string> say) => spec.Tasks[task].Kind switch
    {
        TaskKind.CausalLanguageModel => Cut(vocabulary.Encode(text), longest.Target - 1, "Decoder", text, say),
        TaskKind.MaskedLanguageModel => Cut(Shown(task, text), longest.Source, "Encoder", text, say),
        TaskKind.Tagging => Cut(WordTokens.Of(text, vocabulary).Tokens, longest.Source, "Encoder", text, say),
        _ => vocabulary.Encode(text) is { Length: > 0 } tokens
            ? Cut(spec.Tasks[task].Begin(tokens, Vocabulary.Start(task)), longest.Source, "Encoder", text, say)
            : [],
    };

    /// <summary>A text that is begun, and how the model goes on with it.</summary>
    /// <param name="task">The task's place in the experiment.</param>
    /// <param name="begun">The tokens that stand already; maybe none.</param>
    /// <param name="length">Tokens in all, at the most.</param>
    public string Continue(int task, int[] begun, int length)
    {
        using var alone = Alone(task, begun.Length);
        var batch = new Batch(1, 0, begun.Length + 1, [], [Vocabulary.Start(task), .. begun], new int[begun.Length + 1], [0]);
        return vocabulary.Decode([.. begun, .. learner.Decode(task, batch, Math.Min(length, longest.Target) - begun.Length)[0]]);
    }

    /// <summary>A text with what the model tells in the place of what is hidden.</summary>
    /// <param name="task">The task's place in the experiment.</param>
    /// <param name="shown">The tokens, the task's start token in the place of each hidden one.</param>
    public string Fill(int task, int[] shown)
    {
        if (shown.Length == 0)
            return "";
        var batch = new Batch(1, shown.Length, 1, shown, [], new int[shown.Length], [0]) { AreTokens = true };
        var told = learner.Decode(task, batch, 0)[0];
        return vocabulary.Decode(shown.Select((token, place) => token == Vocabulary.Start(task) ? told[place] : token));
    }

    private static Picture Seen(string path, ImageSpec image)
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

    /// <summary>What the model says for each source, in the order of the sources; numbers in full.</summary>
    /// <param name="task">The task's place in the experiment.</param>
    /// <param name="sources">What goes in: source tokens, of each at least one and not more than the model takes, or a picture.</param>
    /// <param name="done">Told how many are done.</param>
    public IReadOnlyList<string> Decode(int task, IReadOnlyList<TokenPair> sources, Action<int> done)
    {
        var answers = new string[sources.Count];
        // What is told of each is not known: any target does.
        TokenPair[] pairs = [.. sources.Select(source => Untold(spec.Tasks[task].Kind, source))];
        var order = Enumerable.Range(0, sources.Count).OrderBy(place => sources[place].Length.Source).ToList();
        for (var first = 0; first < order.Count;)
        {
            // In ascending order of length the last of a batch is its longest.
            var count = Enumerable.Range(1, order.Count - first)
                .TakeWhile(rows => rows == 1 || rows * spec.Decoding.Beams * sources[order[first + rows - 1]].Length.Source <= spec.BatchTokens).Last();
            int[] places = [.. order.Skip(first).Take(count)];
            var batch = Batch.Of(spec.Tasks[task], pairs, places, Vocabulary.Start(task));
            using var alone = count * spec.Decoding.Beams == 1 ? Alone(task, batch.SourceLength) : null;
            foreach (var (place, said) in places.Zip(Said(task, batch, pairs)))
                answers[place] = said;
            first += count;
            done(first);
        }

        return answers;
    }

    /// <summary>A source as one of a batch, with any target of the form that its kind of task has.</summary>
    internal static TokenPair Untold(TaskKind kind, TokenPair source) => source with
    {
        Target = kind switch { TaskKind.Classification => [0], TaskKind.Tagging => new int[source.Words.Length], _ => [] },
    };

    private IEnumerable<string> Said(int task, Batch batch, TokenPair[] pairs) => spec.Tasks[task].Kind switch
    {
        TaskKind.Regression => learner.Numbers(task, batch).Select(NumberColumn.Whole),
        TaskKind.Classification or TaskKind.MultiLabel => learner.Decode(task, batch, 0).Select(spec.Tasks[task].Label!.Written),
        TaskKind.Tagging => learner.Decode(task, batch, 0).Zip(batch.Examples, (told, place) => TaggedWords.Tags(spec.Tasks[task].Label!, pairs[place], told)),
        _ => learner.Decode(task, batch, longest.Target, only[task]).Select(vocabulary.Decode),
    };

    private IDisposable Alone(int task, int read) =>
        spec.Tasks[task].Kind.Writes() ? SingleAnswer.Begin(plan.Value, spec.Tasks[task], learner.Computes, read) : FastMath.WithoutOneDnn();

    private int[] Shown(int task, string text)
    {
        string[] parts = text.Split(Hidden);
        return
        [
            .. parts.SelectMany((part, place) =>
            {
                var spaced = BeginsWords && place < parts.Length - 1 && part.EndsWith(' ');
                var tokens = vocabulary.Encode(spaced ? part[..^1] : part);
                return place == 0 ? tokens : tokens.Prepend(Vocabulary.Start(task));
            }),
        ];
    }

    // Whether the space before a word is of the word's first token: before what is hidden it is hidden, too, as in training.
    private bool BeginsWords =>
        vocabulary.Vocabulary is BytePairVocabulary { Merges.Count: > 0 } or ReadyVocabulary { Kind: TokenizerKind.Gpt2 or TokenizerKind.SentencePiece };

    private static int[] Cut(int[] tokens, int room, string stack, string text, Action<string> say)
    {
        if (tokens.Length > room)
            say($"Cut to its first {room} of {tokens.Length} tokens ({stack}.MaximumLength): {text}");
        return tokens[..Math.Min(tokens.Length, room)];
    }
}
