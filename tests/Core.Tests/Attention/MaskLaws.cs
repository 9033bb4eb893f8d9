using Heed.Attention;
using static TorchSharp.torch;

namespace Heed.Tests;

public class MaskLaws
{
    [Law]
    public void What_is_hidden_changes_no_output_at_all(AttentionCase @case)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = @case.Inputs();
        var (mask, allowed) = @case.Mask();
        var hidden = allowed.any(2).logical_not().unsqueeze(-1);
        var noise = new Draw(@case.Seed ^ 2).Normal(k.shape) * 10;
        Same.Exactly(Attend.Fast(q, k, v, mask), Attend.Fast(q, where(hidden, noise, k), where(hidden, noise, v), mask));
    }

    [Law]
    public void The_future_changes_no_past_output_not_even_a_bit(ModelCase @case)
    {
        using var scope = NewDisposeScope();
        using var model = @case.Model(ScalarType.Float32);
        var draw = new Draw(@case.Seed);
        var (y, memory) = (draw.Normal(@case.Batch, @case.Target, @case.Width), draw.Normal(@case.Batch, @case.Source, @case.Width));
        var now = draw.Below(0, @case.Target);
        var future = arange(@case.Target).gt(now).view(1, -1, 1);
        var other = where(future, draw.Normal(y.shape) * 10, y);
        Same.Bits(model.Decode(y, memory, null).narrow(1, 0, now + 1), model.Decode(other, memory, null).narrow(1, 0, now + 1));
    }

    [Law]
    public void Padding_the_source_changes_no_real_position(ModelCase @case)
    {
        using var scope = NewDisposeScope();
        using var model = @case.Model(ScalarType.Float64);
        var draw = new Draw(@case.Seed, ScalarType.Float64);
        var (x, y) = (draw.Normal(@case.Batch, @case.Source, @case.Width), draw.Normal(@case.Batch, @case.Target, @case.Width));
        var padding = draw.Below(1, 4);
        var padded = cat([x, draw.Normal(@case.Batch, padding, @case.Width) * 10], 1);
        var tokens = cat([draw.Ids(1, 9, @case.Batch, @case.Source), zeros([@case.Batch, padding], int64)], 1);
        var mask = AttentionMask.Padding(tokens);
        var (memory, paddedMemory) = (model.Encode(x, null), model.Encode(padded, mask));
        Same.Close(memory, paddedMemory.narrow(1, 0, @case.Source), 1e-9);
        Same.Close(model.Decode(y, memory, null), model.Decode(y, paddedMemory, mask), 1e-9);
    }

    [Law]
    public void Without_positions_permuting_the_source_permutes_the_output(ModelCase @case)
    {
        using var scope = NewDisposeScope();
        using var model = (@case with { Rotary = false }).Model(ScalarType.Float64);
        var draw = new Draw(@case.Seed, ScalarType.Float64);
        var (x, tokens) = (draw.Normal(@case.Batch, @case.Source, @case.Width), draw.Ids(0, 3, @case.Batch, @case.Source));
        tokens.select(1, 0).fill_(1);
        var order = tensor(Enumerable.Range(0, @case.Source).OrderBy(_ => draw.Below(0, 1_000)).Select(i => (long)i).ToArray());
        Same.Close(
            model.Encode(x, AttentionMask.Padding(tokens)).index_select(1, order),
            model.Encode(x.index_select(1, order), AttentionMask.Padding(tokens.index_select(1, order))), 1e-9);
    }
}
