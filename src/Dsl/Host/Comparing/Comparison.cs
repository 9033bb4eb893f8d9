using Heed.Measuring;

namespace Heed.Host;

/// <summary>What a comparison came to: every contender with every seed.</summary>
/// <param name="Config">What was asked.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Contenders">The base first, then its variants.</param>
public sealed record Comparison(ComparisonConfig Config, IReadOnlyList<int> Seeds, IReadOnlyList<Contender> Contenders)
{
    // What tokens are, and where texts are cut: perplexities of others do not compare.
    private static readonly string[] Tokens = ["Tokenizer.Kind", "Tokenizer.Vocabulary", "Encoder.MaximumLength", "Decoder.MaximumLength"];

    /// <summary>The tables of quality, one a metric: contenders, then what needs no model, each over all seeds; of perplexity one for each kind of tokens.</summary>
    public IReadOnlyList<ComparedTable> Tables() =>
    [
        // Tasks of texts and of pictures have tables of one metric, each beside its own baselines.
        .. from table in Contenders.SelectMany(one => one.Outcomes).SelectMany(outcome => outcome.Results).DistinctBy(table => (table.Metric, string.Join('\n', table.Systems)))
           from same in Contenders.GroupBy(one => table.Metric == LanguageScores.Metric ? TokensOf(one) : "")
           let compared = Table(table, [.. same])
           where compared.Rows.Count > 0
           select compared,
    ];

    private ComparedTable Table(ResultTable table, IReadOnlyList<Contender> contenders)
    {
        // A contender that diverged with a seed has no baselines there; they are the same beside any other.
        var baselines = Seeds.Select((_, seed) => contenders.Select(one => one.Outcomes[seed].Results).FirstOrDefault(results => results.Count > 0) ?? []).ToList();
        var metric = contenders.Count == Contenders.Count ? table.Metric : $"{table.Metric} of {Planning.Text.List(contenders.Select(one => one.Name))}";
        return new(metric, table.Signature, Note(table, contenders),
        [
            .. from row in baselines.SelectMany(results => Rows(results, table)).DistinctBy(row => (row.Task, row.Subset))
               select new ComparedRow(row.Task, row.Subset,
               [
                   .. contenders.Select(one => Score(one.Name, isModel: true, seed => one.Outcomes[seed].Results, table, row, 0)),
                   .. table.Systems.Index().Skip(1).Select(system =>
                       Score(system.Item, isModel: false, seed => baselines[seed], table, row, system.Index)),
               ]),
        ])
        { LowerIsBetter = table.LowerIsBetter };
    }

    private string TokensOf(Contender one) => string.Join(' ', Tokens.Select(name => Config.Contenders.GetValueOrDefault(one.Name)?.GetValueOrDefault(name)));

    /// <summary>What is plotted: the first metric of every task, on its whole test part.</summary>
    public static IReadOnlyList<(ComparedTable Table, ComparedRow Row)> Leading(IReadOnlyList<ComparedTable> tables) =>
        [.. tables.SelectMany(table => table.Rows.Where(row => row.Subset == "all").Select(row => (table, row))).DistinctBy(one => one.row.Task)];

    private ComparedScore Score(
        string system, bool isModel, Func<int, IReadOnlyList<ResultTable>> results, ResultTable table, ResultRow row, int place) => new(system, isModel,
        [
            .. Seeds.Select((_, seed) => Rows(results(seed), table)
                .Where(other => other.Task == row.Task && other.Subset == row.Subset)
                .Select(other => (double?)other.Scores[place].Value).FirstOrDefault()),
        ]);

    // Where contenders decode otherwise, a note says of whom it is.
    private static string Note(ResultTable like, IReadOnlyList<Contender> contenders)
    {
        var told = contenders
            .Select(one => (one.Name, Table: one.Outcomes.SelectMany(outcome => outcome.Results).FirstOrDefault(table => IsLike(table, like))))
            .Where(one => one.Table is not null).GroupBy(one => one.Table!.Note, one => one.Name).ToList();
        return told.Count < 2 ? like.Note : string.Join(" ", told.Select(same => $"{Planning.Text.List(same)}: {same.Key}"));
    }

