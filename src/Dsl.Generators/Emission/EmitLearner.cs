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
                Evaluate(body, plan);
                body.Line();
                Decode(body, plan);
                body.Line();
                Observe(body, plan);
                if (plan.Has(TaskKind.Classification))
                    EmitHead.Logits(body, plan.Spec);
                if (!plan.Has(TaskKind.SequenceToSequence))
                    return;
                body.Line();
                Hidden(body);
                body.Line();
                body.Braces($"private {EmitWeights.Writer(plan)} Weights(int task) => task switch", cases => cases
                    .Each(Of(plan, TaskKind.SequenceToSequence), one => $"{one.Place} => model.{one.Task.Name},")
                    .Lines("_ => throw new ArgumentOutOfRangeException(nameof(task)),"), "};");
            });
    }

    private static IEnumerable<(TaskSpec Task, int Place)> Of(ExperimentPlan plan, TaskKind kind) =>
        plan.Spec.Tasks.Select((task, place) => (task, place)).Where(one => one.task.Kind == kind);

    // What is done with a task that writes and with one that tells classes; where there are both, by the task.
    private static string ByKind(ExperimentPlan plan, string writes, string tells)
    {
        if (!plan.Has(TaskKind.Classification))
            return writes;
        if (!plan.Has(TaskKind.SequenceToSequence))
            return tells;
        var tasks = string.Join(" or ", Of(plan, TaskKind.Classification).Select(one => one.Place));
        return $"if (task is {tasks})\n{{\n    {tells.Replace("\n", "\n    ")}\n}}\n\n{writes}";
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
        var tasks = plan.Spec.Tasks
            .Select((task, place) => (Local: SourceFile.Camel(task.Name) + "Loss", place, Loss: task.Kind == TaskKind.Classification ? "LossOfClass" : "Loss"))
            .ToArray();
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
                var {task.Local} = {task.Loss}({task.place}, batches[{task.place}], dropout);
                ({task.Local} * Constant.Of(spec.Tasks[{task.place}].Weight)).backward();
                """));
            lines.Line().Lines($"""
                var norm = Optimizer.Step(rate, spec.Optimizer.Clip);
                double[] losses = [{string.Join(", ", tasks.Select(task => $"{task.Local}.item<float>()"))}];
                return new(step, rate, norm, new(losses), losses.Zip(spec.Tasks, (loss, task) => loss * task.Weight).Sum());
                """);
        });
        if (plan.Has(TaskKind.SequenceToSequence))
        {
            body.Line().Lines($$"""
                private Tensor Loss(int task, Batch batch, Dropout dropout)
                {
                    var hidden = Hidden(task, batch, dropout, AttentionRecorder.Off); // [b t d]
                    return LabelSmoothing.FromHidden(
                        hidden.flatten(0, 1), Weights(task).{{EmitWeights.Output(plan.Spec)}}, Ids.Flat(batch.Labels, device), spec.Regularization.LabelSmoothing);
                }
                """);
        }

        if (plan.Has(TaskKind.Classification))
        {
            body.Line().Lines("""
                private Tensor LossOfClass(int task, Batch batch, Dropout dropout) => ClassLoss.Of(
                    ClassLogits(task, batch, dropout, AttentionRecorder.Off), Ids.Flat(batch.Labels, device), spec.Regularization.LabelSmoothing);
                """);
        }
    }

    private static void Evaluate(SourceWriter body, ExperimentPlan plan)
    {
        body.Lines("/// <inheritdoc/>");
        body.Braces("public TokenLoss Evaluate(int task, Batch batch)", lines => lines.Lines("""
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            """).Lines(ByKind(
            plan,
            $$"""
            var hidden = Hidden(task, batch, Dropout.Off, AttentionRecorder.Off); // [b t d]
            var loss = LabelSmoothing.FromHidden(hidden.flatten(0, 1), Weights(task).{{EmitWeights.Output(plan.Spec)}}, Ids.Flat(batch.Labels, device), 0);
            var tokens = batch.Labels.Count(id => id != Vocabulary.Padding);
            return new(loss.item<float>() * tokens, tokens);
            """,
            """
            var logits = ClassLogits(task, batch, Dropout.Off, AttentionRecorder.Off); // [b c]
            return new(ClassLoss.Of(logits, Ids.Flat(batch.Labels, device), 0).item<float>() * batch.Rows, batch.Rows);
            """)));
    }

    private static void Decode(SourceWriter body, ExperimentPlan plan)
    {
        body.Lines("/// <inheritdoc/>");
        body.Braces("public IReadOnlyList<int[]> Decode(int task, Batch batch, int maximumLength)", lines => lines.Lines("""
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            """).Lines(ByKind(
            plan,
            """
            var w = Weights(task);
            var source = Ids.Of(batch.Source, batch.Rows, device); // [b s]
            var mask = AttentionMask.Padding(source); // [b 1 1 s]
            var memory = model.Encode(w, source, mask, Dropout.Off, AttentionRecorder.Off); // [b s d]
            using var cache = model.Remember(w, memory, maximumLength);
            return Greedy.Decode(
                newest => model.DecodeNext(w, newest, mask, cache), batch.Rows, Vocabulary.Start(task), Vocabulary.End, maximumLength, device);
            """,
            "return MostLikely.Of(ClassLogits(task, batch, Dropout.Off, AttentionRecorder.Off));")));
    }

    private static void Observe(SourceWriter body, ExperimentPlan plan)
    {
        var (writes, tells) = ("Hidden(task, batch, Dropout.Off, recorder);", "ClassLogits(task, batch, Dropout.Off, recorder);");
        body.Lines("/// <inheritdoc/>");
        body.Braces("public AttentionRecorder Observe(int task, Batch batch)", lines => lines.Lines("""
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            var recorder = new AttentionRecorder();
            """).Lines(ByKind(plan, writes, plan.Has(TaskKind.SequenceToSequence) ? $"{tells}\nreturn recorder;" : tells)).Lines("return recorder;"));
        body.Line().Lines("""
        /// <inheritdoc/>
        public void Dispose()
        {
            Optimizer.Dispose();
            model.Dispose();
        }
        """);
    }

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
