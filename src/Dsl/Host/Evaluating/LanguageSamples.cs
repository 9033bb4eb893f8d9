using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>What a language model makes of a few test texts: how it goes on with half of one, or what it tells of hidden tokens.</summary>
internal static class LanguageSamples
{
    /// <summary>Some of the examples, shown as the model was asked, and its answers.</summary>
    public static TaskAnswers Of(Session session, Decoder decoder, int task, IReadOnlyList<TestExample> examples)
    {
        int[] places = [.. Samples.Spread([.. Enumerable.Range(0, examples.Count)])];
        var asked = places.Select(place => session.Data.Tasks[task].Spec.Kind == TaskKind.CausalLanguageModel
            ? Begun(session, decoder, task, examples[place])
            : Hidden(session, decoder, task, place)).ToArray();
        return new(
            session.Data.Tasks[task].Name,
            [.. places.Zip(asked, (place, one) => examples[place] with { Text = examples[place].Text with { Source = one.Asked }, Tokens = one.Tokens })],
            [.. asked.Select(one => one.Answer)]);
    }

    private static (string Asked, TokenPair Tokens, string Answer) Begun(Session session, Decoder decoder, int task, TestExample example)
    {
        var half = example.Tokens.Target[..(example.Tokens.Target.Length / 2)];
        return (session.Data.Tokenization.Decode(half), example.Tokens, decoder.Continue(task, half, 2 * example.Tokens.Target.Length));
    }

    private static (string Asked, TokenPair Tokens, string Answer) Hidden(Session session, Decoder decoder, int task, int place)
    {
        var (mask, vocabulary) = (Vocabulary.Start(task), session.Data.Tokenization);
        var pair = session.Data.Tasks[task].Test[place];
        var labels = session.Data.Collate(task, session.Data.Tasks[task].Test, [place]).Labels;
        int[] shown = [.. pair.Source.Zip(labels, (token, label) => label == Vocabulary.Padding ? token : mask)];
        return (Written(shown), pair with { Source = shown }, decoder.Fill(task, shown));

        // What stands between hidden tokens is one text: a letter may be several tokens.
        string Written(int[] tokens) => Array.IndexOf(tokens, mask) is >= 0 and var hidden
            ? vocabulary.Decode(tokens[..hidden]) + Decoder.Hidden + Written(tokens[(hidden + 1)..])
            : vocabulary.Decode(tokens);
    }
}
