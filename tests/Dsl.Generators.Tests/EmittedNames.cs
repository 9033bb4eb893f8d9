using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Tests;

/// <summary>Reads from an emitted constructor under which name each task asks for each weight: works out its expressions.</summary>
/// <param name="model">The emitted file.</param>
internal sealed class EmittedNames(string model)
{
    private readonly Dictionary<string, ExpressionSyntax[]> asked = SyntaxFactory.ParseCompilationUnit(model)
        .DescendantNodes().OfType<LocalFunctionStatementSyntax>()
        .ToDictionary(
            function => function.Identifier.ValueText,
            function => function.DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Where(call => call.Expression is MemberAccessExpressionSyntax store && store.Expression.ToString() == "weights")
                .Select(call => call.ArgumentList.Arguments[0].Expression).ToArray());

    /// <summary>The names that a task asks for, in the order of the pass.</summary>
    public IEnumerable<string> Of(string task, int encoderLayers, int decoderLayers)
    {
        var (embedding, encoderNorm, decoderNorm) = (asked["Hold"][0], asked["Hold"][1], asked["Hold"][2]);
        return
        [
            Text(embedding, 0),
            .. Enumerable.Range(0, encoderLayers).SelectMany(layer => asked["EncoderLayer"].Select(name => Text(name, layer))),
            Text(encoderNorm, 0),
            .. Enumerable.Range(0, decoderLayers).SelectMany(layer => asked["DecoderLayer"].Select(name => Text(name, layer))),
            Text(decoderNorm, 0),
        ];

        string Text(ExpressionSyntax expression, int layer) => expression switch
        {
            InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(part =>
                part is InterpolationSyntax hole ? Text(hole.Expression, layer) : part.ToString())),
            ParenthesizedExpressionSyntax inner => Text(inner.Expression, layer),
            ConditionalExpressionSyntax choice => Text(Holds(choice.Condition, layer) ? choice.WhenTrue : choice.WhenFalse, layer),
            LiteralExpressionSyntax literal => literal.Token.ValueText,
            _ => expression.ToString() switch
            {
                "task" => task,
                "layer" => layer.ToString(CultureInfo.InvariantCulture),
                "encoder.Layers" => encoderLayers.ToString(CultureInfo.InvariantCulture),
                "decoder.Layers" => decoderLayers.ToString(CultureInfo.InvariantCulture),
                var other => throw new NotSupportedException(other),
            },
        };

        bool Holds(ExpressionSyntax condition, int layer) => condition switch
        {
            BinaryExpressionSyntax less when less.IsKind(SyntaxKind.LessThanExpression) =>
                Number(less.Left, layer) < Number(less.Right, layer),
            IsPatternExpressionSyntax test => Fits(test.Pattern, Text(test.Expression, layer)),
            _ => throw new NotSupportedException(condition.ToString()),
        };

        int Number(ExpressionSyntax expression, int layer) => int.Parse(Text(expression, layer), CultureInfo.InvariantCulture);

        bool Fits(PatternSyntax pattern, string value) => pattern switch
        {
            BinaryPatternSyntax either when either.IsKind(SyntaxKind.OrPattern) => Fits(either.Left, value) || Fits(either.Right, value),
            ConstantPatternSyntax constant => Text(constant.Expression, 0) == value,
            _ => throw new NotSupportedException(pattern.ToString()),
        };
    }
}
