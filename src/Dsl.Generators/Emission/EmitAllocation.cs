using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>
/// Allocated attention of the encoder, as code: a stream of the positions that are left from layer to layer, of which keys and values may be
/// made of windows.
/// </summary>
/// <param name="spec">What is declared.</param>
/// <param name="norm">How norms are emitted.</param>
/// <param name="positions">How positions are emitted.</param>
internal sealed class EmitAllocation(ExperimentSpec spec, EmitNorm norm, EmitPositions positions)
{
    /// <summary>Whether any positions are.</summary>
    public static bool Is(ExperimentSpec spec) => spec.Reduces;

    /// <summary>Whether layers may work on fewer positions than are read.</summary>
    public static bool LeavesFewer(ExperimentSpec spec) => Shortens(spec) || spec.Routing is not null;

    /// <summary>Whether passes are told where patches stand.</summary>
    public static bool KnowsGrid(ExperimentSpec spec) =>
        ReadsGrid(spec) || (spec.HasPictures && (spec.SpatialPooling?.Shape == WindowShape.Square || spec.TemporalPooling?.Shape == WindowShape.Square));

    /// <summary>The axis of positions, for shape comments: those that are left, which are all where none go.</summary>
    public string Axis => LeavesFewer(spec) ? "r" : "s";

    /// <summary>The line before all layers: everything is left.</summary>
    public string Begin => $"var stream = Reduction.Whole(Sequence.Of(x{(!spec.HasPictures ? ", mask.Real" : spec.HasText ? ", mask?.Real" : "")}){(ReadsGrid(spec) ? " with { Grid = grid }" : "")}); // the positions that are left";

    /// <summary>Norm, windows and projections of a layer's attention, and the attention.</summary>
    /// <param name="scale">The last argument of an attention.</param>
    public IEnumerable<string> Attention(string scale) =>
    [
        .. Shortened(),
        .. norm.Before("AttentionNorm", $"[b {Axis} d]", declare: true),
        .. spec.SpatialPooling is { } pooling ? new[] { $"var windows = {Windows(pooling)}; // [b m d]" } : [],
        $"var q = {positions.TurnedAt(EmitAttention.Split(norm.Read, "Query", "encoder"), "encoder", $"{Stream}.Left.Places")}; // [b h {Axis} e]",
        $"var k = {positions.TurnedAt(EmitAttention.Split(Read, "Key", "encoder"), "encoder", $"{Keys}.Places")}; // [b g {KeyAxis} e]",
        $"var v = {EmitAttention.Split(Read, "Value", "encoder")}; // [b g {KeyAxis} e]",
        .. positions.Biases ? new[] { $"var near = {Near}; // [b h {Axis} {KeyAxis}]" } : [],
        .. Told(
            $"var (mixed, {(Receives ? "received" : "_")}) = {Stream}.Attend(recorder, layer, q, k, v, {Mask}{scale}{(Pools ? ", keys: windows" : "")}{(Asks ? ", attended: all" : "")}",
            $"{EmitSoftStage.Tracked(spec)}{Asked}",
            $"); // [b h {Axis} e]"),
        .. Asks && Square(spec.TemporalPooling!.Shape) ? new[] { Over } : [],
    ];

    /// <summary>The lines after the attention of a layer.</summary>
    public IEnumerable<string> After() =>
        [.. spec.Reductions.Count == 0 ? [] : EmitReductions.After(spec), .. EmitSoftStage.After(spec)];

    /// <summary>The lines at the end of a layer.</summary>
    public IEnumerable<string> Passed() =>
    [
        .. spec.Routing is null ? Array.Empty<string>() : ["x = routed.Back(x); // those that passed by as well"],
        .. EmitSoftStage.Passed(spec),
    ];

    /// <summary>The lines after all layers.</summary>
    public IEnumerable<string> End() => Shortens(spec) ? [.. EmitReductions.Last(spec), "x = stream.Back(x); // [b s d]"] : [];

    private static bool ReadsGrid(ExperimentSpec spec) => spec.HasPictures && spec.Reductions.Any(one => one.ReadsGrid);

