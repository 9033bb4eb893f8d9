using Heed.Layers;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

public class EmbeddingLaws
{
    [Law]
    public void Tokens_get_their_rows_and_rows_get_the_gradients_of_their_tokens(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (count, width) = (draw.Below(1, 6), draw.Below(1, 5));
        var table = new Parameter(draw.Normal(count, width));
        var ids = draw.Ids(0, count, draw.Below(1, 4), draw.Below(1, 6));
        var oneHot = nn.functional.one_hot(ids, count).to(float32);
        var rows = Embedding.Tokens(table, ids);
        Same.Close(oneHot.matmul(table), rows);
        var mix = draw.Normal(rows.shape);
        (rows * mix).sum().backward();
        Same.Close(oneHot.view(-1, count).t().matmul(mix.view(-1, width)), table.grad!);
    }

    [Law]
    public void Logits_are_products_with_every_row(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (table, x) = (new Parameter(draw.Normal(5, 3)), draw.Normal(2, draw.Below(1, 4), 3));
        Same.Close((x.unsqueeze(-2) * table).sum(-1), Embedding.Logits(x, table));
    }

    // Large enough that libtorch divides the work, with ids so few that threads meet in the same rows.
    [Fact]
    public void Gradients_have_the_same_bits_on_two_threads_every_time()
    {
        using var scope = NewDisposeScope();
        var threads = get_num_threads();
        set_num_threads(2);
        var draw = new Draw(3);
        var table = new Parameter(draw.Normal(50, 128));
        var (ids, mix) = (draw.Ids(0, 50, 32, 64), draw.Normal(32, 64, 128));
        Tensor Gradient()
        {
            table.grad = null;
            (Embedding.Tokens(table, ids) * mix).sum().backward();
            return table.grad!.clone();
        }

        var first = Gradient();
        for (var i = 0; i < 20; i++)
            Same.Bits(first, Gradient());
        set_num_threads(threads);
    }
}
