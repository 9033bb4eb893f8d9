using Heed.Planning;
using Spectre.Console;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>What a run's best checkpoint is worth on the test part, as its report shows it.</summary>
internal static class Evaluation
{
    public static ReportContent Of(Session session, RunFolder run)
    {
        var (plan, spec) = (session.Plan, session.Plan.Spec);
        var decoder = new Decoder(session.Learner, session.Data.Tokenization, spec);
        TaskAnswers[] answers =
        [
            .. spec.Tasks.Select((task, place) =>
            {
                var examples = session.Data.Test(place);
                return new TaskAnswers(task.Name, examples, LongWork.Watch(
                    AnsiConsole.Console, $"Testing {task.Name}", examples.Count,
                    done => decoder.Decode(place, [.. examples.Select(example => example.Tokens)], done)));
            }),
        ];
        ClassAnswers[] classes =
        [
            .. from task in spec.Tasks.Index()
               let label = task.Item.Label
               where label is not null
               select LongWork.Watch(
                   AnsiConsole.Console, $"Training logistic regression for {task.Item.Name}", 1,
                   _ => task.Item.Image is null
                       ? ClassAnswers.Of(answers[task.Index], label.Classes, session.Data.TrainingTexts(task.Index))
                       : ClassAnswers.OfPictures(answers[task.Index], label.Classes, session.Data.TrainingPictures(task.Index))),
        ];
        var samples = answers.Zip(spec.Tasks, (said, task) => Samples.Of(said, task.Kind)).ToList();

        var history = MetricsFile.Read(run.Metrics);
        var steps = history.Count == 0 ? 0 : history[^1].Step;
        return new(
            new(Description(plan), spec.Seed, steps, TimeSpan.FromSeconds(history.Count == 0 ? 0 : history[^1].Elapsed), plan.Parameters, Machine(session)),
            run.Config,
            [.. Scores.Of([.. answers.Where((_, place) => spec.Tasks[place].Kind == TaskKind.SequenceToSequence)]), .. ClassScores.Of(classes)],
            [.. samples.SelectMany(Samples.Spread)],
            [.. samples.SelectMany(Samples.Worst)],
            [.. classes.Select(Confusion.Of)],
            history,
            [.. answers.SelectMany((answer, task) => Observed(session, task, answer))],
            PlanView.Outline(plan))
        {
            Data = [.. session.Data.Tasks.Select(task =>
                new DataCounts(task.Name, task.Training.Length, task.Validation.Length, task.Test.Length, task.Truncated, task.Skipped))],
        };
    }

    // One map a task: of a sentence short enough to be read in it.
    private static IEnumerable<AttentionExample> Observed(Session session, int task, TaskAnswers answers) => answers.Examples
        .Zip(answers.Outputs)
        .Where(pair => pair.First.Tokens.Source.Length is >= 8 and <= Observation.Longest && pair.Second.Length > 0)
        .Take(1)
        .Select(pair => Observation.Of(session, task, answers.Task, pair.First, pair.Second));

    private static string Description(ExperimentPlan plan) =>
        $"{PlanView.Sizes(plan)}; {Planning.Text.List(plan.Spec.Tasks.Select(task => $"{task.Name} ({task.Input.Parameter} → {task.Target.Parameter})"))}";

    private static string Machine(Session session) =>
        session.Device.type == TorchSharp.DeviceType.CUDA ? "CUDA" : $"CPU, {get_num_threads()} threads, float32{(FastMath.InForce ? " through oneDNN" : "")}";
}
