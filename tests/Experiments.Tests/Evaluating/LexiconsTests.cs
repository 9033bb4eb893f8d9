using Heed.Data;
using Heed.Host;
using Heed.Planning;
using Xunit;

namespace Heed.Tests.Evaluating;

public class LexiconsTests
{
    private const string Bert = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nred\nblue\n##ish\ncafe\ngreen\n";

    public static TheoryData<string> Kinds { get; } = new("bytes", "characters", "wordpiece");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_the_tokens_every_walk_through_a_lexicon_says_its_entries_with_a_space_between(string kind)
    {
        var vocabulary = Tokens(kind);
        string[] entries = ["red", "blue", "blueish", "Café green"];
        var lexicon = Lexicons.Of(string.Join("\r\n", entries), "words.txt", vocabulary, 40);
        for (var seed = 0; seed < 200; seed++)
        {
            var draw = new Draw(seed);
            List<int> said = [];
            while (said.Count < 40)
            {
                var allowed = lexicon.Next(said, 40 - said.Count, Vocabulary.End);
                var chosen = (int)allowed[draw.Below(0, allowed.Length)];
                if (chosen == Vocabulary.End)
                    break;
                said.Add(chosen);
            }

            var text = Accents.Strip(vocabulary.Decode(said));
            Assert.Matches("^(red|blueish|blue|cafe green)( (red|blueish|blue|cafe green))*$", text);
        }
    }

    [Theory]
    [InlineData("characters", "Rêd")]
    [InlineData("wordpiece", "yellow")]
    public void An_entry_that_the_vocabulary_cannot_say_is_refused_by_its_line(string kind, string entry)
    {
        var error = Assert.Throws<UserError>(() => Lexicons.Of($"red\n\n{entry}\n", "words.txt", Tokens(kind), 40));
        Assert.StartsWith($"words.txt(3): expected an entry that the vocabulary can say; of \"{entry}\" it says ", error.Message, StringComparison.Ordinal);
    }

    private static Tokenization Tokens(string kind)
    {
        var starts = new EquatableArray<string>("Say");
        return new(kind switch
        {
            "bytes" => new BytePairVocabulary(starts, new()),
            "characters" => new CharacterVocabulary(starts, "abcdefghilnorsuCé ".Select(letter => letter.ToString()).ToEquatableArray()),
            _ => new ReadyVocabulary(starts, TokenizerKind.WordPiece, Cased: false, Bert.Trim().Split('\n').Length, new EquatableArray<string>(Bert)),
        });
    }
}
