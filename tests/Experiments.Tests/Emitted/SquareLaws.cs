using Heed.Allocation;
using Heed.Attention;
using Heed.Data;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Squares of a picture's patches, from the attribute to the emitted pass: an encoder of one layer, written out patch by patch.</summary>
public class SquareLaws
{
    private const int Width = 16, Heads = 2, Side = 2;

    [Law(MaxTest = 300)]
    public void Keys_are_squares_that_a_map_made_and_a_norm(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var one = new Seen(seed, SeesSquares.Spec with { SpatialPooling = SeesSquares.Spec.SpatialPooling! with { FromLayer = 0 } }, SeesSquares.Create);
        dynamic w = one.Weights, own = one.Layer;
        Tensor[] x = [.. one.Embedded.Select((state, place) => state + (Tensor)w.Positions[place])];
        Tensor[] y = [.. x.Select(state => (Tensor)Norm.Layer(state, own.AttentionNorm))];
        Tensor[] keys = [.. one.Squares.Select(square => (Tensor)Norm.Layer(Linear.Apply(After(y, square), own.Window), own.WindowNorm))];
        one.Agrees(Passed(own, x, y, keys));
    }

    [Law(MaxTest = 300)]
    public void Squares_are_merged_attended_to_as_squares_of_squares_and_parted_again(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var one = new Seen(seed, SeesMerged.Spec with { TemporalPooling = SeesMerged.Spec.TemporalPooling! with { FromLayer = 0 } }, SeesMerged.Create);
        dynamic own = one.Layer;
        Tensor[] x = [.. one.Squares.Select(square => (Tensor)Linear.Apply(After(one.Embedded, square), own.Join))];
        Tensor[] y = [.. x.Select(state => (Tensor)Norm.Layer(state, own.AttentionNorm))];

        // Of squares of squares the mean by patches; each stands where its first patch does.
        int[][] above = Seen.Cut((one.Rows + 1) / Side, (one.Columns + 1) / Side, one.Before);
        int Patches(int square) => one.Squares[square].Count(place => place >= 0);
        long[] at = [.. one.Squares.Select(square => (long)square[0])], keysAt = [.. above.Select(squares => at[squares[0]])];
        Tensor[] keys =
        [
            .. above.Select(squares => squares.Where(square => square >= 0).ToArray()).Select(squares =>
                squares.Select(square => y[square] * Patches(square)).Aggregate((sum, next) => sum + next) / squares.Sum(Patches)),
        ];
        Tensor[] become = Passed(own, x, y, keys, at, keysAt);
        var states = one.Embedded.ToArray();
        foreach (var (number, square) in one.Squares.Index())
        {
            var parts = ((Tensor)Linear.Apply(become[number], own.Part)).split(Width);
            foreach (var (part, place) in square.Index().Where(part => part.Item >= 0))
                states[place] = states[place] + parts[part];
        }

        one.Agrees(states);
    }