    private static bool Shortens(ExperimentSpec spec) => spec.Reductions.Count > 0 || spec.LearnedReductions.Any() || spec.TemporalPooling is not null || spec.Latents is not null;

    // Whether some go on and some do not, by the attention that they receive.
    private bool Receives => spec.Reductions.Count > 0 || spec.LearnedReductions.Any();

    // The last argument of an attention.
    private string Asked => string.Join(" || ", EmitReductions.Asks(spec).Concat(EmitSoftStage.Asks(spec, Stream))) is { Length: > 0 } asks ? $", asked: {asks}" : "";

    private bool Pools => spec.SpatialPooling is not null;

    private bool Asks => spec.TemporalPooling?.By == StepPooling.Queries;

    private string Stream => spec.Routing is null ? "stream" : "chosen";

    // What keys and values are made of.
    private string Attended => Asks ? "all" : Stream;

    private string Keys => Pools ? "windows.Left" : $"{Attended}.Left";

    private string KeyAxis => Pools ? "m" : Asks ? "a" : Axis;

    private string Read => Pools ? "windows.Left.States" : Asks ? "all.Left.States" : norm.Read;

    // Pictures have no padding to hide; what an allocation leaves of them may.
    private bool Pads => spec.HasText || Receives;

    private string Mask => positions.Biases ? "near" : Pads ? $"{Keys}.Mask" : "null";

    private string Near
    {
        get
        {
            var bias = $"Alibi.Between(encoderSlopes, {Stream}.Left.Places, {Keys}.Places)";
            return Pads ? $"{Keys}.Mask.Biased({bias})" : $"new AttentionMask({bias}, null)";
        }
    }

    // The squares become the grid of what follows.
    private const string Over = "grid = grid?.Over(temporalPooling.StrideAt(layer));";

    // A call, with its last arguments on a line of their own where it would be long.
    private static IEnumerable<string> Told(string call, string last, string end) =>
        last.Length > 0 && call.Length + last.Length > 110 ? [call + ",", "    " + last.TrimStart(',', ' ') + end] : [call + last + end];

    // What goes on of the positions before a layer's attention.
    private IEnumerable<string> Shortened()
    {
        // Before steps, whose queries ask all that is there: in the layer of the latents, these.
        if (spec.Latents is not null)
        {
            yield return "stream = stream.Then(LatentTokens.Of(stream.Left with { States = x }, encoder.Heads, own.Latents));";
            yield return EmitReductions.GoesOn;
            yield return "";
        }

        if (spec.TemporalPooling is { } steps)
        {
            var grid = Square(steps.Shape) ? ", grid" : "";
            if (Asks)
                yield return $"var all = stream with {{ Left = stream.Left with {{ States = {norm.Inline("AttentionNorm")} }} }}; // [b a d], what is attended to";
            yield return "stream = stream.Then(" + (Asks
                ? $"MeanWindows.Of(stream.Left with {{ States = x }}, temporalPooling.StrideAt(layer){grid}));"
                : $"JoinedTokens.Of(stream.Left with {{ States = x }}, temporalPooling.StrideAt(layer), own.Join, own.Part{grid}));");
            yield return EmitReductions.GoesOn;
            if (grid.Length > 0 && !Asks)
                yield return Over;
            yield return "";
        }

        if (spec.Routing is null)
            yield break;
        yield return "var routed = RoutedTokens.Of(stream.Left with { States = x }, routing.RatioAt(layer), own.Router);";
        yield return "var chosen = stream.Then(routed);";
        yield return "x = chosen.Left.States; // [b r d], what enters the layer";
        yield return "";
    }

    private string Windows(SpatialPoolingSpec pooling)
    {
        var of = $"Windows.Of({Attended}.Left{(Asks ? "" : $" with {{ States = {norm.Read} }}")}, spatialPooling.RatioAt(layer)";
        var grid = Square(pooling.Shape) ? ", grid" : "";
        return pooling.By switch
        {
            WindowPooling.Convolution => $"Convolved{of}, own.Window, own.WindowNorm{grid})",
            WindowPooling.Projection => $"Projected{of}, own.Window)",
            var by => $"{by}{of}{grid})",
        };
    }

    private bool Square(WindowShape shape) => shape == WindowShape.Square && spec.HasPictures;
}
