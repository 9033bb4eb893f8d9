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
                Constructor(body, plan);
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

    private static void Constructor(SourceWriter body, ExperimentPlan plan)
    {
        var (name, optimizer, averages) = (plan.Spec.Name, plan.Spec.Optimizer.Name, plan.Spec.MovingAverage is not null);
        body.Lines($$"""
            private readonly ExperimentSpec spec;
            private readonly Device device;
            private readonly {{name}}Model model;
            """);
        body.Line().Lines("/// <summary>A learner at its first step.</summary>");
        body.Braces($"public {name}Learner(ExperimentPlan plan, Device device)", lines => lines
            .Lines($"""
                (spec, this.device) = (plan.Spec, device);
                model = new {name}Model(plan, device);
                Optimizer = new {optimizer}(model.named_parameters(), ({optimizer}Spec)spec.Optimizer);
                """)
            .Lines(averages ? ["Average = new MovingAverage(model.named_parameters(), spec.MovingAverage!.Decay);"] : Array.Empty<string>()));
        body.Line().Lines($$"""
            /// <inheritdoc/>
            public nn.Module Model => model;

            /// <inheritdoc/>
            public Optimizer Optimizer { get; }

            /// <inheritdoc/>
            public MovingAverage? Average {{(averages ? "{ get; }" : "=> null;")}}
            """);
    }

    private static void Step(SourceWriter body, ExperimentPlan plan)
    {
        var tasks = Enumerable.Range(0, plan.Spec.Tasks.Count);

        // A step that is left out, because its gradient is not finite, leaves the average alone as well.
        var average = plan.Spec.MovingAverage is null ? "" : "\n    if (double.IsFinite(norm))\n        Average!.Update(step);";
        body.Lines("/// <inheritdoc/>");
        body.Lines($$"""
            public StepReport Step(long step, IReadOnlyList<Batch> batches)
            {
                using var scope = NewDisposeScope();
                var rate = spec.Optimizer.LearningRate * Schedule.Factor(Decay.{{plan.Spec.Schedule.Decay}}, step, spec.Schedule.Warmup, spec.Steps);
                var dropout = new Dropout(spec.Regularization.Dropout, spec.Seed, step);
                Optimizer.ZeroGradients();
                double[] losses = [{{string.Join(", ", tasks.Select(task => $"Backward({task}, batches, dropout)"))}}];
                var norm = Optimizer.Step(rate, spec.Optimizer.Clip);{{average}}
                return new(step, rate, norm, new(losses), losses.Zip(spec.Tasks, (loss, task) => loss * task.Weight).Sum());
            }

            // The gradient of a sum is the sum of gradients: each batch's backward pass frees its graph before the next begins. A task's
            // batches count by their labels, as if they were one.
            private double Backward(int task, IReadOnlyList<Batch> batches, Dropout dropout)
            {
                var own = batches.Skip(task * spec.Accumulate).Take(spec.Accumulate).ToArray();
                var mean = 0.0;
                foreach (var batch in own)
                {
                    using var scope = NewDisposeScope();
                    mean += Accumulation.Backward(Loss(task, batch, dropout), spec.Tasks[task].Weight, batch.Share(own));
                }

                return mean;
            }
            """);
        body.Line();
        body.Braces("private Tensor Loss(int task, Batch batch, Dropout dropout)", lines => lines.Lines(ByKind(
            plan,
            $$"""
            var hidden = Hidden(task, batch, dropout, AttentionRecorder.Off); // [b t d]
            return LabelSmoothing.FromHidden(
                hidden.flatten(0, 1), Weights(task).{{EmitWeights.Output(plan.Spec)}}, Ids.Flat(batch.Labels, device), spec.Regularization.LabelSmoothing);
            """,
            """
            var logits = ClassLogits(task, batch, dropout, AttentionRecorder.Off); // [b c]
            return ClassLoss.Of(logits, Ids.Flat(batch.Labels, device), spec.Regularization.LabelSmoothing);
            """)));
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
            return new(loss.item<float>() * batch.RealLabels, batch.RealLabels);
            """,
            """
            var logits = ClassLogits(task, batch, Dropout.Off, AttentionRecorder.Off); // [b c]
            return new(ClassLoss.Of(logits, Ids.Flat(batch.Labels, device), 0).item<float>() * batch.RealLabels, batch.RealLabels);
            """)));
    }

    private static void Decode(SourceWriter body, ExperimentPlan plan)
    {
        body.Lines("/// <inheritdoc/>");
        body.Braces("public IReadOnlyList<int[]> Decode(int task, Batch batch, int maximumLength, Lexicon? only = null)", lines => lines.Lines("""
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            """).Lines(ByKind(
            plan, EmitDecoding.Write(plan.Spec.Decoding), "return MostLikely.Of(ClassLogits(task, batch, Dropout.Off, AttentionRecorder.Off));")));
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
        body.Line().Lines($$"""
        /// <inheritdoc/>
        public void Dispose()
        {
            Optimizer.Dispose();{{(plan.Spec.MovingAverage is null ? "" : "\n    Average!.Dispose();")}}
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
