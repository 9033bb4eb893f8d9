using Heed.Data;
using Heed.Host;
using Xunit;

namespace Heed.Tests;

public class BatchesAheadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Steps_get_their_own_batches_in_any_order()
    {
        var ahead = new BatchesAhead(step => [Of(step)]);
        Assert.Equal([1L, 2, 3, 8, 9, 2], new long[] { 1, 2, 3, 8, 9, 2 }.Select(step => (long)ahead.Take(step)[0].Rows));
    }

    [Fact]
    public void The_next_steps_batches_are_made_before_they_are_asked_for()
    {
        using var made = new ManualResetEventSlim();
        var ahead = new BatchesAhead(step =>
        {
            if (step == 2)
                made.Set();
            return [Of(step)];
        });
        ahead.Take(1);
        Assert.True(made.Wait(Patience));
    }

    [Fact]
    public void One_step_is_made_at_a_time()
    {
        var (inside, most) = (0, 0);
        var ahead = new BatchesAhead(step =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Sleep(5);
            Interlocked.Decrement(ref inside);
            return [Of(step)];
        });
        foreach (var step in new long[] { 1, 5, 6, 2, 9 })
            ahead.Take(step);
        Assert.Equal(1, most);
    }

    [Fact]
    public void What_cannot_be_made_is_told_when_its_step_comes_and_as_it_was_told()
    {
        var ahead = new BatchesAhead(step => step == 2 ? throw new UserError("row 7") : [Of(step)]);
        ahead.Take(1);
        Assert.Equal("row 7", Assert.Throws<UserError>(() => ahead.Take(2)).Message);
        Assert.Equal(3, ahead.Take(3)[0].Rows);
    }

    private static Batch Of(long step) => new((int)step, 1, 1, [], [], [], []);
}
