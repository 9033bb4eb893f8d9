using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// Windows of a picture's patches: squares in raster order, with fewer patches at the right and the lower edge where the side does not divide.
/// Each position before the patches is the first of a window of its own, and those stand first.
/// </summary>
internal sealed class Squares(Grid grid, long side) : IWindowing
{
    private readonly long rows = Remaining.Windows(grid.Rows, side), columns = Remaining.Windows(grid.Columns, side);

    /// <inheritdoc/>
    public long Count => grid.Before + (rows * columns);

    /// <inheritdoc/>
    public long Width => side * side;

    /// <inheritdoc/>
    public Tensor Cut(Tensor x) => After(
        nn.functional.pad(Before(x).unsqueeze(2), [0, 0, 0, Width - 1]),
        Lattice(x, 0).transpose(2, 3).reshape(x.size(0), rows * columns, Width, x.size(2)));

    /// <inheritdoc/>
    public Tensor Join(Tensor windows) => After(
        Before(windows).select(2, 0),
        Raster(windows.narrow(1, grid.Before, rows * columns).unflatten(2, side, side).unflatten(1, rows, columns).transpose(2, 3)
            .flatten(3, 4).flatten(1, 2)));

    /// <inheritdoc/>
    public Tensor Pool(Tensor x, double missing, Func<Tensor, long, Tensor> over) =>
        After(Before(x), over(over(Lattice(x, missing), 4), 2).flatten(1, 2));

    /// <inheritdoc/>
    public Tensor Spread(Tensor x)
    {
        var wide = x.narrow(1, grid.Before, rows * columns).unflatten(1, rows, columns).unsqueeze(3).expand(-1, -1, -1, side, -1).flatten(2, 3);
        return After(Before(x), Raster(wide.unsqueeze(2).expand(-1, -1, side, -1, -1).flatten(1, 2)));
    }

    private Tensor Before(Tensor x) => x.narrow(1, 0, grid.Before);

    private Tensor After(Tensor before, Tensor rest) => grid.Before == 0 ? rest : cat([before, rest], 1);

    // [b s d] → [b R side C side d], R·side rows of C·side patches.
    private Tensor Lattice(Tensor x, double missing)
    {
        long right = (columns * side) - grid.Columns, below = (rows * side) - grid.Rows;
        var picture = x.narrow(1, grid.Before, x.size(1) - grid.Before).unflatten(1, grid.Rows, grid.Columns);
        var whole = right + below == 0 ? picture : nn.functional.pad(picture, [0, 0, 0, right, 0, below], value: missing);
        return whole.reshape(x.size(0), rows, side, columns, side, x.size(2));
    }

    // [b R·side C·side d] → [b s d], without what is before.
    private Tensor Raster(Tensor lattice) => lattice.narrow(1, 0, grid.Rows).narrow(2, 0, grid.Columns).flatten(1, 2);
}
