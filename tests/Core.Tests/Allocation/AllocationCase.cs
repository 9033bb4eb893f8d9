using Heed.Allocation;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>A sequence to reduce: one row or several, of one position or more, some of them padding, some rows but the first nothing else.</summary>
internal sealed record AllocationCase
{
    private readonly int seed;

    public AllocationCase(Seed seed)
    {
        this.seed = seed.Value;
        var draw = seed.Draw();
        (Rows, Length, Width) = (draw.Below(1, 4), draw.Below(1, 12), draw.Below(1, 5));
        Ratio = new[] { 1, 1.5, 2, 3, 4, 7, 40 }[draw.Below(0, 7)];
    }

    private AllocationCase(AllocationCase whole, Sequence sequence, Tensor received)
    {
        (seed, Rows, Length, Width, Ratio) = (whole.seed, 1, whole.Length, whole.Width, whole.Ratio);
        (given, Received) = (sequence, received);
    }

    private readonly Sequence? given;

    public int Rows { get; }

    public int Length { get; }

    public int Width { get; }

    public double Ratio { get; init; }

    public Sequence Sequence => given ?? Made();

    public Tensor Received { get => field ??= new Draw(seed ^ 2).Normal(Rows, Length).abs() + 0.01; }

    /// <summary>A row without its padding.</summary>
    public AllocationCase Row(int row)
    {
        var count = Math.Max(1, Sequence.Counts[row].item<long>());
        Tensor Cut(Tensor x) => x.narrow(0, row, 1).narrow(1, 0, count);
        return new(this, new(Cut(Sequence.States), Cut(Sequence.Sizes), Cut(Sequence.Places)), Cut(Received));
    }

    public Reduction Reduce<TAllocation>()
        where TAllocation : IAllocation => TAllocation.Reduce(Sequence, Received, Ratio);

    /// <summary>The mean of all states, each counted by its size, stays what it was.</summary>
    public static void Conserves<TAllocation>(Seed seed)
        where TAllocation : IAllocation
    {
        using var scope = NewDisposeScope();
        var one = new AllocationCase(seed);
        var left = one.Reduce<TAllocation>().Left;
        Same.Close(one.Sequence.Sizes.sum(1), left.Sizes.sum(1));
        Same.Close(Sum(one.Sequence), Sum(left), 1e-5);

        static Tensor Sum(Sequence sequence) => (sequence.States * sequence.Sizes.unsqueeze(-1).to(float64)).sum(1);
    }

    private Sequence Made()
    {
        var draw = new Draw(seed ^ 1, ScalarType.Float64);
        var states = draw.Normal(Rows, Length, Width);
        var counts = Enumerable.Range(0, Rows).Select(row => draw.Below(row == 0 ? 1 : 0, Length + 1)).ToArray();
        var real = tensor(
            Enumerable.Range(0, Rows * Length).Select(cell => cell % Length < counts[cell / Length]).ToArray(), [Rows, Length]);
        var sequence = Sequence.Of(states, real);
        return sequence with { Sizes = sequence.Sizes * draw.Ids(1, 4, Rows, Length).to(float32) };
    }
}
