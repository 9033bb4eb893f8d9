using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>How a sequence is cut into windows of neighbours.</summary>
internal interface IWindowing
{
    /// <summary>Windows of the sequence, r.</summary>
    long Count { get; }

    /// <summary>Positions of a window, w; one at the edge holds fewer.</summary>
    long Width { get; }

    /// <summary>Windows, with zeros in the place of what is missing: [b s d] → [b r w d].</summary>
    Tensor Cut(Tensor x);

    /// <summary>Puts windows together again, without what is missing in the sequence: [b r w d] → [b s d].</summary>
    Tensor Join(Tensor windows);

    /// <summary>What each window becomes, without room for all in a row: [b s d] → [b r d].</summary>
    /// <param name="x">[b s d].</param>
    /// <param name="missing">What stands in the place of what is missing.</param>
    /// <param name="over">A reduction over a dimension along which neighbours lie; squares have two.</param>
    Tensor Pool(Tensor x, double missing, Func<Tensor, long, Tensor> over);

    /// <summary>What each window became, at each of its positions: [b r d] → [b s d].</summary>
    Tensor Spread(Tensor x);
}
