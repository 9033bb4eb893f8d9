using Heed.Data;
using Heed.Decoding;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Every way to decode, from its declaration to the answers of an emitted model.</summary>
public class DecodingChoicesTests
{
    private const int Longest = 9;

    internal static readonly (ExperimentSpec Spec, Func<ExperimentPlan, Device, ILearner> Create)[] Ways =
        [(ByGreedy.Spec, ByGreedy.Create), (ByBeam.Spec, ByBeam.Create), (BySampling.Spec, BySampling.Create)];

    [Fact]
    public void Every_way_to_decode_is_declared_here_with_other_numbers_than_its_defaults()
    {
        Assert.Equal(DecodingSpec.All.Select(decoding => decoding.Name), Ways.Select(one => one.Spec.Decoding.Name));
        Assert.All(Ways.Zip(DecodingSpec.All), one => Assert.NotEqual(one.Second, one.First.Spec.Decoding));
    }

    [Fact]
    public void Every_way_answers_otherwise_with_the_same_weights()
    {
        var answers = Ways.Select(one => Flat(Answers(one.Create, one.Spec))).ToArray();
        Assert.Equal(3, answers.Distinct().Count());
    }

    [Fact]
    public void A_beam_of_one_and_a_draw_from_one_are_greedy()
    {
        var greedy = Answers(ByGreedy.Create, ByGreedy.Spec with { Decoding = new GreedySpec() });
        Assert.Equal(greedy, Answers(ByBeam.Create, ByBeam.Spec with { Decoding = new BeamSpec { Width = 1 } }));
        Assert.Equal(greedy, Answers(BySampling.Create, BySampling.Spec with { Decoding = new SamplingSpec { TopK = 1 } }));
    }

