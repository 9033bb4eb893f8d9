using Heed.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Heed.Benchmarks;

/// <summary>
/// What TorchSharp's own examples show: its transformer modules in float32, padded batches as they come, its AdamW and its clipping, under
/// the settings that libtorch and the C library have of themselves.
/// </summary>
public sealed class Textbook : IForm
{
    private readonly Workload work;
    private readonly Model model;
    private readonly OptimizerHelper optimizer;
    private readonly (Tensor Source, Tensor Target, Tensor Labels)[] batches;

    /// <summary>A model and its batches.</summary>
    public Textbook(Workload work)
    {
        PlainLibTorch.Load();
        (this.work, model) = (work, new(work));
        optimizer = optim.AdamW(model.parameters(), 1e-4);
        model.train(work.Training);
        batches = [.. work.Unsorted.Select(Padded)];
    }

    /// <inheritdoc/>
    public int Batches => batches.Length;

    /// <inheritdoc/>
    public void Step(int batch)
    {
        using var scope = NewDisposeScope();
        using var untracked = work.Training ? null : no_grad();
        var loss = model.Loss(batches[batch]);
        if (!work.Training)
        {
            loss.item<float>();
            return;
        }

        optimizer.zero_grad();
        loss.backward();
        nn.utils.clip_grad_norm_(model.parameters(), 1.0);
        optimizer.step();
        loss.item<float>();
    }

    private (Tensor, Tensor, Tensor) Padded(PairLength[] pairs)
    {
        if (work.Pictures)
            return (rand(pairs.Length, pairs[0].Source, work.Sizes.Patch), zeros(1), randint(work.Sizes.Classes, [pairs.Length]));
        Tensor Ids(Func<PairLength, int> length)
        {
            var ids = zeros(pairs.Length, pairs.Max(length), int64);
            foreach (var (row, pair) in pairs.Index())
                ids[row, TensorIndex.Slice(0, length(pair))] = randint(1, work.Sizes.Vocabulary, [length(pair)]);
            return ids;
        }

        return (Ids(pair => pair.Source), Ids(pair => pair.Target), Ids(pair => pair.Target));
    }

    private sealed class Model : nn.Module
    {
        private readonly Workload work;
        private readonly Embedding source, target;
        private readonly nn.Module<Tensor, Tensor> output, patches;
        private readonly Transformer? transformer;
        private readonly TransformerEncoder? encoder;
        private readonly Parameter positions;

        public Model(Workload work)
            : base("textbook")
        {
            this.work = work;
            var d = work.Sizes.Width;
            positions = new(randn(512, 1, d) * 0.02);
            (source, target) = (nn.Embedding(Math.Max(1, work.Sizes.Vocabulary), d), nn.Embedding(Math.Max(1, work.Sizes.Vocabulary), d));
            patches = nn.Linear(Math.Max(1, work.Sizes.Patch), d);
            output = nn.Linear(d, work.Pictures ? work.Sizes.Classes : work.Sizes.Vocabulary);
            if (work.Pictures)
            {
                encoder = nn.TransformerEncoder(
                    nn.TransformerEncoderLayer(d, work.Sizes.Heads, work.Sizes.FeedForward, work.Sizes.Dropout, nn.Activations.GELU), work.Sizes.Layers);
            }
            else
            {
                transformer = nn.Transformer(
                    d, work.Sizes.Heads, work.Sizes.Layers, work.Sizes.Layers, work.Sizes.FeedForward, work.Sizes.Dropout, nn.Activations.ReLU);
            }

            RegisterComponents();
        }

        public Tensor Loss((Tensor Source, Tensor Target, Tensor Labels) batch)
        {
            if (encoder is not null)
            {
                var seen = encoder.call(patches.call(batch.Source).transpose(0, 1) + positions[TensorIndex.Slice(0, batch.Source.shape[1])], null!, null!);
                return F.cross_entropy(output.call(seen.mean([0])), batch.Labels);
            }

            var causal = full([batch.Target.shape[1], batch.Target.shape[1]], float.NegativeInfinity).triu_(1);
            var hidden = batch.Source.eq(0);
            var states = transformer!.call(
                Embedded(source, batch.Source), Embedded(target, batch.Target), null!, causal, null!, hidden, batch.Target.eq(0), hidden);
            return F.cross_entropy(
                output.call(states).view(-1, work.Sizes.Vocabulary), batch.Labels.t().reshape(-1), ignore_index: 0, label_smoothing: 0.1);
        }

        private Tensor Embedded(Embedding table, Tensor ids)
        {
            var x = table.call(ids.t()) * Math.Sqrt(work.Sizes.Width);
            return F.dropout(x + positions[TensorIndex.Slice(0, x.shape[0])], work.Sizes.Dropout, training);
        }
    }
}
