using System.Text;
using Heed.Host;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Commands;

/// <summary>Each kind of tokenizer from its attribute through training, resume and prediction.</summary>
[Collection(ProcessWide.Name)]
public sealed class TokenizedTests : WordsExperiment
{
    private static readonly string[] Numbers = [.. Small.Chunk(2).Where(pair => !pair[1].StartsWith("Tokenizer", StringComparison.Ordinal)).SelectMany(pair => pair)];

    public TokenizedTests()
    {
        Write("vocab.txt", Encoding.UTF8.GetBytes(ReadyFiles.WordPiece));
        Write("vocab.json", Encoding.UTF8.GetBytes(ReadyFiles.Gpt2.Vocabulary));
        Write("merges.txt", Encoding.UTF8.GetBytes(ReadyFiles.Gpt2.Merges));
        Write("words.model", ReadyFiles.SentencePiece);
    }

    [Theory]
    [InlineData(TokenizerKind.Bytes, 256)]
    [InlineData(TokenizerKind.Characters, null)]
    [InlineData(TokenizerKind.WordPiece, 82)]
    [InlineData(TokenizerKind.Gpt2, 259)]
    [InlineData(TokenizerKind.SentencePiece, 68)]
    public void A_tokenizer_trains_goes_on_and_answers_by_the_vocabulary_it_keeps(TokenizerKind kind, int? tokens)
    {
        var create = Declare(kind);
        Assert.Equal((0, ""), Result(["train", "--out", RunFolder, "--steps", "3", .. Numbers], create));
        var vocabulary = Checkpoint.LoadVocabulary(Path.Combine(RunFolder, "checkpoints", "last"));
        var characters = File.ReadLines(DataFile).Skip(1).SelectMany(line => line.Replace("\t", "", StringComparison.Ordinal)).Distinct().Count();
        Assert.Equal(tokens ?? (1 + characters), vocabulary.Texts);
        Assert.Equal((0, ""), Result(["train", "--resume", RunFolder, "--steps", "6"], create));
        var (code, output, _) = Run(["predict", "--out", RunFolder, "--task", "Shout", "cat dog 3"], create);
        Assert.Equal((0, 1), (code, output.Split('\n').Length - 1));
        Assert.Equal((0, ""), Result(["evaluate", "--out", RunFolder], create));
        // What a tokenizer loses is not lost from the texts that it is measured against.
        Assert.Matches(@"\d (RED|GREEN|BLUE|CAT|DOG|HOUSE|TREE|RIVER|STONE|CLOUD|BREAD|GLASS) ", File.ReadAllText(Path.Combine(RunFolder, "report.html")));
    }

    [Theory]
    [InlineData(TokenizerKind.WordPiece, "vocab.txt")]
    [InlineData(TokenizerKind.Gpt2, "merges.txt")]
    [InlineData(TokenizerKind.SentencePiece, "words.model")]
    public void Another_vocabulary_is_not_gone_on_with(TokenizerKind kind, string file)
    {
        var create = Declare(kind);
        Assert.Equal((0, ""), Result(["train", "--out", RunFolder, "--steps", "3", .. Numbers], create));
        var bytes = File.ReadAllBytes(Path.Combine(Folder, file));
        Write(file, kind switch
        {
            TokenizerKind.WordPiece => [.. bytes, .. "more\n"u8],
            TokenizerKind.Gpt2 => [.. "#version: 0.2\nt h\n"u8],
            _ => [.. bytes, 0x0A, 9, 0x0A, 2, .. "zz"u8, 0x15, 0, 0, 0, 0xC2],
        });
        Refused(["train", "--resume", RunFolder, "--steps", "6"], create, "the data gives another vocabulary than the run was trained with");
    }

    [Fact]
    public void A_run_is_not_tested_or_gone_on_with_on_other_data_than_its_own()
    {
        // Bytes need no vocabulary that could tell.
        var create = Declare(TokenizerKind.Bytes);
        Assert.Equal((0, ""), Result(["train", "--out", RunFolder, "--steps", "3", .. Numbers], create));
        Assert.Equal((0, ""), Result(["evaluate", "--out", RunFolder], create));
        File.AppendAllText(DataFile, "red cat dog\t900 DOG red\n");
        var (tested, why) = Result(["evaluate", "--out", RunFolder], create);
        Assert.Equal(2, tested);
        Assert.Contains("expected the data that the run was trained on. Of other data another part is the test", why, StringComparison.Ordinal);
        Assert.Matches("words.tsv, which [A-Za-z]+ reads: [0-9,]+ bytes, [0-9a-f]+ then, [0-9,]+ bytes, [0-9a-f]+ now", why);
        var (resumed, differs) = Result(["train", "--resume", RunFolder, "--steps", "6"], create);
        Assert.Equal(2, resumed);
        Assert.Matches("[A-Za-z]+.Contents: [0-9,]+ bytes, [0-9a-f]+ there, [0-9,]+ bytes, [0-9a-f]+ here", differs);
    }

