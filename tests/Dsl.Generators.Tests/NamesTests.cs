using Heed.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Tests;

/// <summary>Names are the author's to choose, as far as emitted code compiles with them; the rest is refused, not emitted.</summary>
public class NamesTests
{
    private static readonly ExperimentSpec Full = new() { Encoder = new(), Decoder = new() };

    [Theory]
    [InlineData("Default", "string @in", "string @out")]
    [InlineData("Rate", "string Row", "string File")]
    [InlineData("Losses", "string @class", "string Text")]
    [InlineData("Übersetzung", "string Größe", "string 法语")]
    public void Any_other_name_compiles(string task, string input, string target) => Assert.Empty(Harness.Run(
        $$"""
        namespace My.Own;
        [Experiment, Encoder, Decoder, Share(Projection.Query)] public partial record Try({{task}} One, Second Two);
        [Task("../experiments/pairs.tsv")] public partial record {{task}}([Input, Text("en")] {{input}}, [Target, Text("fr")] {{target}});
        [Task("../experiments/pairs.tsv")] public partial record Second([Input, Text("en")] string A, [Target, Text("fr")] string B);
        """,
        Sample.Data).Result.Diagnostics);

    [Fact]
    public void Every_name_that_emitted_code_uses_is_taken()
    {
        var used = Used("[Encoder, Decoder, Share(Projection.Query)]").Union(Used("[Encoder, Decoder, Transformer(Positions = Positions.Rotary), Bytes]"))
            .Union(Used("[Encoder, Decoder]", "A A, T T")).Union(Used("[Encoder, Decoder]", "A A, M M, L L, N N, S S"))
            .Union(Used("[Encoder, Decoder, Transformer(Positions = Positions.Alibi, Norm = NormKind.Rms, Scale = AttentionScale.Width, Initializer = Initializer.XavierNormal)]"))
            .Union(Used("[Encoder, Decoder]", "A A, T T, P P"))
            .Union(Used("[Encoder, Decoder, SpatialPooling]")).Union(Used("[Encoder, Decoder, SpatialPooling(By = WindowPooling.Max)]"))
            .Union(Used("[Encoder, Decoder, Allocate<Heed.Allocation.TopTokens>, SpatialPooling(By = WindowPooling.Convolution), TemporalPooling(FromLayer = 1)]"))
            .Union(Used("[Encoder, Decoder, SpatialPooling(By = WindowPooling.Projection), TemporalPooling(By = StepPooling.Queries)]"))
            .Union(Used("[Encoder, Decoder, AdaptiveSpan, Transformer(Positions = Positions.Alibi)]")).Union(Used("[Encoder, Decoder, AdaptiveSpan(In = Trunk.Both)]", "A A, L L")).Union(Used("[Encoder, Decoder, TokenPruning, AllocateMemory<Heed.Allocation.MeanWindows>]"))
            .Union(Used("[Encoder, Decoder, Routing, Latents]")).Union(Used("[Encoder, Decoder, TokenRetention, MovingAverage]")).Union(Used("[Encoder, Decoder, SpatialPooling(Shape = WindowShape.Square, By = WindowPooling.Convolution)]", "A A, T T, P P"))
            .Union(Used("[Encoder, Decoder, Transformer(GradientCheckpointing = GradientCheckpointing.EveryLayer)]"))
            .Union(Used("[Encoder, Decoder]", more: "[Variant<Pair>, Lion] public partial record Other;"))
            .Union(Used("[Encoder, Decoder, AllocatePast<Heed.Allocation.MeanWindows>]", "A A, L L")).Union(Used("[Encoder, Decoder, CacheEviction]", "A A, L L")).Union(Used("[Encoder, Decoder, CacheEviction, Transformer(Positions = Positions.Alibi)]"))
            .Union(OptimizerSpec.All.SelectMany(optimizer => Used($"[Encoder, Decoder, {optimizer.Name}]")))
            .Union(DecodingSpec.All.SelectMany(decoding => Used($"[Encoder, Decoder, {decoding.Name}]")))
            .Union(DecodingSpec.All.SelectMany(decoding => Numbers.Of(Full with { Decoding = decoding })).Select(number => number.Path.Split('.')[0]))
            .Union(OptimizerSpec.All.SelectMany(optimizer => Numbers.Of(Full with { Optimizer = optimizer })).Select(number => number.Path).Concat(Choices.Of(Full).Select(choice => choice.Path))
                .Select(path => path.Split('.')[0]))
            .Append(SharingPlan.Everyone).Except(["Pair", "PairModel", "A", "B", "C", "T", "THead", "TPool", "M", "L", "N", "NHead", "P", "PPatch", "PStart", "PHead", "S", "SHead", "Other"]).Order(StringComparer.Ordinal).ToArray();
        Assert.Contains("Norm", used);
        var run = Harness.Unchecked(
            string.Concat(used.Select(name =>
                $"[Task(\"pairs.tsv\")] public partial record {name}([Input, Text(\"en\")] string E, [Target, Text(\"fr\")] string F);\n")),
            Sample.Data);
        var told = run.Result.Diagnostics.Where(found => found.Id == Rules.NameTaken.Id).Select(found => found.GetMessage().Split(' ')[^1]);
        Assert.Empty(used.Except(told));
    }

