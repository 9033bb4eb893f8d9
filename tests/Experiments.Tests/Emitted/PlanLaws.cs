using Xunit;

namespace Heed.Tests.Emitted;

public class PlanLaws
{
    [Law]
    public void The_model_registers_exactly_the_weights_of_the_plan_whatever_the_numbers_are(ModelCase one)
    {
        using var learner = one.Learner();
        Assert.Equal(
            Subject.Plan(one.Spec).Weights.Select(weight => $"{weight.Name} [{string.Join(' ', weight.Shape)}]").Order(StringComparer.Ordinal),
            learner.Model.named_parameters().Select(weight => $"{weight.name} [{string.Join(' ', weight.parameter.shape)}]")
                .Order(StringComparer.Ordinal));
    }

    [Law]
    public void Tasks_hold_every_weight_that_the_model_registers_and_no_other(ModelCase one)
    {
        using var learner = one.Learner();
        Assert.Equal(
            learner.Model.parameters().Select(weight => weight.Handle).Order(),
            one.Spec.Tasks.SelectMany(task => Held.By(learner, task.Name).Values).Select(weight => weight.Handle).Distinct().Order());
    }

    [Fact]
    public void Parameters_are_as_many_as_counted_by_hand()
    {
        // Width 8, feed-forward 32: an attention has 4 maps of 8·8 + 8, a feed-forward (8·32 + 32) + (32·8 + 8), a norm 8 + 8.
        const int attention = 4 * 72, feedForward = 288 + 264, norm = 16;
        const int encoderLayer = attention + feedForward + (2 * norm), decoderLayer = (2 * attention) + feedForward + (3 * norm);
        const int embedding = 300 * 8, model = embedding + (2 * encoderLayer) + norm + (2 * decoderLayer) + norm;
        const int queriesAndKeys = (2 * 2 * 72) + (2 * 4 * 72), values = (2 * 72) + (2 * 2 * 72);
        Assert.Equal(6_528, model);
        Assert.Equal(2 * model, Parameters("Apart"));
        Assert.Equal((2 * model) - queriesAndKeys, Parameters("SameWeights"));
        Assert.Equal((2 * model) - values, Parameters("SameValues"));
        Assert.Equal(model - encoderLayer, Parameters("Together"));
    }

    private static long Parameters(string name)
    {
        using var learner = Subject.Named(name).Learner();
        var counted = learner.Model.parameters().Sum(parameter => parameter.numel());
        Assert.Equal(counted, Subject.Plan(Subject.Named(name).Spec).Parameters);
        return counted;
    }
}
