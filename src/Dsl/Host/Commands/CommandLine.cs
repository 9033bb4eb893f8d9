using System.CommandLine;
using Heed.Allocation;

namespace Heed.Host;

/// <summary>The verbs and options of every experiment.</summary>
public static class CommandLine
{
    private static readonly Option<long?> Steps = new("--steps") { Description = "Training steps." };
    private static readonly Option<long?> Seed = new("--seed") { Description = "What every random draw comes from." };
    private static readonly Option<string?> Device = new("--device") { Description = "cpu or cuda; by default cuda where it is there." };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "The run's folder; by default runs/<experiment>/<time> for a new run, and the latest for evaluate, predict and explain. What code and bundle write.",
    };

    private static readonly Option<string?> Resume = new("--resume")
    {
        Description = "Go on with a run from its last checkpoint: the folder, or nothing for the latest (or for --out).",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Change a declared number: --set Encoder.Width=128; may be given again.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Variant = new("--variant")
    {
        Description = "Take a variant in the experiment's place: its record's name.",
        Recursive = true,
    };

    private static readonly Option[] ToTrain = [Steps, Seed, Device, Out, Resume, Set];
    private static readonly Option[] ToPlan = [Steps, Seed, Device, Set];
    private static readonly Option[] ToAsk = [Device, Out, Set];

    /// <summary>Runs a command line and says what went wrong, if anything, in one message.</summary>
    /// <returns>0 done, 2 a mistake that the user can mend, 1 anything else.</returns>
    public static int Run(HostedExperiment experiment, string[] args)
    {
        try
        {
            var parsed = Root(experiment).Parse(args);
            if (parsed.Errors.Count > 0)
                throw new UserError(string.Join("\n", parsed.Errors.Select(error => error.Message)) + $"\n{experiment.Command} help shows what there is.");
            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception error) when (error is UserError or AllocationError)
        {
            Console.Error.WriteLine(Terminal.Safe(error.Message));
            return 2;
        }
        catch (OperationCanceledException)
        {
            return 1;
        }
        catch (Exception fault)
        {
            Console.Error.WriteLine(
                $"This failed, and not by a mistake of yours. A run that was under way goes on from its last checkpoint by --resume and its folder.\n{fault}");
            return 1;
        }
    }

    private static RootCommand Root(HostedExperiment experiment)
    {
        var root = new RootCommand($"{experiment.Spec.Name}: without a verb it trains, evaluates and reports.");
        Act(root, ToTrain, Verbs.Run);
        root.Add(Verb("plan", "Show layers, shapes, parameters, FLOPs, memory and estimated time; nothing is trained.", ToPlan, Verbs.Plan));
        root.Add(Verb("train", "Train, validate and checkpoint.", ToTrain, Verbs.Train));
        root.Add(Verb("evaluate", "Evaluate the best checkpoint of a run on the test part, and report.", ToAsk, Verbs.Evaluate));
        root.Add(Predict(experiment));
        root.Add(Explain(experiment));
        root.Add(ManyVerbs.Compare(parsed => Request(experiment, parsed), ToTrain));
        root.Add(ManyVerbs.Sweep(parsed => Request(experiment, parsed), ToTrain));
        root.Add(Verb("code", "Show where the emitted code is, or copy it to --out.", [Out], Verbs.Code));
        if (experiment.Bundle is null)
            root.Add(Verb("bundle", "Pack the experiment, its data and .NET's runtime into one archive, --out FILE.tar.gz, for a machine without .NET.", [Out], Verbs.Bundle));
        root.Add(Verb("laws", "Try the laws of every allocation on those that are declared, yours among them.", [], Verbs.Laws));
        root.Add(Verb("doctor", "Look for what is wrong with this machine, and say how to mend it.", [], _ => Verbs.Diagnose()));
        root.Add(Verb("help", "Show this.", [], _ => Root(experiment).Parse("--help").Invoke()));
        if (experiment.Variants.Count > 0)
            root.Add(Variant);
        return root;

        Command Verb(string name, string description, Option[] options, Func<Request, int> action) =>
            Act(new Command(name, description), options, action);

        Command Act(Command verb, Option[] options, Func<Request, int> action)
        {
            foreach (var option in options)
                verb.Add(option);
            verb.SetAction(parsed => action(Request(experiment, parsed)));
            return verb;
        }
    }

    private static Command Predict(HostedExperiment experiment)
    {
        var task = Task(experiment);
        var text = new Argument<string[]>("text") { Description = "What to predict from; without any, lines are read from the standard input." };
        var verb = new Command("predict", "Ask the best checkpoint of a run: predict --task " + experiment.Spec.Tasks[0].Name + " \"text\".")
        {
            task, text,
        };
        foreach (var option in ToAsk)
            verb.Add(option);
        verb.SetAction(parsed => Verbs.Predict(Request(experiment, parsed), parsed.GetValue(task), parsed.GetValue(text) ?? []));
        return verb;
    }

    private static Command Explain(HostedExperiment experiment)
    {
        var task = Task(experiment);
        var text = new Argument<string>("text") { Description = "What to explain the answer to; the path of a picture, where pictures go in." };
        var to = new Option<string?>("--to") { Description = "A new or empty folder for the page and its drawings; by default explain/<number> in the run's." };
        var verb = new Command("explain", "Show where the best checkpoint of a run looks: a page, and each map as PNG and SVG.") { task, text, to };
        foreach (var option in ToAsk)
            verb.Add(option);
        verb.SetAction(parsed => Verbs.Explain(Request(experiment, parsed), parsed.GetValue(task), parsed.GetRequiredValue(text), parsed.GetValue(to)));
        return verb;
    }

    private static Option<string?> Task(HostedExperiment experiment) =>
        new("--task") { Description = $"The task: {string.Join(", ", experiment.Spec.Tasks.Select(task => task.Name))}." };

    private static Request Request(HostedExperiment experiment, ParseResult parsed)
    {
        experiment = experiment.Named(experiment.Variants.Count > 0 ? parsed.GetValue(Variant) : null);
        var verb = parsed.CommandResult.Command;
        foreach (var option in ToTrain.Where(option => parsed.GetResult(option) is { Implicit: false } && !verb.Options.Contains(option)))
            throw new UserError($"{verb.Name} takes no {option.Name}; it takes {Names(verb)}.");
        if (parsed.GetValue(Out) is "")
            throw new UserError("--out: expected a path, received nothing.");
        // A bundle computes with a libtorch that nobody chose with it: which that is, is known before anything else.
        if (experiment.Bundle is not null && verb.Options.Contains(Device))
        {
            Console.Error.WriteLine(Terminal.Safe(LibTorchFolder.Find().Told));
            OpenSsl.Expect();
        }

        var settings = parsed.GetValue(Set) ?? [];
        if (parsed.GetValue(Steps) is { } steps)
            settings = [.. settings, $"Experiment.Steps={steps}"];
        if (parsed.GetValue(Seed) is { } seed)
            settings = [.. settings, $"Experiment.Seed={seed}"];
        var resumes = parsed.GetResult(Resume) is { Implicit: false };
        if (resumes && parsed.GetValue(Resume) is { } folder && parsed.GetValue(Out) is { } other)
            throw new UserError($"--resume {folder} --out {other}: expected one folder; a run goes on in its own.");
        return new(
            experiment, Overrides.Apply(experiment.SpecHere, settings), settings, parsed.GetValue(Device), parsed.GetValue(Out),
            resumes, resumes ? parsed.GetValue(Resume) : null);
    }

    private static string Names(Command verb) => verb.Options.Count == 0
        ? "no options"
        : string.Join(", ", verb.Options.Select(option => option.Name));
}
