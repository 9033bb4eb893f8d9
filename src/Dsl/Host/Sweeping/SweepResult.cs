namespace Heed.Host;

/// <summary>What a search came to.</summary>
/// <param name="Config">What was asked.</param>
/// <param name="Varied">What was varied.</param>
/// <param name="Rungs">How far trials trained; one rung where all trained to the end.</param>
/// <param name="Trials">The trials, the best first.</param>
/// <param name="LeftOut">Settings that do not go together, and why.</param>
public sealed record SweepResult(
    SweepConfig Config, IReadOnlyList<Varied> Varied, IReadOnlyList<Rung> Rungs, IReadOnlyList<TrialResult> Trials,
    IReadOnlyList<(EquatableArray<string> Settings, string Why)> LeftOut)
{
    /// <summary>The columns of results.</summary>
    public IReadOnlyList<string> Headings => ["Rank", "Trial", .. Varied.Select(one => one.Number.Path), "Steps", "Validation loss", "FLOPs", "Training time"];

    /// <summary>The cells of a trial, one for each heading.</summary>
    public IReadOnlyList<string> Cells(int rank)
    {
        var one = Trials[rank];
        return
        [
            Figures.Whole(rank + 1), Figures.Whole(one.Trial.Place), .. one.Trial.Values.Select(Planning.Text.Number), Figures.Whole(one.Outcome.Steps),
            one.Outcome.Diverged ? "diverged" : Figures.Real(one.Loss), SpreadText.Flops(one.Outcome.Flops), SpreadText.Seconds(one.Outcome.Seconds),
        ];
    }

    /// <summary>What is to be known of every figure.</summary>
    public string Note =>
        "Validation loss is that of the objective, nats per target token, each task by its weight: the lowest of a trial's validations. " +
        "The test part was not looked at. A range above 0 that spans more than a factor of 10 is drawn and parted by ratios."
        + (RunOutcome.AtOnce(Trials.Select(one => one.Outcome)) is { Length: > 0 } beside ? $" Times are those{beside.TrimStart(',')}." : "")
        + (Rungs.Count == 1 ? "" : $" The best of every {Config.Factor} trials went on from its checkpoint, along the schedule of the whole run: " +
            string.Join(", ", Rungs.Select(rung => $"{Figures.Whole(rung.Trials)} to step {Figures.Whole(rung.Steps)}")) + ".");
}

/// <summary>What a trial came to.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Outcome">Its run.</param>
/// <param name="Rung">The last rung that it came to, from 0.</param>
/// <param name="Loss">Its lowest validation loss; infinite where it diverged.</param>
public sealed record TrialResult(Trial Trial, RunOutcome Outcome, int Rung, double Loss);
