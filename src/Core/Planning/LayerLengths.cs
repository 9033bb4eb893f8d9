namespace Heed.Planning;

/// <summary>Positions that a layer works on.</summary>
/// <param name="Queries">Those that attend.</param>
/// <param name="Attended">Those that keys and values are made of.</param>
/// <param name="Keys">Keys that are made: windows of them where they are pooled; of a decoder's past those of every position and of what is left.</param>
/// <param name="FeedForward">Those that go on through the feed-forward network.</param>
/// <param name="Allocating">Operations that allocating takes.</param>
/// <param name="Crossing">Attention weights of each head between latents and positions, or between a decoder and what it reads.</param>
public sealed record LayerLengths(long Queries, long Attended, long Keys, long FeedForward, double Allocating, double Crossing)
{
    /// <summary>Positions that are there before the layer allocates any.</summary>
    public long Positions { get; init; } = Queries;

    /// <summary>Pairs of a query and a key that attention is computed of, in each head.</summary>
    public double Cells { get; init; } = (double)Queries * Keys;

    /// <summary>Numbers that the backward pass reads again of what allocating computed itself.</summary>
    public double Held { get; init; }

    /// <summary>Whether scores are kept for the backward pass in every form: of windows, of spans, and where thresholds are learned by them.</summary>
    public bool KeepsScores { get; init; }

    /// <summary>Those of every layer of the decoder.</summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="decoder">The decoder.</param>
    /// <param name="target">Positions that are written.</param>
    /// <param name="memory">States that each attends to; 0 in a language model.</param>
    public static IReadOnlyList<LayerLengths> OfDecoder(ExperimentSpec spec, StackPlan decoder, long target, long memory)
    {
        var dense = new LayerLengths(target, target, target, target, 0, (double)target * memory);
        return
        [
            .. from layer in Enumerable.Range(0, decoder.Layers)
               select spec.DecoderSpan is { } span && span.Acts(layer) ? dense with { Cells = SpanBand.Of(target, span.Reach, causal: true).Cells, KeepsScores = true }
                   : spec.AllocatePast is { } past && past.Behind(layer, target) is var behind and > 0 ? Past(past, behind, past.Kept(layer, target))
                   : dense,
        ];

        LayerLengths Past(PastSpec past, long behind, long left) => dense with
        {
            Keys = target + left,
            Cells = (double)past.Blocks(target) * past.Block * (left + (2 * past.Block)),
            KeepsScores = true,
            Allocating = behind * (past.Flops?.Invoke(past.Block, decoder.Width) ?? 0),
            Held = behind * (BuiltInAllocation.Of(past.Strategy)?.Held(past.Block, past.LeftOfBlock, decoder.Width) ?? 0),
        };
    }

    /// <summary>Those of every layer of the encoder, for so many positions that a task reads.</summary>
    public static IReadOnlyList<LayerLengths> Of(ExperimentSpec spec, StackPlan encoder, TaskSpec task, long source)
    {
        var (lengths, d) = (new List<LayerLengths>(), (double)encoder.Width);
        var there = Extent.Of(task, source);
        for (var layer = 0; layer < encoder.Layers; layer++)
        {
            var (allocating, held, positions) = (0.0, 0.0, there.Length);
            var crossing = 0.0;
            if (spec.Latents is { } latents && latents.Acts(layer))
            {
                var asking = Math.Min(latents.Count, there.Length);
                crossing = 2.0 * asking * there.Length; // there and back
                allocating += (8 * d * d * (asking + there.Length)) + (4 * d * crossing);
                held += 6 * d * (asking + there.Length); // states, their norm, and what each attention makes of them: four maps
                there = new(asking);
            }

            var attended = there;
            if (spec.TemporalPooling is { } steps && steps.StrideAt(layer) > 1)
            {
                there = there.In(steps.Shape, steps.Stride);
                if (steps.By == StepPooling.Joined)
                {
                    attended = there;
                    allocating += 4 * d * d * there.Length * steps.Neighbours(task);
                    held += d * there.Length * (steps.Neighbours(task) + 1); // windows, and the states that are parted again
                }
            }

            // Those that are chosen in this layer alone.
            var here = there;
            if (spec.Routing is { } routing && routing.RatioAt(layer) > 1)
            {
                allocating += 2 * d * there.Length;
                attended = here = new(Remaining.Share(there.Length, routing.Ratio));
            }

            var keys = attended;
            if (spec.SpatialPooling is { } pooling && pooling.RatioAt(layer) > 1)
            {
                keys = attended.In(pooling.Shape, pooling.Ratio);
                allocating += pooling.By switch
                {
                    WindowPooling.Convolution => WindowConvolution.Flops(keys.Length * pooling.Neighbours(task), encoder.Width),
                    WindowPooling.Projection => 2 * d * keys.Length * attended.Length,
                    _ => 0,
                };
                held += pooling.By switch
                {
                    WindowPooling.Convolution => WindowConvolution.Held(keys.Length * pooling.Neighbours(task), keys.Length, encoder.Width),
                    WindowPooling.Projection => d * (attended.Length + keys.Length),
                    _ => d * keys.Length,
                };
            }

            var left = here;
            if (spec.Reductions.FirstOrDefault(one => one.Acts(layer) && one.Ratio > 1) is { } acting)
            {
                left = there = new(acting.Left?.Invoke(here.Length, acting.Ratio) ?? here.Length);
                allocating += acting.Flops?.Invoke(here.Length, encoder.Width) ?? 0;
                held += BuiltInAllocation.Of(acting.Strategy)?.Held(here.Length, left.Length, encoder.Width) ?? 0;
            }

            var at = new LayerLengths(here.Length, attended.Length, keys.Length, left.Length, allocating, crossing)
            {
                Positions = positions,
                Held = held,
                KeepsScores = spec.TokenPruning is { } pruning && pruning.Acts(layer),
            };
            lengths.Add(
                spec.EncoderSpan is { } span && span.Acts(layer) ? at with { Cells = SpanBand.Of(here.Length, span.Reach).Cells, KeepsScores = true } : at);
        }

        return lengths;
    }

    // A sequence's length, and of pictures that are whole the rows and columns of patches, after those that are none.
    private sealed record Extent(long Length, long Rows = 0, long Columns = 0)
    {
        public static Extent Of(TaskSpec task, long source) => task.Image is { Patch: > 0 } image ? new(source, image.Height / image.Patch, image.Width / image.Patch) : new(source);

        public Extent In(WindowShape shape, int side)
        {
            if (shape == WindowShape.Line || Rows == 0)
                return new(Remaining.Windows(Length, side));
            var (rows, columns) = (Remaining.Windows(Rows, side), Remaining.Windows(Columns, side));
            return new(Length - (Rows * Columns) + (rows * columns), rows, columns);
        }
    }
}
