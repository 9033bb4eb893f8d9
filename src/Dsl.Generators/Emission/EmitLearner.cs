using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>A plan → the learner: training step, evaluation, decoding, observation.</summary>
internal static class EmitLearner
{
    public static SourceWriter Emit(ExperimentPlan plan)
    {
        var name = plan.Spec.Name;
        return SourceFile.Start(
                plan.Spec.Namespace,
                [
                    "Emitted by Heed. Change the declaration, not this file.", "",
                    $"{name}: how its model is trained, evaluated and asked. A step takes one batch of each of {Text.List(plan.Sharing.Tasks)}.",
                ],
                "System", "System.Collections.Generic", "System.Linq", "Heed", "Heed.Attention", "Heed.Data", "Heed.Decoding", "Heed.Layers",
                "Heed.Learning", "Heed.Planning", "TorchSharp", "static TorchSharp.torch")
            .Lines($"/// <summary>Trains, evaluates and asks a <see cref=\"{name}Model\"/>.</summary>")
            .Braces($"public sealed class {name}Learner : ILearner", body =>
            {
                Constructor(body, name, plan.Spec.Optimizer.Name);
                body.Line();
                Step(body, plan);
                body.Line();
                Evaluate(body);
                body.Line();
                Decode(body);
                body.Line();
                Observe(body);
                body.Line();
                Hidden(body);
                body.Line();
                body.Braces($"private {name}Weights Weights(int task) => task switch", cases => cases
                    .Each(plan.Spec.Tasks.Select((task, place) => (task, place)), one => $"{one.place} => model.{one.task.Name},")
                    .Lines("_ => throw new ArgumentOutOfRangeException(nameof(task)),"), "};");
            });
    }

    private static void Constructor(SourceWriter body, string name, string optimizer) => body.Lines($$"""
        private readonly ExperimentSpec spec;
        private readonly Device device;
        private readonly {{name}}Model model;

        /// <summary>A learner at its first step.</summary>
        public {{name}}Learner(ExperimentPlan plan, Device device)
        {
            (spec, this.device) = (plan.Spec, device);
            model = new {{name}}Model(plan, device);
            Optimizer = new {{optimizer}}(model.named_parameters(), ({{optimizer}}Spec)spec.Optimizer);
        }

        /// <inheritdoc/>
        public nn.Module Model => model;

        /// <inheritdoc/>
        public Optimizer Optimizer { get; }
        """);

    private static void Step(SourceWriter body, ExperimentPlan plan)
    {
        var tasks = plan.Spec.Tasks.Select((task, place) => (Local: SourceFile.Camel(task.Name) + "Loss", place)).ToArray();
        body.Lines("/// <inheritdoc/>");
        body.Braces("public StepReport Step(long step, IReadOnlyList<Batch> batches)", lines =>
        {
            lines.Lines($"""
                using var scope = NewDisposeScope();
                var rate = spec.Optimizer.LearningRate * Schedule.Factor(Decay.{plan.Spec.Schedule.Decay}, step, spec.Schedule.Warmup, spec.Steps);
                var dropout = new Dropout(spec.Regularization.Dropout, spec.Seed, step);
                Optimizer.ZeroGradients();

                // The gradient of a sum is the sum of gradients: each task's backward pass frees its graph before the next begins.
                """);
            lines.Lines(tasks.Select(task => $"""
                var {task.Local} = Loss({task.place}, batches[{task.place}], dropout);
                ({task.Local} * Constant.Of(spec.Tasks[{task.place}].Weight)).backward();
                """));
            lines.Line().Lines($"""
                var norm = Optimizer.Step(rate, spec.Optimizer.Clip);
                double[] losses = [{string.Join(", ", tasks.Select(task => $"{task.Local}.item<float>()"))}];
                return new(step, rate, norm, new(losses), losses.Zip(spec.Tasks, (loss, task) => loss * task.Weight).Sum());
                """);
        });
        body.Line().Lines("""
            private Tensor Loss(int task, Batch batch, Dropout dropout)
            {
                var hidden = Hidden(task, batch, dropout, AttentionRecorder.Off); // [b t d]
                return LabelSmoothing.FromHidden(
                    hidden.flatten(0, 1), Weights(task).Embedding, Ids.Flat(batch.Labels, device), spec.Regularization.LabelSmoothing);
            }
            """);
    }

    private static void Evaluate(SourceWriter body) => body.Lines("""
        /// <inheritdoc/>
        public TokenLoss Evaluate(int task, Batch batch)
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            var hidden = Hidden(task, batch, Dropout.Off, AttentionRecorder.Off); // [b t d]
            var loss = LabelSmoothing.FromHidden(hidden.flatten(0, 1), Weights(task).Embedding, Ids.Flat(batch.Labels, device), 0);
            var tokens = batch.Labels.Count(id => id != Vocabulary.Padding);
            return new(loss.item<float>() * tokens, tokens);
        }
        """);

    private static void Decode(SourceWriter body) => body.Lines("""
        /// <inheritdoc/>
        public IReadOnlyList<int[]> Decode(int task, Batch batch, int maximumLength)
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            var w = Weights(task);
            var source = Ids.Of(batch.Source, batch.Rows, device); // [b s]
            var mask = AttentionMask.Padding(source); // [b 1 1 s]
            var memory = model.Encode(w, source, mask, Dropout.Off, AttentionRecorder.Off); // [b s d]
            using var cache = model.Remember(w, memory, maximumLength);
            return Greedy.Decode(
                newest => model.DecodeNext(w, newest, mask, cache), batch.Rows, Vocabulary.Start(task), Vocabulary.End, maximumLength, device);
        }
        """);

    private static void Observe(SourceWriter body) => body.Lines("""
        /// <inheritdoc/>
        public AttentionRecorder Observe(int task, Batch batch)
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            var recorder = new AttentionRecorder();
            Hidden(task, batch, Dropout.Off, recorder);
            return recorder;
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            Optimizer.Dispose();
            model.Dispose();
        }
        """);

    private static void Hidden(SourceWriter body) => body.Lines("""
        // What the decoder makes of a batch, [b t d].
        private Tensor Hidden(int task, Batch batch, Dropout dropout, AttentionRecorder recorder)
        {
            var w = Weights(task);
            var source = Ids.Of(batch.Source, batch.Rows, device); // [b s]
            var target = Ids.Of(batch.Decoder, batch.Rows, device); // [b t]
            var mask = AttentionMask.Padding(source); // [b 1 1 s]
            var memory = model.Encode(w, source, mask, dropout, recorder); // [b s d]
            return model.Decode(w, target, memory, mask, dropout, recorder);
        }
        """);
}
