using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>
/// How one answer at a time is computed: its products are of single rows. float32 leaves oneDNN (<see cref="FastMath.WithoutOneDnn"/>), and where a
/// token reads few weights one thread computes it all: another, woken for each small operation, comes too late for its part.
/// </summary>
public static class SingleAnswer
{
    // Bytes of weights. On two cores of an Intel Xeon one thread wrote 1.4 times (float32, 19 MB), 2.7 times (8 bits, 5 MB) and 4.8 times (bfloat16,
    // 10 MB) as fast as two; of 50 MB and more two threads wrote 1.4 to 1.5 times as fast as one.
    private const double Few = 24e6;

    // What is read is a matrix of as many rows, which all threads are the faster for.
    private const int Short = 256;

    /// <summary>Whether one thread writes it.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="task">What is asked.</param>
    /// <param name="computes">The type that passes compute in.</param>
    /// <param name="read">Tokens that are read before.</param>
    public static bool ByOneThread(ExperimentPlan plan, TaskSpec task, ScalarType computes, int read)
    {
        if (!task.Kind.Writes() || read > Short)
            return false;
        var bytes = plan.Spec.Decoding.Rounding == WeightRounding.Int8 ? 1 : computes == ScalarType.BFloat16 ? 2 : 4;
        return bytes * CostPlan.Read(plan, task) < Few;
    }

    /// <summary>Begins such an answer; ended by what it returns, on the same thread.</summary>
    /// <inheritdoc cref="ByOneThread"/>
    public static IDisposable Begin(ExperimentPlan plan, TaskSpec task, ScalarType computes, int read)
    {
        var threads = ByOneThread(plan, task, computes, read) ? get_num_threads() : 0;
        return new Ending(FastMath.WithoutOneDnn(), threads);
    }

    private sealed class Ending : IDisposable
    {
        private readonly IDisposable products;
        private readonly int threads;

        public Ending(IDisposable products, int threads)
        {
            (this.products, this.threads) = (products, threads);
            if (threads > 1)
                set_num_threads(1);
        }

        public void Dispose()
        {
            if (threads > 1)
                set_num_threads(threads);
            products.Dispose();
        }
    }
}
