using Heed.Allocation;
using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class RoutedTokensLaws
{
    [Fact]
    public void Routing_keeps_all_laws() => Assert.Empty(Laws.Of<RoutedTokens>());

    [Law]
    public void Those_with_the_highest_scores_are_changed_by_their_scores_and_the_others_not_by_a_bit(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var states = one.Sequence.States.clone().requires_grad_();
        var router = seed.Draw().Linear(states.size(2), 1);
        var routed = RoutedTokens.Of(one.Sequence with { States = states }, one.Ratio, router);
        var (become, back) = (routed.Left.States * 2, routed.Back(routed.Left.States * 2));
        var scores = Linear.Apply(states, router).squeeze(-1);
        for (var row = 0; row < states.size(0); row++)
        {
            var (count, score) = ((int)one.Sequence.Counts[row].item<long>(), scores[row].data<float>().ToArray());
            var highest = Enumerable.Range(0, count).OrderByDescending(place => score[place]);
            int[] expected = [.. highest.Take((int)Math.Ceiling((count / one.Ratio) - 1e-9)).Order()];
            Assert.Equal(expected, routed.Left.Places[row].data<long>().Take(expected.Length).Select(place => (int)place));
            Assert.Equal(expected.Length, routed.Left.Counts[row].item<long>());
            for (var place = 0; place < score.Length; place++)
            {
                var x = states[row][place];
                if (Array.IndexOf(expected, place) is >= 0 and var slot)
                    Same.Close(x + (score[place] * (become[row][slot] - x)), back[row][place], 1e-4);
                else
                    Same.Bits(x, back[row][place]);
            }
        }

        back.sum().backward();
        Assert.All([states, router.Weight, router.Bias], weight => Same.Finite(weight.grad!));
    }

    [Law]
    public void The_way_back_gives_the_router_a_gradient_that_agrees_with_differences(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (one, draw) = (LawCase.Draw((ulong)seed.Value), seed.Draw(float64));
        var states = one.Sequence.States.to(float64);
        var router = draw.Linear(states.size(2), 1);
        Tensor Back(Tensor[] inputs)
        {
            var routed = RoutedTokens.Of(one.Sequence with { States = inputs[0] }, one.Ratio, router);
            return routed.Back(routed.Left.States * 2);
        }

        Gradients.AgreeWithDifferences(draw, Back, states);
        Assert.True(router.Weight.grad!.abs().sum().item<double>() > 0);
        Assert.True(router.Bias.grad!.abs().sum().item<double>() > 0);
    }

    [Law]
    public void Of_equal_scores_the_first_positions_are_chosen(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = LawCase.Draw((ulong)seed.Value);
        var routed = RoutedTokens.Of(one.Sequence, one.Ratio, new(new(zeros(1, one.Sequence.States.size(2))), new(ones(1))));
        foreach (var (row, count) in routed.Left.Counts.data<long>().ToArray().Index())
            Assert.Equal(Enumerable.Range(0, (int)count).Select(place => (long)place), routed.Left.Places[row].data<long>().Take((int)count));
    }

    [Law]
    public void Of_equal_states_the_first_are_chosen_however_many_rows_and_positions_stand_beside_them(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw(ScalarType.Float32);
        int width = draw.Below(1, 40), length = draw.Below(1, 14), rows = draw.Below(1, 4), padding = draw.Below(0, 6);
        var router = draw.Linear(width, 1);
        var words = draw.Normal(2, width);
        var states = words[tensor([.. Enumerable.Range(0, rows * length).Select(_ => (long)draw.Below(0, 2))], int64)].view(rows, length, width);
        var real = arange(length + padding).lt(length).unsqueeze(0).expand(rows, -1);
        var beside = RoutedTokens.Of(Sequence.Of(nn.functional.pad(states, [0, 0, 0, padding]), real), 2, router).Left;
        for (var row = 0; row < rows; row++)
        {
            var alone = RoutedTokens.Of(Sequence.Of(states[row].unsqueeze(0)), 2, router).Left;
            Same.Exactly(alone.Places[0], beside.Places[row].narrow(0, 0, alone.Length));
        }
    }
}
