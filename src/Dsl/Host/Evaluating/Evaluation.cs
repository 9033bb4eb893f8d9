using Heed.Data;
using Heed.Decoding;
using Heed.Planning;
using Spectre.Console;

namespace Heed.Host;

/// <summary>What a run's best checkpoint is worth on the test part, as its report shows it.</summary>
internal static class Evaluation
{
    /// <summary>Tests the best weights of a run, and writes its report.</summary>
    public static ReportContent Report(Session session, RunFolder run)
    {
        session.LoadBest(run);
        var content = Of(session, run, Lexicons.Of(session.Plan.Spec, session.Experiment.Folder, run, session.Data.Tokenization));
        run.WriteReport(Host.Report.Render(content));
        return content;
    }

    private static ReportContent Of(Session session, RunFolder run, IReadOnlyList<Lexicon?> only)
    {
        var (plan, spec) = (session.Plan, session.Plan.Spec);
        var decoder = new Decoder(session.Learner, session.Data.Tokenization, spec, only);
        var tests = spec.Tasks.Select((_, place) => session.Data.Test(place)).ToArray();
        var history = MetricsFile.Read(run.Metrics);
        var steps = history.Count == 0 ? 0 : history[^1].Step;
        var readOn = session.Data.ReadOn(plan, steps);
        TaskAnswers[] answers =
        [
            .. spec.Tasks.Select((task, place) => Answers(session, decoder, task, place, tests[place]) with { IsReadOn = readOn[place] is { Rows: > 0 } }),
        ];
        ClassAnswers[] classes =
        [
            .. Of(TaskKind.Classification).Select(task => Beside(task, (training, linear) =>
                ClassAnswers.Of(answers[task], spec.Tasks[task].Label!.Classes, training, linear))),
        ];
        ClassSetAnswers[] sets =
        [
            .. Of(TaskKind.MultiLabel).Select(task => Beside(task, (training, linear) =>
                ClassSetAnswers.Of(answers[task], spec.Tasks[task].Label!, training, linear))),
        ];
        TagAnswers[] tags =
        [
            .. Of(TaskKind.Tagging).Select(task => TagAnswers.Of(answers[task], spec.Tasks[task].Label!.Classes, session.Data.TrainingTexts(task))),
        ];
        int[] languages = [.. Of(TaskKind.CausalLanguageModel), .. Of(TaskKind.MaskedLanguageModel)];
        var samples = answers.Zip(spec.Tasks, (said, task) => Samples.Of(said, task.Kind)).ToList();
        int[] told = [.. Enumerable.Range(0, spec.Tasks.Count).Except(languages)]; // a language model is measured by its losses alone
        var audits = AuditedSamples.Of(session, answers);
        return new(
            new(Description(plan), spec.Seed, steps, TimeSpan.FromSeconds(history.Count == 0 ? 0 : history[^1].Elapsed), plan.Parameters, Machine(session, run.Config.Origin)),
            run.Config with { Settings = Overrides.Asked(run.Config.Settings, spec) },
            [
                .. Scores.Of([.. Of(TaskKind.SequenceToSequence).Select(task => answers[task])], spec),
                .. ClassScores.Of(classes),
                .. ClassSetScores.Of(sets),
                .. TagScores.Of(tags),
                .. NumberScores.Of([.. Of(TaskKind.Regression).Select(task => (answers[task], spec.Tasks[task].Number!.Mean))]),
                .. LanguageScores.Of(session, [.. languages.Select(task => (task, tests[task], answers[task].IsReadOn))]),
            ],
            [.. samples.SelectMany(Samples.Spread)],
            [.. told.SelectMany(task => Samples.Worst(samples[task]))],
            [.. classes.Select(Confusion.Of), .. tags.Select(Confusion.Of)],
            history,
            [.. answers.SelectMany((answer, task) => Observed(session, task, answer))],
            PlanView.Outline(plan))
        {
            Work = [.. audits.SelectMany(audit => audit.Work)],
            Agreements = [.. audits.SelectMany(audit => audit.Agreements)],
            Moves = [.. audits.SelectMany(audit => audit.Moves)],
            Spans = LayerSpans.Of(plan, session.Learner.Model),
            Budgets = LayerBudget.Of(plan, session.Learner.Model),
            Cost = RunCost.Of(plan, session.Data, history),
            Files = DataCards.Of(session.Data, spec, readOn),
            LongErrors = [.. told.SelectMany(task => Samples.LongErrors(samples[task]))],
            Lengths = [.. told.SelectMany(task => Samples.ByLength(answers[task], samples[task]))],
            Data = [.. session.Data.Tasks.Select(task =>
                new DataCounts(task.Name, task.Training.Length, task.Validation.Length, task.Test.Length, task.Truncated, task.Skipped))],
        };

        IEnumerable<int> Of(TaskKind kind) => Enumerable.Range(0, spec.Tasks.Count).Where(task => spec.Tasks[task].Kind == kind);

        T Beside<T>(int task, Func<IReadOnlyList<TextPair>, LinearBaseline, T> train)
        {
            var training = session.Data.TrainingTexts(task);
            var linear = spec.Tasks[task].Image is null
                ? LinearBaseline.OverWords(training, session.Data.Baselines)
                : LinearBaseline.OverPixels(session.Data.TrainingPictures(task), session.Data.Baselines);
            return LongWork.Watch(AnsiConsole.Console, $"Asking a {linear.Name} about {spec.Tasks[task].Name}", 1, _ => train(training, linear));
        }
    }

    // A language model is measured by its losses alone; of a few texts it is shown what it makes of them.
    private static TaskAnswers Answers(Session session, Decoder decoder, TaskSpec task, int place, IReadOnlyList<TestExample> examples) =>
        task.Kind.IsLanguageModel()
            ? LanguageSamples.Of(session, decoder, place, examples)
            : new(task.Name, examples, LongWork.Watch(
                AnsiConsole.Console, $"Testing {task.Name}", examples.Count,
                done => decoder.Decode(place, [.. examples.Select(example => example.Tokens)], done)));

    // One map a task: of a sentence short enough to be read in it.
    private static IEnumerable<AttentionExample> Observed(Session session, int task, TaskAnswers answers) => answers.Examples
        .Zip(answers.Outputs)
        .Where(pair => Math.Max(pair.First.Tokens.Source.Length, pair.First.Tokens.Target.Length) is >= 8 and <= Observation.Longest && pair.Second.Length > 0)
        .Take(1)
        .Select(pair => new Observation(session.Learner, session.Data.Tokenization, session.Plan)
            .Of(task, pair.First.Text.Source, pair.First.Tokens, pair.Second).Example);

    private static string Description(ExperimentPlan plan) =>
        $"{PlanView.Sizes(plan)}; {Planning.Text.List(plan.Spec.Tasks.Select(task => $"{task.Name} ({task.Input.Parameter} → {task.Target.Parameter})"))}";

    // A run of an older version told nothing: then the machine is this one.
    private static string Machine(Session session, RunOrigin? origin)
    {
        var (device, threads, _, _, _, _) = origin ?? RunOrigin.Of(null, session.Device, session.Learner.Computes);
        return device.StartsWith("CPU", StringComparison.Ordinal) ? $"{device}, {Planning.Text.Count(threads, "thread")}" : device;
    }
}