    private static bool IsLike(ResultTable table, ResultTable like) => table.Metric == like.Metric && table.Systems.SequenceEqual(like.Systems);

    private static IEnumerable<ResultRow> Rows(IReadOnlyList<ResultTable> results, ResultTable like) =>
        results.Where(table => IsLike(table, like)).SelectMany(table => table.Rows);
}

/// <summary>The base or a variant, trained with every seed.</summary>
/// <param name="Name">Its record.</param>
/// <param name="Assumed">What its operations take for granted, because they are planned; empty where that is nothing.</param>
/// <param name="Outcomes">What each run came to, in the order of the seeds.</param>
public sealed record Contender(string Name, string Assumed, IReadOnlyList<RunOutcome> Outcomes)
{
    /// <summary>Trained numbers.</summary>
    public Spread Parameters => Spread.Of(Outcomes.Select(outcome => (double)outcome.Parameters));

    /// <summary>Steps trained.</summary>
    public Spread Steps => Spread.Of(Outcomes.Select(outcome => (double)outcome.Steps));

    /// <summary>Operations of training.</summary>
    public Spread Flops => Spread.Of(Outcomes.Select(outcome => outcome.Flops));

    /// <summary>The runs that have a score, each with its own: what a run took that led nowhere is no price of the others' quality.</summary>
    public IEnumerable<(RunOutcome Run, double Score)> Scored(ComparedScore score) =>
        from run in Outcomes.Zip(score.Values)
        where run.Second is { } value && double.IsFinite(value)
        select (run.First, run.Second!.Value);

    /// <summary>Operations of the runs that have a score.</summary>
    public Spread FlopsOf(ComparedScore score) => Spread.Of(Scored(score).Select(one => one.Run.Flops));

    /// <summary>Seconds of training.</summary>
    public Spread Seconds => Spread.Of(Outcomes.Select(outcome => outcome.Seconds));

    /// <summary>Bytes of the process at its highest.</summary>
    public Spread PeakBytes => Spread.Of(Outcomes.Select(outcome => outcome.PeakBytes).OfType<long>().Select(bytes => (double)bytes));

    /// <summary>Runs that led nowhere.</summary>
    public int Diverged => Outcomes.Count(outcome => outcome.Diverged);
}

/// <summary>One metric's figures over seeds.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Signature">How it was measured, in full.</param>
/// <param name="Note">What a reader should know of the systems and the test sets.</param>
/// <param name="Rows">The rows, a task's together.</param>
public sealed record ComparedTable(string Metric, string Signature, string Note, IReadOnlyList<ComparedRow> Rows)
{
    /// <summary>Whether a lower score is better; else a higher one.</summary>
    public bool LowerIsBetter { get; init; }
}

/// <summary>A row: a part of a task's test set.</summary>
/// <param name="Task">The task.</param>
/// <param name="Subset">The part.</param>
/// <param name="Scores">One for each contender, then one for each system that needs no model.</param>
public sealed record ComparedRow(string Task, string Subset, IReadOnlyList<ComparedScore> Scores)
{
    /// <summary>A contender's figures; none where it does not compare with the others of the row.</summary>
    public ComparedScore Of(Contender contender) => Scores.FirstOrDefault(score => score.IsModel && score.System == contender.Name) ?? new(contender.Name, true, []);

    /// <summary>What needs no model, and has figures.</summary>
    public IEnumerable<ComparedScore> Levels => Scores.Where(score => !score.IsModel && score.Spread.Count > 0);
}

/// <summary>A system's figures.</summary>
/// <param name="System">The contender, or what needs no model.</param>
/// <param name="IsModel">Whether it is a contender.</param>
/// <param name="Values">A figure for each seed; null where there is none.</param>
public sealed record ComparedScore(string System, bool IsModel, IReadOnlyList<double?> Values)
{
    /// <summary>The figures over the seeds that have one: what cannot be told, such as the correlation of a constant, is none.</summary>
    public Spread Spread => Spread.Of(Values.OfType<double>().Where(double.IsFinite));
}
