using System.CommandLine;
using Heed.Benchmarks;
using Spectre.Console;

// How fast Heed's emitted code is, beside other forms of the same model:
//   dotnet run -c Release --project tests/Benchmarks
var rounds = new Option<int>("--rounds") { Description = "Rounds; each measures every form once.", DefaultValueFactory = _ => 3 };
var only = new Option<string>("--only") { Description = "Only workloads whose name holds this.", DefaultValueFactory = _ => "" };
var forms = new Option<string[]>("--form") { Description = "Only this form; may be given again.", DefaultValueFactory = _ => [] };
var json = new Option<string>("--out") { Description = "Where results are written as JSON.", DefaultValueFactory = _ => "benchmarks.json" };
var experiments = new Option<string>("--experiments") { Description = "The folder whose data is read.", DefaultValueFactory = _ => "experiments" };
var root = new RootCommand("Times Heed's emitted code beside other forms of the same model, each in a process of its own, round after round.")
{
    rounds, only, forms, json, experiments,
};
root.SetAction(parsed =>
{
    if (!Peer.Exists)
        Console.WriteLine($"pytorch: {Peer.Missing}");
    var results = new List<Result>();
    foreach (var work in Workloads.All(parsed.GetValue(experiments)!).Where(work => work.Name.Contains(parsed.GetValue(only)!, StringComparison.Ordinal)))
    {
        var chosen = Form.Of(work).Where(form => (parsed.GetValue(forms)! is [] || parsed.GetValue(forms)!.Contains(form.Name)) && (form.Open is not null || Peer.Exists));
        var measured = Rounds.Measure(work, [.. chosen], parsed.GetValue(rounds));
        Comparison.Show(work, measured);
        results.AddRange(measured);
        Comparison.Write(parsed.GetValue(json)!, results);
    }

    return 0;
});

var scaling = new Command("scaling", "Times a training step as the length, the width, the layers or the vocabulary grows.") { json };
scaling.SetAction(parsed =>
{
    var measured = new List<Scaling>();
    foreach (var one in Scaling.Measure())
    {
        measured.Add(one);
        ScalingView.Say(one, measured.Count > 1 ? measured[^2] : null);
    }

    ScalingView.Write(parsed.GetValue(json)!, measured);
    return 0;
});
root.Add(scaling);

var lengths = new Option<int[]>("--length") { Description = "Bytes of a text, or patches of a picture, a power of two; may be given again.", DefaultValueFactory = _ => [512, 2_048] };
var width = new Option<int>("--width") { Description = "Width of the stack.", DefaultValueFactory = _ => Dense.Spec.Encoder!.Width };
var variants = new Option<string[]>("--variant") { Description = "The variants that are timed; all if none is named.", DefaultValueFactory = _ => [] };
var descriptions = new Option<bool>("--descriptions") { Description = "Reads what Debian's packages say of themselves in the place of help pages, where nothing is translated." };
variants.AcceptOnlyFromAmong([.. Dense.Variants.Concat(DenseSeer.Variants).Concat(DenseWriter.Variants).Concat(DenseTranslator.Variants).Select(variant => variant.Spec.Name)]);
var allocation = new Command("allocation", "Times every allocation of attention beside a dense stack, and tells whether time follows operations.")
{
    rounds, lengths, width, variants, descriptions, json, experiments,
};
allocation.SetAction(parsed =>
{
    var measured = new List<Allocating>();
    foreach (var length in parsed.GetValue(lengths)!)
    {
        var pairs = new AllocatedWork(parsed.GetValue(experiments)!, length, parsed.GetValue(width), parsed.GetValue(descriptions)).Pairs(parsed.GetValue(variants)!);
        measured.AddRange(Allocating.Measure(pairs, length, parsed.GetValue(rounds)));
        AllocatingView.Write(parsed.GetValue(json)!, measured);
        foreach (var one in pairs.SelectMany(pair => new[] { pair.One, pair.Dense }).Distinct())
            one.Dispose();
    }

    AllocatingView.Show(measured);
    return 0;
});
root.Add(allocation);

var edits = new Command("edits", "Times what the generator does for an edit among ten experiments.");
edits.SetAction(_ =>
{
    foreach (var edit in Edits.Measure())
        Console.WriteLine($"{edit.Edit,-15} {edit.Milliseconds,6:0.0} ms, {edit.Most:0.0} at the most; {edit.Emitted} files emitted again");
    return 0;
});
root.Add(edits);

var rows = new Option<long>("--rows") { Description = "Rows of the file that is made.", DefaultValueFactory = _ => 10_000_000 };
var starts = new Command("starts", "Times what stands between dotnet run and the first training step: of translation.cs, and of an experiment over a file of many rows.")
{
    rounds, rows, experiments,
};
starts.SetAction(parsed =>
{
    var folder = Directory.CreateTempSubdirectory("heed-rows-").FullName;
    try
    {
        Say(Path.Combine(parsed.GetValue(experiments)!, "translation.cs"), "translation.cs");
        Say(ManyRows.Write(folder, parsed.GetValue(experiments)!, parsed.GetValue(rows)), $"{parsed.GetValue(rows):#,0} rows");
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }

    void Say(string file, string called)
    {
        foreach (var (time, start) in Start.Measure(file, parsed.GetValue(rounds) + 1).Index())
            Console.WriteLine(FormattableString.Invariant($"{called}{(time == 0 ? ", built anew" : "")}: first step after {start.Seconds:0.0} s, peak {start.PeakMiB:#,0} MiB"));
    }
});
root.Add(starts);

var name = new Argument<string>("form");
var file = new Argument<string>("workload");
var measure = new Command("measure", "Measures one form in this process.") { name, file };
measure.SetAction(parsed =>
{
    var work = Workload.Read(parsed.GetRequiredValue(file));
    var form = Form.Of(work).First(form => form.Name == parsed.GetRequiredValue(name));
    Console.WriteLine(Measurement.Of(form.Open!(work), work.Passes));
    return 0;
});
root.Add(measure);
try
{
    return root.Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (error is InvalidOperationException or Heed.UserError)
{
    AnsiConsole.WriteLine(error.Message);
    return 2;
}
