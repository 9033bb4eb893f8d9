using Heed.Measuring;
using Xunit;

namespace Heed.Tests.Measuring;

/// <summary>
/// Spans as conlleval finds them. The first two cases, and their figures, are those of seqeval's README (Nakayama 2018), whose default mode
/// is conlleval's; the others follow its <c>startOfChunk</c> and <c>endOfChunk</c> by hand.
/// </summary>
public class ChunkTests
{
    [Fact]
    public void Of_two_spans_one_with_another_start_is_wrong() => Assert.Equal(
        0.5,
        F1("O O O B-MISC I-MISC I-MISC O|B-PER I-PER O", "O O B-MISC I-MISC I-MISC I-MISC O|B-PER I-PER O"));

    [Fact]
    public void An_inside_tag_begins_a_span_where_none_is_open() => Assert.Equal(1, F1("B-NP I-NP O", "I-NP I-NP O"));

    [Theory]
    [InlineData("B-a B-a", "0-1 a, 1-2 a")]
    [InlineData("B-a I-b I-b", "0-1 a, 1-3 b")]
    [InlineData("I-a O I-a I-a", "0-1 a, 2-4 a")]
    [InlineData("B-a I-a B-a I-a", "0-2 a, 2-4 a")]
    [InlineData("O O", "")]
    [InlineData("B-a-b I-a-b", "0-2 a-b")]
    [InlineData("B-a [cut] I-a", "0-1 a, 2-3 a")]
    public void Spans_begin_and_end_as_conlleval_has_them(string tags, string spans) => Assert.Equal(
        spans, string.Join(", ", Chunk.Of(tags.Split(' ')).Select(chunk => $"{chunk.Start}-{chunk.End} {chunk.Type}")));

    [Fact]
    public void Type_and_both_ends_must_be_right_and_sentences_do_not_run_together()
    {
        Assert.Equal(new ClassCounts(0, 1, 1), Count("B-a I-a", "B-b I-b"));
        Assert.Equal(new ClassCounts(0, 1, 1), Count("B-a I-a", "B-a O"));
        Assert.Equal(new ClassCounts(2, 0, 0), Count("B-a|I-a", "I-a|B-a"));
        Assert.Equal(new ClassCounts(1, 2, 2), Count("B-a O B-b I-b B-c", "B-a O B-b B-b O"));
    }

    [Theory]
    [InlineData("O B-a I-a", true)]
    [InlineData("B-a", true)]
    [InlineData("O", false)]
    [InlineData("O B-", false)]
    [InlineData("NOUN VERB O", false)]
    public void Tags_of_spans_are_known_by_their_form(string tags, bool mark) => Assert.Equal(mark, Chunk.Marks(tags.Split(' ')));

    [Fact]
    public void A_word_gets_its_most_frequent_tag_and_an_unseen_one_that_of_all()
    {
        var words = new WordTags([("run", 1), ("run", 2), ("run", 2), ("the", 0), ("the", 0), ("the", 0)]);
        Assert.Equal((2, 0, 0, 0), (words.Of("run"), words.Of("the"), words.Of("a"), words.MostFrequent));
    }

    private static double F1(string references, string predictions) => Count(references, predictions).F1;

    private static ClassCounts Count(string references, string predictions) => Chunk.Count(Sentences(references), Sentences(predictions));

    private static string[][] Sentences(string tags) => [.. tags.Split('|').Select(sentence => sentence.Split(' '))];
}
