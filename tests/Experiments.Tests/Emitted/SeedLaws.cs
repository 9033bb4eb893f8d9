using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>What a seed decides; beside <see cref="StepLaws"/>, whose every experiment takes as long, so that both run at once.</summary>
public class SeedLaws
{
    [Theory]
    [MemberData(nameof(StepLaws.Experiments), MemberType = typeof(StepLaws))]
    public void Twenty_steps_with_dropout_end_in_the_same_bits_from_one_seed_and_in_others_from_another(string name)
    {
        using var scope = NewDisposeScope();
        var subject = Subject.Named(name);
        var spec = subject.Spec with { Regularization = new() { Dropout = 0.3 }, Schedule = new() { Warmup = 5 } };
        using ILearner one = subject.Learner(spec), same = subject.Learner(spec), other = subject.Learner(spec with { Seed = spec.Seed + 1 });
        Assert.Equal(Training.Run(one, spec, 1, 20), Training.Run(same, spec, 1, 20));
        Training.Run(other, spec, 1, 20);
        Training.SameBits(one, same);
        Assert.All(
            one.Model.parameters().Zip(other.Model.parameters()),
            pair => Same.Not(pair.First, pair.Second));
    }
}