    [Theory]
    [InlineData(TokenizerKind.WordPiece, "vocab.txt", "", "vocab.txt: expected a WordPiece vocabulary: ")]
    [InlineData(TokenizerKind.WordPiece, "vocab.txt", "[PAD]\n[UNK]\nthe\n", "vocab.txt: expected a WordPiece vocabulary: ")]
    [InlineData(TokenizerKind.WordPiece, "vocab.txt", null, "vocab.txt: expected a WordPiece vocabulary; there is no such file.")]
    [InlineData(TokenizerKind.Gpt2, "vocab.json", "{", "vocab.json and merges.txt: expected a Gpt2 vocabulary: ")]
    [InlineData(TokenizerKind.Gpt2, "vocab.json", "{\"a\":0}", "vocab.json and merges.txt: expected a Gpt2 vocabulary: the byte that is spelled Ā has no token.")]
    [InlineData(TokenizerKind.Gpt2, "merges.txt", "t h e\n", "vocab.json and merges.txt: expected a Gpt2 vocabulary: the merge 't h e' is not of two tokens that make a third.")]
    [InlineData(TokenizerKind.Gpt2, "merges.txt", null, "merges.txt: expected a Gpt2 vocabulary; there is no such file.")]
    [InlineData(TokenizerKind.SentencePiece, "words.model", "", "words.model: expected a SentencePiece vocabulary: ")]
    [InlineData(TokenizerKind.SentencePiece, "words.model", "some text", "words.model: expected a SentencePiece vocabulary: ")]
    public void A_damaged_vocabulary_is_one_message(TokenizerKind kind, string file, string? content, string message)
    {
        var create = Declare(kind);
        if (content is null)
            File.Delete(Path.Combine(Folder, file));
        else
            Write(file, Encoding.UTF8.GetBytes(content));
        Refused(["train", "--out", RunFolder, "--steps", "3", .. Numbers], create, message);
        Assert.False(Directory.Exists(RunFolder));
    }

    [Fact]
    public void A_text_of_which_no_token_is_made_is_refused()
    {
        File.AppendAllText(DataFile, "\u0001\tone\n");
        Refused(
            ["train", "--out", RunFolder, "--steps", "3", .. Numbers], Declare(TokenizerKind.WordPiece),
            "words.tsv(146): expected text in column from of which the vocabulary makes tokens; it makes none of");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void A_text_of_which_no_token_is_made_is_left_out_where_bad_rows_are_also_of_a_file_that_is_read_on(int window)
    {
        var create = Declare(TokenizerKind.WordPiece);
        File.AppendAllText(DataFile, "\u0001\tone\n");
        Declared = Declared with { Tasks = Declared.Tasks.Select(task => task with { SkipBadRows = true, Window = window }).ToEquatableArray() };
        Assert.Equal((0, ""), Result(["train", "--out", RunFolder, "--steps", "40", .. Numbers], create));
    }

    [Fact]
    public void A_file_is_read_on_also_where_a_row_of_its_first_window_has_no_token()
    {
        var create = Declare(TokenizerKind.WordPiece);
        var lines = File.ReadAllLines(DataFile).ToList();
        lines.Insert(50, "\u0001\tone");
        File.WriteAllLines(DataFile, lines);
        Declared = Declared with { Tasks = Declared.Tasks.Select(task => task with { SkipBadRows = true, Window = 100 }).ToEquatableArray() };
        Assert.Contains(
            "of the first 100 rows; those after them are read while training goes on",
            Run(["train", "--out", RunFolder, "--steps", "2", .. Numbers], create).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_tokens_is_not_to_be_set_where_none_is_learned() =>
        Refused(["plan", "--set", "Tokenizer.Vocabulary=300"], Declare(TokenizerKind.Bytes), "there is no number Tokenizer.Vocabulary");

    private Func<ExperimentPlan, Device, ILearner> Declare(TokenizerKind kind) => kind switch
    {
        TokenizerKind.Bytes => Declare<InBytes>(),
        TokenizerKind.Characters => Declare<InCharacters>(),
        TokenizerKind.WordPiece => Declare<InWordPieces>(),
        TokenizerKind.Gpt2 => Declare<InBytePairs>(),
        _ => Declare<InSentencePieces>(),
    };

    private Func<ExperimentPlan, Device, ILearner> Declare<T>()
        where T : IExperiment<T>
    {
        Declared = T.Spec;
        return T.Create;
    }

    private (int Code, string Error) Result(string[] args, Func<ExperimentPlan, Device, ILearner> create)
    {
        var (code, _, error) = Run(args, create);
        return (code, error);
    }

    private void Refused(string[] args, Func<ExperimentPlan, Device, ILearner> create, string message)
    {
        var (code, error) = Result(args, create);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(Folder, name), bytes);
}

[Experiment, Encoder, Decoder, Bytes]
public partial record InBytes(Shout Shout, Whisper Whisper);

[Experiment, Encoder, Decoder, Characters]
public partial record InCharacters(Shout Shout, Whisper Whisper);

[Experiment, Encoder, Decoder, WordPiece("vocab.txt")]
public partial record InWordPieces(Shout Shout, Whisper Whisper);

[Experiment, Encoder, Decoder, Gpt2("vocab.json", "merges.txt")]
public partial record InBytePairs(Shout Shout, Whisper Whisper);

[Experiment, Encoder, Decoder, SentencePiece("words.model")]
public partial record InSentencePieces(Shout Shout, Whisper Whisper);
