using System.Collections.Immutable;
using Heed.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Heed.Tests;

/// <summary>Runs the generator as the compiler would, three times; whatever a test declares must come out cached and compile.</summary>
internal static class Harness
{
    /// <summary>The file that a declaration stands in.</summary>
    public const string File = "/experiments/declaration.cs";

    private static readonly string[] Usings =
        ["Heed", "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks"];

    /// <summary>The language that experiments are written in.</summary>
    public static CSharpParseOptions Language { get; } = new(LanguageVersion.CSharp14);

    // Emitted public members carry documentation of their own; the declarations of tests need none.
    private static readonly CSharpParseOptions Emitted = Language.WithDocumentationMode(DocumentationMode.Diagnose);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetDirectoryName(file) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(Planning.ExperimentSpec).Assembly.Location)
            .Append(typeof(ExperimentAttribute).Assembly.Location)
            .Append(typeof(TorchSharp.torch).Assembly.Location)
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>What the generator makes of a declaration, after all that holds for every declaration was asserted.</summary>
    /// <param name="source">The declaration.</param>
    /// <param name="data">Data files that the build knows of.</param>
    public static Run Run(string source, params AdditionalText[] data)
    {
        var run = Unchecked(source, data);
        run.AssertCompiles();
        return run;
    }

    /// <summary>The same for a declaration whose code, emitted or not, need not compile.</summary>
    public static Run Unchecked(string source, params AdditionalText[] data)
    {
        var compilation = Compile(source);
        var driver = Driver(data).RunGenerators(compilation);
        var run = new Run(driver.GetRunResult(), compilation);
        Assert.All(run.Result.Results, result => Assert.Null(result.Exception));
        AssertCached(driver, compilation.Clone());
        AssertCached(driver, Compile(source + "\n// A comment where it concerns nobody.\n"));
        return run;
    }

    /// <summary>The driver, which remembers what it did.</summary>
    public static GeneratorDriver Driver(params AdditionalText[] data) => CSharpGeneratorDriver.Create(
        [new ExperimentGenerator().AsSourceGenerator()], data, Emitted,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>A declaration in a project with implicit usings and nullable references, which refers to Heed and TorchSharp.</summary>
    public static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Declared",
        [
            CSharpSyntaxTree.ParseText(source, Language, File),
            CSharpSyntaxTree.ParseText(string.Concat(Usings.Select(name => $"global using {name};\n")), Language, "/experiments/usings.cs"),
        ],
        References,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static void AssertCached(GeneratorDriver driver, Compilation again)
    {
        var result = Assert.Single(driver.RunGenerators(again).GetRunResult().Results);
        var steps = result.TrackedSteps.Where(step => TrackingNames.All.Contains(step.Key)).SelectMany(step => step.Value);
        Assert.All(steps, step => Assert.All(step.Outputs, output => Assert.True(
            output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step.Name}: {output.Reason}")));
        Assert.All(Reasons(result.TrackedOutputSteps), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    /// <summary>Why each output of some steps is as it is.</summary>
    public static IEnumerable<IncrementalStepRunReason> Reasons(
        ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> steps) =>
        steps.Values.SelectMany(runs => runs).SelectMany(step => step.Outputs).Select(output => output.Reason);
}
