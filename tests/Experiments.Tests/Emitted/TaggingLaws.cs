using Heed.Data;
using Heed.Measuring;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Tags of words: each is told from its word's first state, and from what stands around it.</summary>
public class TaggingLaws
{
    private const int Steps = 400, Kinds = 3;

    private static readonly ExperimentSpec Spec = Marks.Spec with
    {
        Steps = Steps,
        Regularization = new() { Dropout = 0, LabelSmoothing = 0 },
        Optimizer = new AdamWSpec { LearningRate = 1e-2 },
        Schedule = new() { Warmup = 10 },
        Tasks = Marks.Spec.Tasks.Select(task => task.With(column => column with { Label = column.Label is { } label ? label with { Classes = new("Quiet", "Loud", "Shrill") } : null }))
            .ToEquatableArray(),
    };

    [Fact]
    public void A_tag_that_depends_on_the_word_and_on_its_neighbour_is_learned_where_counting_words_fails()
    {
        using var learner = Learner();
        var draw = new Draw(1);
        for (var step = 1; step <= Steps; step++)
            learner.Step(step, [Collate(Examples(draw, 32))]);
        var test = Examples(draw, 64);
        var batch = Collate(test);
        var told = learner.Decode(0, batch, 0);
        Assert.Equal(test.Select(one => one.Words.Length), told.Select(row => row.Length));
        var right = test.Zip(told).SelectMany(one => one.First.Target.Zip(one.Second)).Average(tag => tag.First == tag.Second ? 1.0 : 0);
        var words = new WordTags([.. Examples(draw, 500).SelectMany(one => one.Words.Zip(one.Target, (word, tag) => ($"{one.Source[word]}", tag)))]);
        var counted = test.SelectMany(one => one.Words.Zip(one.Target, (word, tag) => words.Of($"{one.Source[word]}") == tag)).Average(same => same ? 1.0 : 0);
        Assert.True(right > 0.95 && counted < 0.6, $"Words rightly tagged: {right:0.000} by the model, {counted:0.000} by counting.");
    }

    [Fact]
    public void A_tag_is_told_from_the_words_first_state_and_no_other()
    {
        // Without what attention brings, a state knows its own token alone.
        using var learner = Learner();
        using (no_grad())
        {
            foreach (var (name, parameter) in learner.Model.named_parameters().Where(one => one.name.Contains(".output.", StringComparison.Ordinal)))
                parameter.zero_();
        }

        double Loss(params int[] source) => learner.Evaluate(0, Collate([new(source, [0, 1]) { Words = [1, 3] }])).Sum;
        var loss = Loss(9, 10, 11, 12, 13);
        Assert.All([Loss(99, 10, 11, 12, 13), Loss(9, 10, 99, 12, 13), Loss(9, 10, 11, 12, 99)], other => Assert.Equal(loss, other, 1e-5));
        Assert.All([Loss(9, 99, 11, 12, 13), Loss(9, 10, 11, 99, 13)], other => Assert.NotEqual(loss, other, 1e-3));
    }

    [Fact]
    public void Tags_count_by_words_and_each_is_asked_for()
    {
        using var learner = Learner();
        double Loss(params int[] tags) => learner.Evaluate(0, Collate([new([9, 10, 11, 12], tags) { Words = [0, 2, 3] }])).Sum;
        var losses = new[] { Loss(0, 1, 2), Loss(1, 1, 2), Loss(0, 0, 2), Loss(0, 1, 1) };
        Assert.Equal(4, losses.Distinct().Count());
        Assert.Equal(3, learner.Evaluate(0, Collate([new([9, 10, 11, 12], [0, 1, 2]) { Words = [0, 2, 3] }])).Tokens);
    }

    [Fact]
    public void Padding_further_and_company_change_no_tag()
    {
        using var learner = Learner();
        var examples = Examples(new(2), 5);
        TokenPair longer = new([.. Enumerable.Repeat(Batches.FirstToken, 12)], [0]) { Words = [11] };
        double Sum(params TokenPair[] pairs) => learner.Evaluate(0, Collate(pairs)).Sum;
        Assert.Equal(examples.Append(longer).Sum(example => Sum(example)), Sum([.. examples, longer]), 1e-4);
        Assert.Equal(
            examples.Select(example => learner.Decode(0, Collate([example]), 0)[0]), learner.Decode(0, Collate([.. examples, longer]), 0).Take(5));
    }

    [Fact]
    public void Words_that_were_cut_are_not_asked_for()
    {
        using var learner = Learner();
        var cut = new TokenPair([9, 10, 11, 12], [0, 1, 2]) { Words = [0, 2, 3] }.Truncate(new(3, int.MaxValue));
        Assert.Equal([0, 1], cut.Kept);
        Assert.Equal(learner.Evaluate(0, Collate([new([9, 10, 11], [0, 1]) { Words = [0, 2] }])), learner.Evaluate(0, Collate([cut])));
    }

    [Fact]
    public void Batches_of_unlike_sizes_give_the_gradient_and_the_loss_of_one()
    {
        using var scope = NewDisposeScope();
        var spec = Spec with { Optimizer = new AdamWSpec { Clip = 1e9 } };
        var examples = Examples(new(3), 6);
        using ILearner parts = Marks.Create(Subject.Plan(spec with { Accumulate = 2 }), CPU), whole = Marks.Create(Subject.Plan(spec), CPU);
        var many = parts.Step(1, [Collate(examples[..1]), Collate(examples[1..])]);
        var one = whole.Step(1, [Collate(examples)]);
        Assert.Equal(one.Losses[0], many.Losses[0], 1e-5);
        Assert.Equal(one.GradientNorm, many.GradientNorm, 1e-4);
    }

    private static ILearner Learner() => Marks.Create(Subject.Plan(Spec), CPU);

    private static Batch Collate(params TokenPair[] pairs) => Batch.Of(Spec.Tasks[0], pairs, [.. Enumerable.Range(0, pairs.Length)], Vocabulary.Start(0));

    // Words of one token or two, the second of which says nothing; a word's tag is its own kind and the next word's, summed.
    private static TokenPair[] Examples(Draw draw, int rows) =>
    [
        .. Enumerable.Range(0, rows).Select(_ =>
        {
            var kinds = Enumerable.Range(0, draw.Below(2, 6)).Select(_ => draw.Below(0, Kinds)).ToArray();
            var (source, words) = (new List<int>(), new List<int>());
            foreach (var kind in kinds)
            {
                words.Add(source.Count);
                source.Add(Batches.FirstToken + kind);
                if (draw.Coin())
                    source.Add(Batches.FirstToken + Kinds + draw.Below(0, 5));
            }

            return new TokenPair([.. source], [.. kinds.Zip(kinds.Skip(1).Append(0), (kind, next) => (kind + next) % Kinds)]) { Words = [.. words] };
        }),
    ];
}