    /// <summary>Of an author's own allocation, whose numbers stand in a field of its name.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_allocation_is_refused_for_its_name_or_compiles_with_it(bool learns)
    {
        (string Attributes, string Tasks)[] declared =
        [
            ("Decoder, SpatialPooling(By = WindowPooling.Convolution), Transformer(Positions = Positions.Alibi)", "A A, B B"),
            ("Decoder, TokenPruning(FromLayer = 199), AllocateMemory<Heed.Allocation.MeanWindows>, AllocatePast<Heed.Allocation.MeanWindows>, Transformer(Positions = Positions.Rotary)", "A A, L L"),
            ("TokenRetention(FromLayer = 199), TemporalPooling(FromLayer = 198), MovingAverage", "T T, P P"),
            ("Decoder, AdaptiveSpan(In = Trunk.Decoder), Latents(FromLayer = 197), TemporalPooling(FromLayer = 198, By = StepPooling.Queries)", "A A, M M, S S, N N"),
            ("Decoder, Routing(FromLayer = 199), CacheEviction(Budget = 8, Recent = 4)", "A A, B B"),
        ];
        Assert.All(declared, one => Assert.Empty(Run(one.Attributes, one.Tasks, ["Unlike"]).Result.Diagnostics.Where(found => found.Id != Rules.DataMissing.Id)));
        var variables = declared.SelectMany(one => Run(one.Attributes, one.Tasks, ["Unlike"]).Result.GeneratedTrees)
            .Where(tree => tree.FilePath.EndsWith("Model.g.cs", StringComparison.Ordinal)).SelectMany(Variables).Distinct()
            .Select(name => char.ToUpperInvariant(name[0]) + name[1..])
            .Concat(["Fixed", "Default", "Base", "Static", "Lock", "Event", "Query", "Clone", "Task", "Router", "EqualityContract"]).Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.InRange(variables.Length, 40, 197);
        var told = Run(declared[0].Attributes, declared[0].Tasks, variables).Result.Diagnostics
            .Where(found => found.Id == Rules.NameTaken.Id).Select(found => found.GetMessage().Split(' ')[^1]);
        var free = variables.Except(told).Except(["Left"]).ToArray(); // a member of it, so no name for its type
        Assert.All(new[] { "Fixed", "Default", "Base", "Static", "Lock", "Event" }, name => Assert.Contains(name, free));
        Assert.All(declared, one => Assert.Empty(Run(one.Attributes, one.Tasks, free).Whole.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error)));

        Run Run(string attributes, string tasks, string[] names) => Harness.Unchecked(
            Sample.Pair($"[Encoder(Layers = 200), {attributes}, {string.Join(", ", names.Select((name, layer) => $"Allocate<Own.{name}>(FromLayer = {layer})"))}]", tasks)
            + "namespace Own {" + string.Concat(names.Select(name => $$"""
                public class {{name}} : Heed.Allocation.IEncoderPlace
                {
                    public static long Left(long length, double ratio) => length;
                    public static Heed.Allocation.Reduction Reduce(Heed.Allocation.Sequence sequence, System.Func<TorchSharp.torch.Tensor> received, double ratio, Heed.Allocation.HeldWeights weights) => null!;
                    {{(learns ? "public static System.Collections.Generic.IReadOnlyList<Heed.Planning.LearnedWeight> Weights(int width, double ratio, int longest) => null!;" : "")}}
                }
                """)) + "}", Sample.Data);

        static IEnumerable<string> Variables(SyntaxTree tree) => tree.GetRoot().DescendantNodes().Select(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            ParameterSyntax parameter => parameter.Identifier.ValueText,
            SingleVariableDesignationSyntax part => part.Identifier.ValueText,
            ForEachStatementSyntax each => each.Identifier.ValueText,
            _ => "",
        }).Where(name => name.Length > 0 && char.IsLower(name[0]));
    }

    [Theory]
    [InlineData("[Task(\"pairs.tsv\")] public partial record A([Input, Text(\"de\")] string German, [Target, Text(\"fr\")] string French);")]
    [InlineData("[Experiment, Encoder, Decoder] public partial record Pair(A A, C C);")]
    [InlineData("[Variant<Pair>, Lion] public partial record Other; [Variant<Pair>, Sgd] public partial record Other;")]
    public void Two_records_of_one_name_are_the_compilers_to_refuse_and_are_emitted_once(string again)
    {
        var run = Harness.Unchecked(Sample.Pair("[Encoder, Decoder]", "A A, B B") + "\n" + again, Sample.Data);
        Assert.Contains(run.Whole.GetDiagnostics(), found => found.Id is "CS0579" or "CS8863");
    }

    // Types that emitted code calls by their simple names, and the members of the model, beside which a task's property stands.
    private static IEnumerable<string> Used(string attributes, string tasks = "A A, B B", string more = "")
    {
        var run = Harness.Run(Sample.Pair(attributes, tasks) + more, Sample.Data);
        var whole = run.Whole;
        var trees = run.Result.GeneratedTrees.Select(tree => (Tree: tree, Model: whole.GetSemanticModel(tree)));
        var types = trees.SelectMany(one => one.Tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
            .Where(name => name == name.Parent!.ChildNodes().First()
                || name.Parent is not (MemberAccessExpressionSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax))
            .Where(name => name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null)
            .Where(name => one.Model.GetSymbolInfo(name).Symbol is INamedTypeSymbol { DeclaringSyntaxReferences: [] })
            .Select(name => name.Identifier.ValueText));
        var members = Bases(whole.GetTypeByMetadataName("PairModel")!).SelectMany(type => type.GetMembers())
            .Where(member => member.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Internal))
            .Where(member => SyntaxFacts.IsValidIdentifier(member.Name))
            .Select(member => member.Name);
        return types.Concat(members).Where(name => char.IsUpper(name[0])).Distinct();
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol? type) => type is null ? [] : Bases(type.BaseType).Append(type);
}
