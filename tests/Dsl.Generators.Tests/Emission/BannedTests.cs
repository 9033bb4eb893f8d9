using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Tests;

/// <summary>Analyzers pass emitted code by, so what they ban in the code that is written by hand is looked for here.</summary>
public class BannedTests
{
    [Theory]
    [InlineData("[Encoder, Decoder, Share(Projection.Query)]")]
    [InlineData("[Encoder, Decoder, Transformer(Positions = Positions.Rotary), Schedule(Decay = Decay.Cosine)]")]
    [InlineData("[Encoder, Decoder, Transformer(Positions = Positions.Alibi, Norm = NormKind.Rms, Placement = NormPlacement.Post, Activation = Activation.SwiGlu, Scale = AttentionScale.None)]")]
    public void Emitted_code_calls_nothing_that_is_banned(string attributes)
    {
        var run = Sample.Emit(attributes);
        var called = run.Result.GeneratedTrees.SelectMany(tree => Called(run.Whole.GetSemanticModel(tree), tree)).ToHashSet();
        Assert.Contains("M:Heed.Layers.Constant.Of(System.Double)", called);
        Assert.Empty(called.Intersect(Banned()));
    }

    private static IEnumerable<string> Called(SemanticModel model, SyntaxTree tree) => tree.GetRoot().DescendantNodes()
        .OfType<ExpressionSyntax>()
        .SelectMany(node => new[] { model.GetSymbolInfo(node).Symbol, model.GetConversion(node).MethodSymbol })
        .OfType<IMethodSymbol>()
        .Select(method => method.OriginalDefinition.GetDocumentationCommentId())
        .OfType<string>();

    private static string[] Banned([CallerFilePath] string file = "") =>
        [.. File.ReadLines(Path.Combine(Path.GetDirectoryName(file)!, "../../../src/BannedSymbols.txt")).Select(line => line.Split(';')[0])];
}
