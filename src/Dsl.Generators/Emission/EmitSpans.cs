using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>Adaptive attention spans of heads, as code.</summary>
/// <param name="positions">How positions are emitted.</param>
/// <param name="mask">The mask of padding, as the code names it.</param>
internal sealed class EmitSpans(EmitPositions positions, string mask)
{
    /// <summary>The last argument of a layer's attention.</summary>
    public const string Argument = ", span: span";

    /// <summary>The lines before a layer's attention. Where scores fall with distance, within spans they do so by the spans' own mask.</summary>
    /// <param name="biased">The mask with its bias of every pair.</param>
    public IEnumerable<string> Before(string biased)
    {
        yield return $"var span = {Of("encoder", positions)}; // how far each head sees";
        if (positions.Biases)
            yield return $"var near = span is null ? {biased} : {mask};";
    }

    /// <summary>The line before a decoder layer's attention to itself; nothing where its heads see everything before them.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="positions">How positions are emitted.</param>
    public static string[] Back(ExperimentPlan plan, EmitPositions positions) =>
        plan.Spec.DecoderSpan is null ? [] : [$"var span = {Of("decoder", positions)}; // how far back each head sees"];

    /// <summary>That line where one token after another is decoded.</summary>
    public static string[] Newest(ExperimentPlan plan, EmitPositions positions) =>
        plan.Spec.DecoderSpan is null ? [] : [$"var span = cache.Seen(layer, () => {Of("decoder", positions)}); // how far back each head sees"];

    /// <summary>What stands before a mask that layers of a decoder read whose heads see everything before them: none, where all have spans.</summary>
    public static string Unless(ExperimentSpec spec) => spec.DecoderSpan is null ? "" : "adaptiveSpan.Acts(0) ? null : ";

    private static string Of(string stack, EmitPositions positions) =>
        $"SpanMask.Of(own.Span, {stack}.MaximumLength, adaptiveSpan.Ramp{(positions.Biases ? $", {stack}Slopes" : "")}{(stack == "decoder" ? ", causal: true" : "")})";

    /// <summary>The line of a step by which the spans' part of the objective adds its gradient.</summary>
    public static string Penalty(ExperimentSpec spec) => spec.AdaptiveSpan is null ? "" :
        "var spans = Accumulation.Backward(model.HeadSpans.Means(), spec.AdaptiveSpan!.Penalty, share: 1); // what wide spans cost\n    ";

    /// <summary>The line of a step after the weights have changed.</summary>
    public static string Held(ExperimentSpec spec) => spec.AdaptiveSpan is null ? "" : "\n    model.HeadSpans.Clamp();";

    /// <summary>The spans' part of the objective.</summary>
    public static string Counted(ExperimentSpec spec) => spec.AdaptiveSpan is null ? "" : ", (spans, spec.AdaptiveSpan.Penalty)";
}