    public static TheoryData<string> Numbers { get; } = new(
        from one in Ways
        from number in Planning.Numbers.Of(one.Spec)
        where number.Path.StartsWith(one.Spec.Decoding.Name + ".", StringComparison.Ordinal)
        select number.Path);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_number_of_a_way_to_decode_changes_the_answers(string path)
    {
        var (spec, create) = Ways.Single(one => path.StartsWith(one.Spec.Decoding.Name + ".", StringComparison.Ordinal));
        var number = Planning.Numbers.Of(spec).Single(one => one.Path == path);
        var changed = number.Write(spec, number.Whole ? 1 : path == "Beam.LengthPenalty" ? number.Maximum : number.Minimum);
        Assert.NotEqual(number.Read(spec), number.Read(changed));
        Assert.NotEqual(Flat(Answers(create, spec)), Flat(Answers(create, changed)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void An_answer_is_the_same_alone_and_beside_others(int way)
    {
        var (spec, create) = Ways[way];
        using var learner = Learner(create, spec);
        var examples = Examples();
        var together = learner.Decode(1, Batches.Of(1, examples, moreSource: 2), Longest);
        Assert.Equal(examples.Select(example => learner.Decode(1, Batches.Of(1, [example]), Longest)[0]), together);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Answers_are_made_of_a_lexicons_entries_alone(int way)
    {
        var (spec, create) = Ways[way];

        // So that a beam does not end after the first entry, as untrained models would.
        using var learner = Learner(create, spec.Decoding is BeamSpec beam ? spec with { Decoding = beam with { LengthPenalty = 10 } } : spec);
        var lexicon = new Lexicon([[20, 21]], [[30], [31, 32, 33]]);
        var answers = learner.Decode(1, Batches.Of(1, Examples()), Longest, lexicon);
        Assert.All(answers, answer => Assert.Matches("^20 21( 30| 31 32 33)*$", string.Join(' ', answer)));
        Assert.Contains(answers, answer => answer.Length > 2);
    }

    [Law(MaxTest = 100)]
    public void A_beam_over_the_cache_finds_what_a_slow_search_over_whole_targets_finds(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        (ExperimentSpec Spec, Func<ExperimentPlan, Device, ILearner> Create)[] beams =
        [
            (ByBeam.Spec, ByBeam.Create), (ByTurnedBeam.Spec, ByTurnedBeam.Create), (ByLeaningBeam.Spec, ByLeaningBeam.Create),
            (ByRememberingBeam.Spec, ByRememberingBeam.Create), (ByRecallingBeam.Spec, ByRecallingBeam.Create),
        ];
        var draw = new Draw(seed);
        var (spec, create) = beams[draw.Below(0, beams.Length)];
        var beam = new BeamSpec { Width = draw.Below(1, 5), LengthPenalty = new[] { 0, 0.6, 2 }[draw.Below(0, 3)] };
        using var learner = Learner(create, spec with { Seed = Math.Abs(seed), Decoding = beam });
        var task = draw.Below(0, 2);
        var examples = draw.Examples(draw.Below(1, 4));
        var maximum = draw.Below(1, 7);
        var said = learner.Decode(task, Batches.Of(task, examples, draw.Below(0, 3)), maximum);
        var passes = new Passes(learner, spec.Tasks[task].Name);
        for (var row = 0; row < examples.Count; row++)
        {
            // Rounding may tip the balance between two that are equally good.
            var (memory, mask) = passes.Encode(Batches.Of(task, [examples[row]]));
            var best = Slow(read => passes.Logits(passes.Decode(read, memory, mask)), Vocabulary.Start(task), beam, maximum);
            var found = best.FirstOrDefault(one => one.Tokens.SequenceEqual(said[row]));
            Assert.NotNull(found.Tokens);
            Assert.InRange(found.Score, best.Max(one => one.Score) - 1e-4, 0);
        }
    }

    private static IReadOnlyList<TokenPair> Examples() => new Draw(7).Examples(12);

    private static IReadOnlyList<int[]> Answers(Func<ExperimentPlan, Device, ILearner> create, ExperimentSpec spec)
    {
        using var learner = Learner(create, spec);
        return learner.Decode(1, Batches.Of(1, Examples()), Longest);
    }

    // Untrained models say a token again and again, and hardly ever end: greater matrices and a longer row for the end make them say more.
    internal static ILearner Learner(Func<ExperimentPlan, Device, ILearner> create, ExperimentSpec spec)
    {
        var learner = create(Subject.Plan(spec), CPU);
        using var untracked = no_grad();
        foreach (var (name, parameter) in learner.Model.named_parameters())
        {
            if (name.EndsWith("embedding.weight", StringComparison.Ordinal))
                parameter.select(0, Vocabulary.End).mul_(2);
            else if (parameter.dim() == 2)
                parameter.mul_(3);
        }

        return learner;
    }

    private static string Flat(IReadOnlyList<int[]> answers) => string.Join('\n', answers.Select(answer => string.Join(' ', answer)));

    /// <summary>Every answer that a beam finds, with its score; from tokens read so far [1 t], the start the first, to logits [1 t v].</summary>
    internal static List<(int[] Tokens, double Score)> Slow(Func<Tensor, Tensor> logits, long start, BeamSpec beam, int maximum)
    {
        List<(int[] Tokens, double Sum)> live = [([], 0)];
        List<(int[] Tokens, double Score)> ended = [];
        for (var step = 1; step <= maximum && live.Count > 0; step++)
        {
            var lp = Math.Pow((5.0 + step) / 6, beam.LengthPenalty);
            var grown = live.SelectMany(one =>
            {
                var read = tensor(one.Tokens.Select(token => (long)token).Prepend(start).ToArray()).unsqueeze(0);
                var said = logits(read).select(1, step - 1).to(float64).log_softmax(-1).data<double>().ToArray();
                return said.Select((logit, token) => (Before: one.Tokens, Token: token, Sum: one.Sum + logit));
            }).OrderByDescending(one => one.Sum).Take(beam.Width - ended.Count).ToArray();
            ended.AddRange(grown.Where(one => one.Token == Vocabulary.End).Select(one => (one.Before, one.Sum / lp)));
            live = [.. grown.Where(one => one.Token != Vocabulary.End).Select(one => ((int[])[.. one.Before, one.Token], one.Sum))];
            if (step == maximum)
                ended.AddRange(live.Select(one => (one.Tokens, one.Sum / lp)));
        }

        return ended;
    }
}
