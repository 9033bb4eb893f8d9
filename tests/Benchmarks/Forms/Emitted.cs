using Heed.Data;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Benchmarks;

/// <summary>What Heed emits, as an experiment runs it.</summary>
public sealed class Emitted : IForm
{
    private readonly Workload work;
    private readonly ILearner learner;
    private readonly Batch[] batches;
    private long step;

    /// <summary>A learner and its batches, computing in a type.</summary>
    public Emitted(Workload work, ScalarType type) => (this.work, learner, batches) = (work, Learner(work, type), Batches(work));

    /// <summary>A learner of a workload's model.</summary>
    public static ILearner Learner(Workload work, Func<ExperimentPlan, Device, ILearner> create)
    {
        TunedLibTorch.Load();
        return create(work.Plan, CPU);
    }

    /// <summary>The learner of a workload's text model in float32, over libtorch as any program finds it.</summary>
    public static ILearner LearnerPlainly(Workload work)
    {
        PlainLibTorch.Load();
        return TextInFloat32.Create(work.Plan, CPU);
    }

    /// <summary>The learner of a workload's model that computes in a type.</summary>
    public static ILearner Learner(Workload work, ScalarType type)
    {
        TunedLibTorch.Load();
        return (work.Pictures, type) switch
        {
            (true, ScalarType.BFloat16) => PicturesInBFloat16.Create(work.Plan, CPU),
            (true, _) => Benchmarks.Pictures.Create(work.Plan, CPU),
            (false, ScalarType.BFloat16) => TextInBFloat16.Create(work.Plan, CPU),
            _ => TextInFloat32.Create(work.Plan, CPU),
        };
    }

    /// <summary>A workload's batches, of tokens or pixels that are made up.</summary>
    public static Batch[] Batches(Workload work)
    {
        var random = new Random(17);
        var task = work.Plan.Spec.Tasks[0];
        return [.. work.Batches.Select(pairs => Batch.Of(task, [.. pairs.Select(Made)], [.. Enumerable.Range(0, pairs.Length)], Vocabulary.Start(0)))];

        TokenPair Made(PairLength pair)
        {
            int[] Ids(int length) => [.. Enumerable.Range(0, length).Select(_ => random.Next(Vocabulary.Start(1), work.Sizes.Vocabulary))];
            if (!work.Pictures)
                return new(Ids(pair.Source), Ids(pair.Target - 1));
            var pixels = new byte[28 * 28];
            random.NextBytes(pixels);
            return new([], [random.Next(work.Sizes.Classes)]) { Picture = new(28, 28, 1, pixels), Positions = pair.Source };
        }
    }

    /// <inheritdoc/>
    int IForm.Batches => batches.Length;

    /// <inheritdoc/>
    public void Step(int batch)
    {
        if (work.Training)
            learner.Step(++step, [batches[batch]]);
        else
            learner.Evaluate(0, batches[batch]);
    }
}
