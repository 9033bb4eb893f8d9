using Heed.Allocation;
using Heed.Layers;
using Spectre.Console;

namespace Heed.Host;

/// <summary>What each verb does; the answer is the exit code.</summary>
internal static class Verbs
{
    /// <summary>Trains, evaluates, reports.</summary>
    public static int Run(Request request)
    {
        var trained = Train(request, out var run);
        return trained == 0 ? Evaluate(request with { Out = run.Root, Resumes = false, ResumeFolder = null }) : trained;
    }

    /// <summary>Trains, or goes on training.</summary>
    public static int Train(Request request) => Train(request, out _);

    private static int Train(Request request, out RunFolder run)
    {
        using var interruption = new Interruption();
        using var sitting = Sitting.Open(request);
        run = sitting.Run;
        sitting.Train(interruption.Asked);
        if (sitting.Ended)
            return 0;
        var device = request.DeviceName is { } named ? $" --device {named}" : "";
        Terminal.Say($"Stopped at step {sitting.Step}; its checkpoint is kept. To go on: {request.Experiment.Command} --resume {run.Root}{device}");
        return 1;
    }

    /// <summary>Measures the best checkpoint of a run on the test part, and writes the report.</summary>
    public static int Evaluate(Request request)
    {
        var run = request.ExistingRun();
        using var session = Session.Open(request, run);
        var content = Evaluation.Report(session, run);
        Terminal.Write(AnsiConsole.Console, content.Results);
        Terminal.Write(AnsiConsole.Console, content.Samples);
        Terminal.Say($"Report: {Path.GetFullPath(run.Report)}");
        return 0;
    }

    /// <summary>Asks the best checkpoint of a run.</summary>
    public static int Predict(Request request, string? taskName, IReadOnlyList<string> texts)
    {
        using var model = BestModel.Open(request, taskName);
        foreach (var text in texts.Count > 0 ? texts : Lines(Console.In))
            Console.WriteLine(model.Decoder.Answer(model.Task, text, Console.Error.WriteLine));
        return 0;
    }

    /// <summary>Shows where the best checkpoint of a run looks while it answers.</summary>
    public static int Explain(Request request, string? taskName, string text, string? folder)
    {
        using var model = BestModel.Open(request, taskName);
        var asked = model.Decoder.Read(model.Task, text, Console.Error.WriteLine);
        if (asked is { Picture: null, Source.Length: 0 })
            throw new UserError("explain: expected a text; received one without a token.");
        var answer = model.Decoder.Answer(model.Task, text, _ => { });
        var explained = model.Explain(text, asked, answer);
        Console.WriteLine(answer);
        Terminal.Say($"Explanation: {Path.GetFullPath(ExplainedFolder.Write(explained, model.Run, folder))}");
        return 0;
    }

    /// <summary>Shows the plan.</summary>
    public static int Plan(Request request)
    {
        var plan = HostedExperiment.Plan(request.Spec);
        var device = request.Device();
        var computes = ComputeType.Of(plan, device);
        PlanView.Write(AnsiConsole.Console, plan, MatrixSpeed.Measure(plan.Width, device, computes), ComputeType.Name(computes));
        return 0;
    }

    /// <summary>Tries the laws of allocation on each that is declared, by the experiment or by a variant.</summary>
    public static int Laws(Request request)
    {
        var declared = DeclaredLaws.Of(request.Experiment.Variants.Prepend(request.Experiment).Select(one => one.Spec));
        if (declared.Count == 0)
            throw new UserError($"laws: expected an allocation of a share of positions, such as [Allocate<TopTokens>] or [SpatialPooling], on {request.Experiment.Spec.Name} or a variant; received none.");
        LibTorch.Load();
        var code = 0;
        foreach (var (strategy, laws) in declared)
        {
            var broken = laws();
            Terminal.Say(broken.Count == 0 ? $"{strategy} keeps the laws of every allocation." : $"{strategy} breaks {Planning.Text.Count(broken.Count, "law")}:");
            foreach (var law in broken)
                Terminal.Say($"  {law}");
            code = broken.Count > 0 ? 2 : code;
        }

        return code;
    }

    /// <summary>Shows where the emitted code stands, or copies it.</summary>
    public static int Code(Request request)
    {
        var files = EmittedCode.Files(request.Experiment);
        if (files.Count == 0)
            throw new UserError($"{request.Experiment.Folder}: no emitted code is kept here: set EmitCompilerGeneratedFiles in a Directory.Build.props.");
        if (request.Out is { } folder)
        {
            WholeFile.Guard(folder, () => Directory.CreateDirectory(folder));
            foreach (var file in files)
                WholeFile.Write(Path.Combine(folder, Path.GetFileName(file)), File.ReadAllText(file));
            files = [.. files.Select(file => Path.Combine(folder, Path.GetFileName(file)))];
        }

        foreach (var file in files)
            Console.WriteLine(Path.GetRelativePath(Environment.CurrentDirectory, file));

        return 0;
    }

    /// <summary>Makes a bundle.</summary>
    public static int Bundle(Request request) => Bundling.Run(request.Experiment, request.Out);

    /// <summary>Looks for what is wrong with this machine.</summary>
    public static int Diagnose()
    {
        var findings = Doctor.Run();
        Doctor.Print(AnsiConsole.Console, findings);
        return findings.Any(finding => finding.Verdict == Verdict.Failure) ? 2 : 0;
    }

    private static IEnumerable<string> Lines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
