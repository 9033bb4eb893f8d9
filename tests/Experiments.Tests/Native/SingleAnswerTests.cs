using Heed.Host;
using Heed.Tests.Emitted;
using TorchSharp;
using Xunit;

namespace Heed.Tests;

[Collection(ProcessWide.Name)]
public class SingleAnswerTests
{
    [Fact]
    public void Of_few_weights_one_thread_writes_it_and_as_many_as_before_are_there_afterwards()
    {
        var (before, plan) = (torch.get_num_threads(), Subject.Plan(Subject.Named("Apart").Spec));
        try
        {
            torch.set_num_threads(2);
            using (SingleAnswer.Begin(plan, plan.Spec.Tasks[0], torch.ScalarType.Float32, read: 12))
                Assert.Equal(1, torch.get_num_threads());
            Assert.Equal(2, torch.get_num_threads());
        }
        finally
        {
            torch.set_num_threads(before);
        }
    }

    [Theory]
    [InlineData(256, torch.ScalarType.Float32, WeightRounding.None, true)]
    [InlineData(512, torch.ScalarType.Float32, WeightRounding.None, false)]
    [InlineData(512, torch.ScalarType.Float32, WeightRounding.Int8, true)]
    [InlineData(1024, torch.ScalarType.Float32, WeightRounding.Int8, false)]
    public void Of_many_weights_all_threads_do(int width, torch.ScalarType type, WeightRounding rounding, bool one)
    {
        var declared = Subject.Named("Apart").Spec;
        var plan = Subject.Plan(declared with
        {
            Tokenizer = declared.Tokenizer with { Vocabulary = 8_000 },
            Encoder = declared.Encoder! with { Width = width },
            Decoder = declared.Decoder! with { Layers = 3 },
            Decoding = declared.Decoding with { Rounding = rounding },
        });
        Assert.Equal(one, SingleAnswer.ByOneThread(plan, plan.Spec.Tasks[0], type, read: 64));
        Assert.False(SingleAnswer.ByOneThread(plan, plan.Spec.Tasks[0], type, read: 2_048));
    }

    [Fact]
    public void What_writes_nothing_is_encoded_by_all()
    {
        var plan = Subject.Plan(SeesSquares.Spec);
        Assert.False(SingleAnswer.ByOneThread(plan, plan.Spec.Tasks[0], torch.ScalarType.Float32, read: 12));
    }
}
