using Heed.Data;
using static TorchSharp.torch;

namespace Heed.Benchmarks;

/// <summary>The matrix products of a model and nothing else, at the shapes in which Heed's model has them: what no form can be faster than.</summary>
public sealed class Products : IForm
{
    private readonly Workload work;
    private readonly (long Times, Tensor X, Tensor W, Tensor Y)[][] batches;

    /// <summary>The products of every batch, in a type.</summary>
    public Products(Workload work, ScalarType type)
    {
        TunedLibTorch.Load();
        this.work = work;
        var made = new Dictionary<string, Tensor>();
        batches = [.. work.Batches.Select(batch => OfBatch(batch).Select(one => (
            one.Times, Made(one.B, one.M, one.K), Made(one.B, one.K, one.N), Made(one.B, one.M, one.N))).ToArray())];

        // Products of one shape read the same matrices, as if they lay in the cache: the ceiling is a high one.
        Tensor Made(long b, long rows, long columns)
        {
            var key = $"{b} {rows} {columns}";
            if (!made.TryGetValue(key, out var tensor))
                made[key] = tensor = (b == 0 ? randn(rows, columns) : randn(b, rows, columns)).to(type);
            return tensor;
        }
    }

    /// <inheritdoc/>
    public int Batches => batches.Length;

    /// <inheritdoc/>
    public void Step(int batch)
    {
        using var untracked = no_grad();
        foreach (var (times, x, w, y) in batches[batch])
        {
            for (var time = 0; time < times; time++)
            {
                using var scope = NewDisposeScope();
                Multiply(x, w);
                if (!work.Training)
                    continue;
                Multiply(y, w.transpose(-2, -1));
                Multiply(x.transpose(-2, -1), y);
            }
        }

        static void Multiply(Tensor left, Tensor right) => _ = left.dim() == 2 ? left.mm(right) : left.bmm(right);
    }

    // How often there is a product [m k]·[k n], alone (b = 0) or b side by side.
    private IEnumerable<(long Times, long B, long M, long K, long N)> OfBatch(PairLength[] batch)
    {
        var plan = work.Plan;
        long rows = batch.Length, s = batch.Max(pair => pair.Source), t = batch.Max(pair => pair.Target);
        long d = plan.Width, f = plan.Encoder!.FeedForward, h = plan.Encoder.Heads, e = d / h, layers = plan.Encoder.Layers;
        List<(long, long, long, long, long)> all = [.. Layers(s, 4)];
        if (work.Pictures)
            return [(1, 0, rows * s, work.Sizes.Patch, d), .. all];
        all.AddRange(Layers(t, 6));
        return
        [
            .. all, (2 * layers, 0, rows * s, d, d), .. Attention(t, s),
            (1, 0, batch.Sum(pair => pair.Target), d, work.Sizes.Vocabulary),
        ];

        // Self-attention and feed-forward; what attends to the source has two more square maps of its own length.
        IEnumerable<(long, long, long, long, long)> Layers(long length, long square) =>
            [(square * layers, 0, rows * length, d, d), (layers, 0, rows * length, d, f), (layers, 0, rows * length, f, d), .. Attention(length, length)];

        IEnumerable<(long, long, long, long, long)> Attention(long q, long k) => [(layers, rows * h, q, e, k), (layers, rows * h, q, k, e)];
    }
}
