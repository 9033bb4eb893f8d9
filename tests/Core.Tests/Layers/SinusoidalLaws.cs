using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class SinusoidalLaws
{
    // What positional_encoding of TensorFlow's transformer tutorial prints for d = 6, to three decimals.
    [Fact]
    public void The_first_positions_have_the_published_values()
    {
        using var scope = NewDisposeScope();
        var published = tensor(
            [
                0.000f, 1.000f, 0.000f, 1.000f, 0.000f, 1.000f,
                0.841f, 0.540f, 0.046f, 0.999f, 0.002f, 1.000f,
                0.909f, -0.416f, 0.093f, 0.996f, 0.004f, 1.000f,
                0.141f, -0.990f, 0.139f, 0.990f, 0.006f, 1.000f,
                -0.757f, -0.654f, 0.185f, 0.983f, 0.009f, 1.000f,
                -0.959f, 0.284f, 0.230f, 0.973f, 0.011f, 1.000f,
            ],
            [6, 6]);
        Same.Close(published, Sinusoidal.Table(6, 6), 5.1e-4);
    }

    [Law]
    public void Products_of_positions_depend_on_the_distance_only(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (i, j, shift) = (draw.Below(0, 8), draw.Below(0, 8), draw.Below(1, 9));
        var table = Sinusoidal.Table(16, 2 * draw.Below(1, 6));
        double Product(int here, int there) => table.select(0, here).dot(table.select(0, there)).item<float>();
        Assert.Equal(Product(i, j), Product(i + shift, j + shift), 1e-4);
    }

    [Law]
    public void Every_width_follows_the_formula(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (width, position) = (draw.Below(1, 9), draw.Below(0, 16));
        var row = Sinusoidal.Table(16, width).select(0, position).data<float>().ToArray();
        for (var i = 0; i < width; i++)
        {
            var angle = position / Math.Pow(10_000, 2.0 * (i / 2) / width);
            Assert.Equal(i % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle), row[i], 1e-6);
        }
    }
}