    [Law(MaxTest = 300)]
    public void At_ratio_1_every_patch_attends_to_every_patch(int seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (declared, create, wide) in new (ExperimentSpec, Func<ExperimentPlan, Device, ILearner>, bool)[]
        {
            (SeesSquares.Spec, SeesSquares.Create, false), (SeesSquares.Spec, SeesSquares.Create, true),
            (SeesMerged.Spec, SeesMerged.Create, false), (SeesMerged.Spec, SeesMerged.Create, true),
        })
        {
            var one = new Seen(seed, RatioOneLaws.Ones(declared with
            {
                SpatialPooling = declared.SpatialPooling! with { FromLayer = 0 },
                TemporalPooling = declared.TemporalPooling is { } steps ? steps with { FromLayer = 0 } : null,
            }), create, wide);
            dynamic w = one.Weights, own = one.Layer;
            var turns = declared.Transformer.Positions == Positions.Rotary;
            Tensor[] x = turns ? one.Embedded : [.. one.Embedded.Select((state, place) => state + (Tensor)w.Positions[place])];
            Tensor[] y = [.. x.Select(state => (Tensor)Norm.Layer(state, own.AttentionNorm))];
            long[]? at = turns ? [.. Enumerable.Range(0, y.Length)] : null;
            one.Agrees(Passed(own, x, y, y, at, at));
        }
    }

    // States of places after one another, zeros where there is none.
    private static Tensor After(Tensor[] states, int[] places) => cat([.. places.Select(place => place < 0 ? zeros(Width) : states[place])]);

    // A layer's attention to given keys, turned by where all stand if that is said, and its feed-forward network.
    private static Tensor[] Passed(dynamic own, Tensor[] x, Tensor[] y, Tensor[] keys, long[]? at = null, long[]? keysAt = null)
    {
        Tensor Mapped(Tensor[] states, LinearWeights map, long[]? places) => cat([.. states.Select((state, number) =>
        {
            var split = Linear.Apply(state, map).view(1, Heads, 1, Width / Heads);
            return places is null ? split : Rotary.Apply(split, Rotary.Table(places[number] + 1, Width / Heads), places[number]);
        })], 2); // [1 h s e]

        Tensor q = Mapped(y, own.Query, at), k = Mapped(keys, own.Key, keysAt), v = Mapped(keys, own.Value, null);
        var mixed = (q.matmul(k.transpose(2, 3)) / Math.Sqrt(Width / Heads)).softmax(-1).matmul(v);
        return
        [
            .. x.Select((state, place) => state + (Tensor)Linear.Apply(mixed.select(2, place).flatten(), own.Output))
                .Select(state => state + (Tensor)FeedForward.Relu(Norm.Layer(state, own.FeedForwardNorm), own.Up, own.Down, Dropout.Off)),
        ];
    }

    // A picture of any sides, through an encoder of one layer, whose weights are far from what they start as; in float64 if it is wide.
    private sealed class Seen
    {
        private readonly ILearner learner;
        private readonly TaskSpec task;
        private readonly int place;
        private readonly byte[] pixels;
        private readonly bool wide;

        public Seen(int seed, ExperimentSpec declared, Func<ExperimentPlan, Device, ILearner> create, bool wide = false)
        {
            var draw = new Draw(seed);

            // Squares of squares need more columns, to leave two keys.
            (Rows, Columns, Before) = (draw.Below(1, 5), declared.TemporalPooling is null ? draw.Below(3, 6) : draw.Below(5, 8), draw.Below(0, 2));
            place = Before;
            var spec = declared with
            {
                Encoder = declared.Encoder! with { Layers = 1, MaximumLength = 40 },
                Tasks = declared.Tasks.Select(task => task.With(column => column.Image is { } image
                    ? column with { Image = image with { Width = Columns * image.Patch, Height = Rows * image.Patch } } : column)).ToEquatableArray(),
            };
            (task, learner) = (spec.Tasks[place], create(Subject.Plan(spec), CPU));
            foreach (var (_, weight) in learner.Model.named_parameters())
                weight.copy_(draw.Normal(weight.shape) * 0.5);
            pixels = [.. Enumerable.Range(0, task.Image!.Size).Select(_ => (byte)draw.Below(0, 256))];
            Squares = Cut(Rows, Columns, Before);

            var embedded = Linear.Apply(Heed.Layers.Patches.Of(pixels, 1, task.Image, CPU)[0], (LinearWeights)Own("Patch"));
            Embedded = [.. Before == 0 ? [] : new[] { (Tensor)Own("Start") }, .. embedded.unbind()];
            if (this.wide = wide)
            {
                Held.Widen(learner, task.Name);
                Embedded = [.. Embedded.Select(state => state.to(float64))];
            }
        }

        public int Rows { get; }

        public int Columns { get; }

        public int Before { get; }

        /// <summary>The places of each square's patches, -1 where there is none: what stands before the patches is the first of its own.</summary>
        public int[][] Squares { get; }

        /// <summary>What enters the encoder, [d] each.</summary>
        public Tensor[] Embedded { get; }

        public dynamic Weights => Held.Record(learner.Model, task.Name);

        public dynamic Layer => ((IEnumerable<object>)Weights.Encoder).Single();

        public static int[][] Cut(int rows, int columns, int before)
        {
            var squares = Enumerable.Range(0, before).Select(place => new[] { place, -1, -1, -1 }).ToList();
            for (var top = 0; top < rows; top += Side)
            {
                for (var left = 0; left < columns; left += Side)
                {
                    int At(int row, int column) => row < rows && column < columns ? before + (row * columns) + column : -1;
                    squares.Add([At(top, left), At(top, left + 1), At(top + 1, left), At(top + 1, left + 1)]);
                }
            }

            return [.. squares];
        }

        /// <summary>The emitted pass comes to these states before the last norm, and the learner to the class that they tell.</summary>
        public void Agrees(Tensor[] states)
        {
            using var held = learner;
            dynamic model = learner.Model;
            Tensor expected = Norm.Layer(stack(states), Weights.EncoderNorm);
            Tensor memory = model.EncodeEmbedded(Weights, stack(Embedded).unsqueeze(0), Grid.Of(task.Image!, Before), Dropout.Off, AttentionRecorder.Off);
            Assert.Equal(wide ? float64 : float32, memory.dtype);
            Same.Close(expected, memory[0], wide ? 1e-9 : 1e-4);
            if (wide)
                return;

            var logits = Linear.Apply(Before == 0 ? expected.mean([0]) : expected[0], (LinearWeights)Own("Head"));
            TokenPair pair = new([], [1]) { Picture = new(task.Image!.Width, task.Image.Height, 1, pixels), Positions = task.Positions!.Value };
            Assert.Equal(-logits.log_softmax(0)[1].item<float>(), learner.Evaluate(place, Batch.Of(task, [pair], [0], 0)).Sum, 1e-4);
        }

        // What the model holds for the task alone.
        private object Own(string name) => learner.Model.GetType().GetProperty(task.Name + name)!.GetValue(learner.Model)!;
    }
}
