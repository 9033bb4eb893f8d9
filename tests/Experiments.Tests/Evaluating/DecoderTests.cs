using Heed.Attention;
using Heed.Data;
using Heed.Decoding;
using Heed.Host;
using Heed.Learning;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;
using Declared = Heed.Tests.Commands.Words;

namespace Heed.Tests.Evaluating;

public class DecoderTests
{
    [Fact]
    public void A_number_is_told_in_full_where_it_is_measured_and_rounded_to_who_asks()
    {
        var task = new TaskSpec
        {
            Name = "When",
            File = "when.tsv",
            Columns = new(new ColumnSpec("Source", "text", ColumnRole.Input), new ColumnSpec("When", "when", ColumnRole.Target) { Number = new() }),
        };
        using var says = new Says(1_700_000_123.5);
        var vocabulary = new Tokenization(new BytePairVocabulary(new("When"), new()));
        var decoder = new Decoder(says, vocabulary, Declared.Spec with { Tasks = new(task) }, [null]);
        Assert.Equal(["1700000123.5"], decoder.Decode(0, [new TokenPair(vocabulary.Encode("now"), [])], _ => { }));
        Assert.Equal("1.7E+09", decoder.Answer(0, "now", _ => { }));
    }

    // A model that says one number of everything.
    private sealed class Says(double number) : ILearner
    {
        public nn.Module Model => throw new NotSupportedException();

        public Optimizer Optimizer => throw new NotSupportedException();

        public MovingAverage? Average => null;

        public ScalarType Computes => ScalarType.Float32;

        public void Refresh() => throw new NotSupportedException();

        public StepReport Step(long step, IReadOnlyList<Batch> batches) => throw new NotSupportedException();

        public TokenLoss Evaluate(int task, Batch batch) => throw new NotSupportedException();

        public IReadOnlyList<int[]> Decode(int task, Batch batch, int maximumLength, Lexicon? only = null) => throw new NotSupportedException();

        public IReadOnlyList<double> Numbers(int task, Batch batch) => [.. batch.Examples.Select(_ => number)];

        public AttentionRecorder Observe(int task, Batch batch) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
