using Heed.Allocation;
using Heed.Attention;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>A cache that evicts, beside what a list of positions would hold.</summary>
public class EvictionLaws
{
    [Law(MaxTest = 300)]
    public void Each_row_and_head_holds_what_a_list_of_positions_and_their_attention_would_and_attends_to_it(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new EvictionCase(seed);
        using var cache = one.Cache(one.Spec);
        var lists = Enumerable.Range(0, one.Rows * one.Groups).Select(_ => new HeldByHand(one.Spec.Budget, one.Spec.Recent)).ToArray();
        for (var place = 0; place < one.Length; place++)
        {
            var (output, _, distances) = one.Step(cache, place);
            for (var (at, row) = (0, 0); row < one.Rows; row++)
                for (var group = 0; group < one.Groups; group++, at++)
                {
                    var list = lists[at];
                    list.Come(place);
                    Assert.Equal(list.Places.Order(), Places(distances, row, group, place));
                    var weights = Enumerable.Range(group * one.Shared, one.Shared).Select(head => (Head: head, Of: Weights(one, row, head, place, list.Places))).ToArray();
                    foreach (var (head, of) in weights)
                    {
                        var expected = list.Places.Aggregate(zeros(one.V.size(3), float64), (sum, held) => sum + (one.V[row, group, held] * of[held]));
                        Same.Close(expected, output[row, head, 0], 1e-9);
                    }

                    list.Receive(held => weights.Sum(head => head.Of[held]));
                }
        }
    }

    [Law]
    public void Never_more_than_the_budget_is_attended_to_and_the_newest_are_always_among_it(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new EvictionCase(seed);
        using var cache = one.Cache(one.Spec);
        for (var place = 0; place < one.Length; place++)
        {
            var (_, keys, distances) = one.Step(cache, place);
            Assert.Equal(Math.Min(place + 1, one.Spec.Budget), keys.size(2));
            for (var row = 0; row < one.Rows; row++)
                for (var group = 0; group < one.Groups; group++)
                {
                    var places = Places(distances, row, group, place);
                    Assert.Equal(keys.size(2), places.Distinct().Count());
                    Assert.Empty(Enumerable.Range(0, place + 1).TakeLast(one.Spec.Recent).Except(places));
                }
        }
    }

    [Law]
    public void The_one_that_leaves_received_least_of_those_that_are_not_recent_and_of_equals_is_the_oldest(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (rows, groups, slots, recent) = (draw.Below(1, 3), draw.Below(1, 3), draw.Below(1, 9), draw.Below(0, 8));
        var received = draw.Ids(0, 3, rows, groups, slots).to(float32);
        var places = draw.Normal(rows, groups, slots).argsort(-1) * 2; // in any order
        recent = Math.Max(1, Math.Min(recent, (2 * slots) - 2));
        var slot = HeavyHitters.Evicted(received, places, recent);
        Assert.Equal([rows, groups, 1], slot.shape);
        for (var row = 0; row < rows; row++)
            for (var group = 0; group < groups; group++)
            {
                var expected = Enumerable.Range(0, slots).Where(at => places[row, group, at].item<long>() < recent)
                    .OrderBy(at => received[row, group, at].item<float>()).ThenBy(at => places[row, group, at].item<long>()).First();
                Assert.Equal(expected, slot[row, group, 0].item<long>());
            }
    }

    [Law]
    public void With_room_for_all_it_is_the_cache_that_holds_all(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new EvictionCase(seed);
        using KeyValueCache evicting = one.Cache(one.Spec with { Budget = one.Length + one.Draw.Below(0, 2) }), whole = one.Cache(null);
        for (var place = 0; place < one.Length; place++)
        {
            var (expected, actual) = (one.Step(whole, place), one.Step(evicting, place));
            Same.Close(expected.Output, actual.Output, 1e-9);
            Same.Exactly(expected.Keys, actual.Keys);
            Same.Exactly(expected.Distances.expand_as(actual.Distances), actual.Distances);
        }
    }

