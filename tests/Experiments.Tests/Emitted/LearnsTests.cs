using Heed.Data;
using Heed.Planning;
using Xunit;

namespace Heed.Tests.Emitted;

public class LearnsTests
{
    private const int Tokens = 8, Steps = 200;

    [Theory]
    [InlineData("Together")]
    [InlineData("SameWeights")]
    [InlineData("SameValues")]
    [InlineData("Turned")]
    public void Copying_and_reversing_are_learned_far_below_the_entropy_of_their_tokens(string name)
    {
        var subject = Subject.Named(name);
        var spec = subject.Spec with
        {
            Steps = Steps,
            Encoder = subject.Spec.Encoder! with { Width = 16 },
            Regularization = new() { Dropout = 0, LabelSmoothing = 0 },
            Optimizer = new AdamWSpec { LearningRate = 1e-2 },
            Schedule = new() { Warmup = 20 },
        };
        using var learner = subject.Learner(spec);
        var draw = new Draw(1);
        Batch[] CopyAndReverse() =>
        [
            Batches.Of(0, [.. draw.Examples(32, 2, 5, Tokens).Select(one => one with { Target = one.Source })]),
            Batches.Of(1, [.. draw.Examples(32, 2, 5, Tokens).Select(one => one with { Target = [.. one.Source.Reverse()] })]),
        ];
        for (var step = 1; step <= Steps; step++)
            learner.Step(step, CopyAndReverse());
        for (var task = 0; task < 2; task++)
        {
            var loss = learner.Evaluate(task, CopyAndReverse()[task]);
            Assert.InRange(loss.Mean, 0, 0.5 * Math.Log(Tokens + 1));
            RowsSayTogetherWhatEachSaysAlone(learner, task, draw.Examples(12, 1, 5, Tokens));
        }
    }

    private static void RowsSayTogetherWhatEachSaysAlone(ILearner learner, int task, IReadOnlyList<TokenPair> examples)
    {
        var together = learner.Decode(task, Batches.Of(task, examples, moreSource: 2), 8);
        Assert.True(
            together.Select(row => row.Length).Distinct().Count() > 2,
            $"Rows should end at different times here: {string.Join(' ', together.Select(row => row.Length))}.");
        Assert.Equal(examples.Select(example => learner.Decode(task, Batches.Of(task, [example]), 8)[0]), together);
    }
}
