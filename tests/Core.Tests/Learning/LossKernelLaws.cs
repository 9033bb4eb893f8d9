using Heed.Learning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class LossKernelLaws
{
    [Law]
    public void The_kernel_gives_the_loss_and_the_slope_that_libtorch_gives(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw(ScalarType.Float32);
        var (rows, classes, smoothing) = (draw.Below(1, 5), draw.Below(1, 80), draw.Coin() ? 0 : 0.1);
        var (drawn, labels) = (draw.Normal(rows, classes) * (draw.Coin() ? 3 : 40), draw.Ids(0, classes, rows));
        foreach (var (type, tolerance) in new[] { (ScalarType.Float32, 1e-5), (ScalarType.BFloat16, 1.0 / 128) })
        {
            var (mine, theirs) = (drawn.to(type).clone(), drawn.to(type).clone());
            Assert.True(LossKernel.Takes(mine));
            var loss = LossKernel.Run(mine, labels, smoothing, 0.5);
            Assert.Equal(ChunkedCrossEntropy.Plainly(theirs, labels, smoothing, 0.5).item<double>(), loss, 1e-4 * (1 + Math.Abs(loss)));
            Same.Close(theirs.to(ScalarType.Float32), mine.to(ScalarType.Float32), tolerance);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1_100)]
    public void Positions_in_chunks_lose_as_much_as_all_at_once_and_so_do_their_gradients(int count)
    {
        using var scope = NewDisposeScope();
        var draw = new Seed(count).Draw(ScalarType.Float32);
        var (hidden, table, labels) = (draw.Normal(count, 3).requires_grad_(), draw.Normal(19, 3).requires_grad_(), draw.Ids(0, 19, count));
        var chunked = ChunkedCrossEntropy.Loss(hidden, table, labels, 0.1);
        (chunked * 3).backward();
        Tensor[] actual = [hidden.grad!.clone(), table.grad!.clone()];
        hidden.grad = null;
        table.grad = null;
        var whole = nn.functional.cross_entropy(hidden.matmul(table.t()), labels, label_smoothing: 0.1);
        (whole * 3).backward();
        Same.Close(whole, chunked, 1e-5);
        Same.Close(hidden.grad!, actual[0], 1e-6);
        Same.Close(table.grad!, actual[1], 1e-5);
    }

    [Fact]
    public void Nothing_is_read_back_from_a_device_that_has_no_numbers_to_read()
    {
        using var scope = NewDisposeScope();
        var device = new Device("meta");
        var (hidden, table) = (zeros([1_100, 3], device: device).requires_grad_(), zeros([19, 3], device: device).requires_grad_());
        var loss = ChunkedCrossEntropy.Loss(hidden, table, zeros([1_100], int64, device), 0.1);
        var part = Accumulation.Backward(loss, 2, 0.5);
        Assert.Equal([1_100, 3], hidden.grad!.shape);
        Assert.Equal([19, 3], table.grad!.shape);
        Assert.ThrowsAny<Exception>(() => part.item<double>());
    }

    [Fact]
    public void Other_types_go_by_libtorchs_own_functions()
    {
        using var scope = NewDisposeScope();
        Assert.False(LossKernel.Takes(zeros(2, 3, ScalarType.Float64)));
        Assert.False(LossKernel.Takes(zeros(3, 2).t()));
    }
}
