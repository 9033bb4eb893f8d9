namespace Heed.Host;

/// <summary>How far the output moves where positions are put back that an encoder's layers left out, on average.</summary>
/// <param name="Task">The task.</param>
/// <param name="Of">What is measured, as <see cref="Moves"/> says.</param>
/// <param name="Now">That of the answers as they are.</param>
/// <param name="One">How far a position alone moves it, up or down: the mean over those tried of an example.</param>
/// <param name="Farthest">The same of the one that moves it farthest.</param>
/// <param name="Whole">How far every position put back moves it; null where that cannot be asked.</param>
/// <param name="Examples">Test examples that all are the mean of: those of which positions were put back.</param>
public sealed record MovesMean(string Task, string Of, double Now, double One, double Farthest, double? Whole, int Examples)
{
    /// <summary>The means over examples; none where nothing was put back.</summary>
    /// <param name="task">The task.</param>
    /// <param name="examples">What moved in each.</param>
    public static IEnumerable<MovesMean> Mean(string task, IEnumerable<Moves> examples) =>
        from moves in examples
        where moves.Back.Count > 0
        group moves by moves.Of into same
        select new MovesMean(
            task, same.Key, same.Average(moves => moves.Now), same.Average(moves => moves.Back.Average(one => Math.Abs(one.Then - moves.Now))),
            same.Average(moves => moves.Back.Max(one => Math.Abs(one.Then - moves.Now))),
            same.Average(moves => moves.Whole is var (_, then) ? Math.Abs(then - moves.Now) : null), same.Count());
}
