using Heed.Allocation;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class WindowsLaws
{
    [Law]
    public void Squares_of_a_picture_become_the_means_and_the_greatest_of_their_patches(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = GridCase.Draw(seed);
        Same.Close(one.Each(states => stack(Real(states)).mean([0])), MeanWindows.Of(one.Sequence, one.Side, one.Grid).Left.States, 1e-6);
        Same.Close(one.Each(states => stack(Real(states)).amax([0])), MaxWindows.Of(one.Sequence, one.Side, one.Grid).Left.States, 0);

        static Tensor[] Real(Tensor?[] states) => [.. states.OfType<Tensor>()];
    }

    [Law]
    public void A_square_stands_for_its_patches_alone_and_comes_back_to_them(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = GridCase.Draw(seed);
        var reduced = MeanWindows.Of(one.Sequence, one.Side, one.Grid);
        var (windows, shares, back) = (one.Windows(), reduced.Shares(), reduced.Back(reduced.Left.States));
        Assert.Equal(windows.Length, one.Grid.Before + Remaining.Squares(one.Grid.Rows, one.Grid.Columns, one.Side));
        Assert.Equal([one.Sequence.States.size(0), windows.Length, one.Grid.Length], shares.shape);
        foreach (var (number, window) in windows.Index())
        {
            int[] places = [.. window.Where(place => place >= 0)];
            Assert.Equal(places.Length, reduced.Left.Sizes[0][number].item<float>());
            Assert.Equal(places[0], reduced.Left.Places[0][number].item<long>());
            var share = zeros(one.Grid.Length);
            foreach (var place in places)
            {
                share[place] = 1f / places.Length;
                Same.Bits(reduced.Left.States.select(1, number), back.select(1, place));
            }

            Same.Close(share.expand(shares.size(0), -1), shares.select(1, number), 1e-6);
        }
    }

    [Law]
    public void A_picture_becomes_the_same_alone_and_beside_others(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = GridCase.Draw(seed);
        Same.Close(
            MeanWindows.Of(one.First().Sequence, one.Side, one.Grid).Left.States,
            MeanWindows.Of(one.Sequence, one.Side, one.Grid).Left.States.narrow(0, 0, 1), 1e-6);
    }

    [Law]
    public void What_stood_together_and_is_parted_again_is_what_it_was(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (row, picture) = (LawCase.Draw((ulong)seed.Value), GridCase.Draw(seed));
        Returns(row.Sequence, new(row.Sequence, row.Ratio));
        Returns(picture.Sequence, new(picture.Sequence, picture.Side, picture.Grid));

        static void Returns(Sequence sequence, Windows windows) => Same.Bits(sequence.States, windows.Split(windows.Concat(sequence.States)));
    }

    [Law]
    public void States_of_a_window_stand_after_one_another_and_zeros_where_there_is_none(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (row, picture) = (LawCase.Draw((ulong)seed.Value), GridCase.Draw(seed));
        Same.Bits(
            picture.Each(states => cat([.. states.Select(state => state ?? zeros_like(picture.Sequence.States.select(1, 0)))], -1)),
            new Windows(picture.Sequence, picture.Side, picture.Grid).Concat(picture.Sequence.States));

        var (side, states) = ((int)Math.Round(row.Ratio), row.Sequence.States);
        var concat = new Windows(row.Sequence, row.Ratio).Concat(states);
        Assert.Equal(Remaining.Windows(row.Sequence.Length, row.Ratio), concat.size(1));
        for (var place = 0; place < concat.size(1) * side; place++)
        {
            Same.Bits(
                place < states.size(1) ? states.select(1, place) : zeros_like(states.select(1, 0)),
                concat.select(1, place / side).narrow(1, place % side * states.size(2), states.size(2)));
        }
    }

    [Law]
    public void Patches_that_stand_for_several_count_as_so_many_in_their_square(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = GridCase.Draw(seed);
        var sequence = one.Sequence with { Sizes = seed.Draw().Ids(1, 4, one.Sequence.Sizes.shape).to(float32) };
        var left = MeanWindows.Of(sequence, one.Side, one.Grid).Left;
        Same.Close(sequence.Sizes.sum(1), left.Sizes.sum(1));
        Same.Close((sequence.States * sequence.Sizes.unsqueeze(-1)).sum(1), (left.States * left.Sizes.unsqueeze(-1)).sum(1), 1e-4);
    }

    [Law]
    public void Gradients_of_squares_and_back_agree_with_differences(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = GridCase.Draw(seed, float64);
        Gradients.AgreeWithDifferences(seed.Draw(float64), inputs =>
        {
            var reduced = MeanWindows.Of(one.Sequence with { States = inputs[0] }, one.Side, one.Grid);
            return cat([reduced.Left.States.flatten(), reduced.Back(reduced.Left.States).flatten()]);
        }, one.Sequence.States);
    }

    [Fact]
    public void A_grid_that_does_not_hold_the_sequence_is_refused() =>
        Assert.Throws<ArgumentException>(() => MeanWindows.Of(Sequence.Of(zeros(1, 7, 2)), 2, new(2, 3)));
}