    [Law]
    public void What_was_evicted_counts_for_nothing_any_more(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (one, other) = (new EvictionCase(seed), new EvictionCase(seed));
        var changed = one.Draw.Below(0, one.Length);
        other.V = other.V.clone();
        other.V.select(2, changed).add_(1);
        using KeyValueCache cache = one.Cache(one.Spec), beside = other.Cache(one.Spec);
        for (var place = 0; place < one.Length; place++)
        {
            var ((expected, _, distances), (actual, _, _)) = (one.Step(cache, place), other.Step(beside, place));
            for (var row = 0; row < one.Rows; row++)
                for (var head = 0; head < one.Groups * one.Shared; head++)
                {
                    var holds = Places(distances, row, head / one.Shared, place).Contains(changed);
                    if (!holds)
                        Same.Exactly(expected[row, head], actual[row, head]);
                    else if (Weights(one, row, head, place, Places(distances, row, head / one.Shared, place))[changed] > 1e-9)
                        Same.Not(expected[row, head], actual[row, head]);
                }
        }
    }

    [Law(MaxTest = 300)]
    public void Rows_that_change_places_take_along_what_they_hold_and_what_it_received(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new EvictionCase(seed);
        using var cache = one.Cache(one.Spec);

        // Whose keys and values each row has at each position.
        var past = Enumerable.Range(0, one.Rows).Select(_ => new List<long>()).ToArray();
        for (var place = 0; place < one.Length; place++)
        {
            long[] from = [.. Enumerable.Range(0, one.Rows).Select(_ => (long)one.Draw.Below(0, one.Rows))];
            cache.Select(from);
            past = [.. from.Select((origin, row) => past[origin].Append(row).ToList())];
            var (output, _, distances) = one.Step(cache, place);
            using var anew = one.Cache(one.Spec);
            var replayed = Enumerable.Range(0, place + 1).Select(at => one.Step(anew, at, tensor(past.Select(rows => rows[at]).ToArray()))).ToArray();
            Same.Close(replayed[place].Output, output, 1e-9);
            Same.Exactly(replayed[place].Distances, distances);
        }
    }

    [Law]
    public void Rows_hold_the_same_alone_and_beside_others(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new EvictionCase(seed);
        var row = one.Draw.Below(0, one.Rows);
        using KeyValueCache together = one.Cache(one.Spec), alone = new(1, 1, one.Groups, (int)one.K.size(3), one.Length, dtype: ScalarType.Float64, eviction: one.Spec);
        for (var place = 0; place < one.Length; place++)
        {
            var (beside, apart) = (one.Step(together, place), one.Step(alone, place, tensor([(long)row])));
            Same.Close(apart.Output, beside.Output.narrow(0, row, 1), 1e-9);
            Same.Exactly(apart.Distances, beside.Distances.narrow(0, row, 1));
        }
    }

    [Fact]
    public void Memory_is_taken_for_the_budget_and_given_back()
    {
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            using var cache = new KeyValueCache(3, rows: 2, heads: 3, headWidth: 5, maximumLength: 1_000, eviction: new() { Budget = 7, Recent = 2, FromLayer = 1 });
            Assert.Equal([1_000, 7, 7], Enumerable.Range(0, 3).Select(layer => Slots(cache, layer)));
            cache.Advance(8);
            Assert.Equal([1_000, 7, 7], Enumerable.Range(0, 3).Select(layer => Slots(cache, layer)));
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);

        // The numbers that lie between those of one head and the next.
        static long Slots(KeyValueCache cache, int layer) => cache.Append(layer, ones(2, 3, 1, 5), ones(2, 3, 1, 5)).Keys.stride(1) / 5;
    }

    [Fact]
    public void Layers_that_evict_take_one_token_at_a_time_and_those_before_any()
    {
        using var scope = NewDisposeScope();
        using var cache = new KeyValueCache(2, rows: 1, heads: 1, headWidth: 1, maximumLength: 4, eviction: new() { Budget = 3, Recent = 2, FromLayer = 1 });
        Assert.Equal(2, cache.Append(0, ones(1, 1, 2, 1), ones(1, 1, 2, 1)).Keys.size(2));
        Assert.Throws<ArgumentException>(() => cache.Append(1, ones(1, 1, 2, 1), ones(1, 1, 2, 1)));
    }

    private static int[] Places(Tensor distances, int row, int group, int place) =>
        [.. distances[row, group].contiguous().data<long>().Select(distance => place - (int)distance).Order()];

    private static Dictionary<int, double> Weights(EvictionCase one, int row, int head, int place, IReadOnlyList<int> held)
    {
        var scores = held.ToDictionary(key => key, key => one.Score(row, head, place, key));
        var (most, total) = (scores.Values.Max(), scores.Values.Sum(score => Math.Exp(score - scores.Values.Max())));
        return scores.ToDictionary(score => score.Key, score => Math.Exp(score.Value - most) / total);
    }
}
