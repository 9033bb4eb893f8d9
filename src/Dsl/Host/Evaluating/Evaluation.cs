using Heed.Planning;
using Spectre.Console;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>What a run's best checkpoint is worth on the test part, as its report shows it.</summary>
internal static class Evaluation
{
    private const int SamplesPerTask = 6;

    public static ReportContent Of(Session session, RunFolder run)
    {
        var (plan, spec) = (session.Plan, session.Plan.Spec);
        var decoder = new Decoder(session.Learner, session.Data.Tokenization, spec.BatchTokens, DataSettings.LongestOf(spec));
        var answers = spec.Tasks.Select((task, place) =>
        {
            var examples = session.Data.Test(place);
            IReadOnlyList<string> outputs = LongWork.Watch(
                AnsiConsole.Console, $"Testing {task.Name}", examples.Count,
                done => decoder.Decode(place, [.. examples.Select(example => example.Tokens.Source)], done));
            return (task.Name, examples, outputs);
        }).ToList();

        var history = MetricsFile.Read(run.Metrics);
        var steps = history.Count == 0 ? 0 : history[^1].Step;
        return new(
            new(Description(plan), spec.Seed, steps, TimeSpan.FromSeconds(history.Count == 0 ? 0 : history[^1].Elapsed), plan.Parameters, Machine(session)),
            run.Config,
            [Scores.Of(answers)],
            [.. answers.SelectMany(answer => Spread(answer.examples.Count, SamplesPerTask).Select(place => Sample(answer.Name, answer.examples[place], answer.outputs[place])))],
            history,
            [.. answers.SelectMany((answer, task) => Observed(session, task, answer.Name, answer.examples, answer.outputs))],
            PlanView.Outline(plan));
    }

    private static SampleOutput Sample(string task, TestExample example, string output) =>
        new(task, example.Text.Source, example.Text.Target, output, example.Nearest, example.HasTwin);

    // One map a task: of a sentence short enough to be read in it.
    private static IEnumerable<AttentionExample> Observed(
        Session session, int task, string name, IReadOnlyList<TestExample> examples, IReadOnlyList<string> outputs) => examples
        .Select((example, place) => (Example: example, Output: outputs[place]))
        .Where(pair => pair.Example.Tokens.Source.Length is >= 8 and <= Observation.Longest && pair.Output.Length > 0)
        .Take(1)
        .Select(pair => Observation.Of(session, task, name, pair.Example, pair.Output));

    // Places spread evenly over a list, the same ones for every task.
    private static IEnumerable<int> Spread(int count, int wanted) =>
        Enumerable.Range(0, Math.Min(count, wanted)).Select(sample => (int)((long)sample * count / Math.Min(count, wanted)));

    private static string Description(ExperimentPlan plan) =>
        $"{PlanView.Sizes(plan)}; {Planning.Text.List(plan.Spec.Tasks.Select(task => $"{task.Name} ({task.Input.Parameter} → {task.Target.Parameter})"))}";

    private static string Machine(Session session) =>
        session.Device.type == TorchSharp.DeviceType.CUDA ? "CUDA" : $"CPU, {get_num_threads()} threads, float32{(FastMath.InForce ? " through oneDNN" : "")}";
}
