using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>Windows of positions after one another; the last may hold fewer.</summary>
internal sealed class Stretches(long length, long width) : IWindowing
{
    /// <inheritdoc/>
    public long Count { get; } = Remaining.Windows(length, width);

    /// <inheritdoc/>
    public long Width => width;

    /// <inheritdoc/>
    public Tensor Cut(Tensor x) => Cut(x, 0);

    /// <inheritdoc/>
    public Tensor Join(Tensor windows) => windows.reshape(windows.size(0), Count * width, windows.size(3)).narrow(1, 0, length);

    /// <inheritdoc/>
    public Tensor Pool(Tensor x, double missing, Func<Tensor, long, Tensor> over) => over(Cut(x, missing), 2);

    /// <inheritdoc/>
    public Tensor Spread(Tensor x) => Join(x.unsqueeze(2).expand(-1, -1, width, -1));

    private Tensor Cut(Tensor x, double missing)
    {
        var after = (Count * width) - length;
        return (after == 0 ? x : nn.functional.pad(x, [0, 0, 0, after], value: missing)).reshape(x.size(0), Count, width, x.size(2));
    }
}
