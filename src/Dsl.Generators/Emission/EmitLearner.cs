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
                [
                    "System", "System.Collections.Generic", "System.Linq", "Heed", .. Enumerable.Repeat("Heed.Allocation", EmitAllocation.KnowsGrid(plan.Spec) || plan.Spec.TokenPruning is not null ? 1 : 0),
                    "Heed.Attention", "Heed.Data", "Heed.Decoding", .. EmitSaliency.Usings(plan.Spec), "Heed.Layers", "Heed.Learning", "Heed.Planning", "TorchSharp", "static TorchSharp.torch",
                ])
            .Lines($"/// <summary>Trains, evaluates and asks a <see cref=\"{name}Model\"/>.</summary>")
            .Braces($"public sealed class {name}Learner : ILearner", body =>
            {
                Constructor(body, plan);
                body.Line();
                Step(body, plan);
                body.Line();
                Evaluate(body);
                body.Line();
                Decode(body, plan);
                Numbers(body, plan);
                body.Line();
                Observe(body, plan);
                EmitSaliency.Emit(body, plan.Spec);
                EmitHead.Passes(body, plan.Spec);
                EmitTokenPasses.Emit(body, plan);
            });
    }

    // What is done with a task of each kind; where the kinds differ, by the task. The first of the kinds, in their order, comes last, so
    // that its variables are in scope of all others: no two kinds may call theirs alike.
    private static string ByKind(ExperimentPlan plan, Func<TaskKind, string> lines)
    {
        var cases = plan.Spec.Tasks.Select((task, place) => (task.Kind, Place: place))
            .GroupBy(one => lines(one.Kind)).OrderByDescending(same => same.Min(one => one.Kind)).ToArray();
        return string.Concat(cases.Take(cases.Length - 1).Select(one =>
            $"if (task is {string.Join(" or ", one.Select(task => task.Place))})\n{{\n    {one.Key.Replace("\n", "\n    ")}\n}}\n\n")) + cases[cases.Length - 1].Key;
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
            .Lines(averages ? [$"Average = new MovingAverage(model.named_parameters(){EmitSoftStage.In(plan.Spec, ".Where(weight => !LearnedReductionSpec.Learns(weight.name))")}, spec.MovingAverage!.Decay);"] : Array.Empty<string>()));
        body.Line().Lines($$"""
            /// <inheritdoc/>
            public nn.Module Model => model;

            /// <inheritdoc/>
            public Optimizer Optimizer { get; }

            /// <inheritdoc/>
            public MovingAverage? Average {{(averages ? "{ get; }" : "=> null;")}}
            """);
        EmitPrecision.Learner(body, plan.Spec);
    }

    private static void Step(SourceWriter body, ExperimentPlan plan)
    {
        var tasks = Enumerable.Range(0, plan.Spec.Tasks.Count);

        // A step that is left out, because its gradient is not finite, leaves the average alone as well.
        var report = $"StepReport.Read(step, rate, norm, losses, spec.Tasks{EmitSpans.Counted(plan.Spec)}{EmitSoftStage.Counted(plan.Spec)});";
        var told = plan.Spec.MovingAverage is null
            ? $"return {report}"
            : $"var report = {report}\n    if (double.IsFinite(report.GradientNorm))\n        Average!.Update(step);\n    return report;";
        var (begin, again) = plan.Spec.Transformer.Recomputes
            ? ("\n        model.GradientCheckpoints.Begin();", "\n        model.GradientCheckpoints.Backward();")
            : ("", "");
        var (soft, loss) = EmitSoftStage.Loss(plan.Spec, "Loss(task, batch, dropout, spec.Regularization.LabelSmoothing");
        body.Lines("/// <inheritdoc/>");
        body.Lines($$"""
            public StepReport Step(long step, IReadOnlyList<Batch> batches)
            {
                using var scope = NewDisposeScope();
                var rate = spec.Optimizer.LearningRate * Schedule.Factor(Decay.{{plan.Spec.Schedule.Decay}}, step, spec.Schedule.Warmup, spec.Steps);
                var dropout = new Dropout(spec.Regularization.Dropout, spec.Seed, step);
                Optimizer.ZeroGradients();
                {{EmitSoftStage.Asked(plan.Spec)}}Tensor[] losses = [{{string.Join(", ", tasks.Select(task => $"Backward({task}, batches, dropout{EmitSoftStage.Tells(plan.Spec)})"))}}];
                {{EmitSpans.Penalty(plan.Spec)}}{{EmitSoftStage.Penalty(plan.Spec)}}var norm = Optimizer.Step(rate, spec.Optimizer.Clip);{{EmitSpans.Held(plan.Spec)}}{{EmitSoftStage.Held(plan.Spec)}}{{(EmitPrecision.Copies(plan.Spec) ? "\n    model.Copies.Refresh();" : "")}}
                {{told}}
            }

            // The gradient of a sum is the sum of gradients: each batch's backward pass frees its graph before the next begins. A task's
            // batches count by their labels, as if they were one.
            private Tensor Backward(int task, IReadOnlyList<Batch> batches, Dropout dropout{{EmitSoftStage.Told(plan.Spec)}})
            {
                var own = batches.Skip(task * spec.Accumulate).Take(spec.Accumulate).ToArray();
                List<Tensor> parts = [];
                foreach (var batch in own)
                {
                    using var scope = NewDisposeScope();{{begin}}{{soft}}
                    var part = Accumulation.Backward(
                        {{loss}}, spec.Tasks[task].Weight, batch.Share(own));{{again}}{{EmitPrecision.Line(plan.Spec, "\n        model.Copies.ReturnGradients();")}}
                    parts.Add(part.MoveToOuterDisposeScope());
                }

                return stack(parts).sum();
            }
            """);
        body.Line();
        body.Braces("private Tensor Loss(int task, Batch batch, Dropout dropout, double smoothing" + EmitSoftStage.Parameter(plan.Spec) + ")", lines => lines.Lines(ByKind(plan, kind => kind switch
        {
            TaskKind.SequenceToSequence => OfTokens("hidden", "Hidden", "t", $"Weights(task).{EmitWeights.Output(plan.Spec)}"),
            TaskKind.CausalLanguageModel => OfTokens("continued", "Continued", "t", $"LanguageWeights(task).{EmitWeights.Output(plan.Spec)}"),
            TaskKind.MaskedLanguageModel => OfTokens("filled", "Filled", "s", "MaskedWeights(task).Embedding"),
            TaskKind.Regression => $"""
                var numbers = Number(task, batch, dropout, AttentionRecorder.Off{EmitSoftStage.Argument(plan.Spec)}); // [b]
                return SquaredError.Of(numbers, batch.Numbers, spec.Tasks[task].Number!);
                """,
            TaskKind.MultiLabel => $"""
                var fits = ClassLogits(task, batch, dropout, AttentionRecorder.Off{EmitSoftStage.Argument(plan.Spec)}); // [b c]
                return ClassSetLoss.Of(fits, Ids.Flat(batch.Labels, device), smoothing);
                """,
            TaskKind.Tagging => $"""
                var tags = ClassLogits(task, batch, dropout, AttentionRecorder.Off{EmitSoftStage.Argument(plan.Spec)}); // [n c]
                return ClassLoss.Of(tags, Ids.Flat(batch.Labels, device), smoothing);
                """,
            _ => $"""
                var logits = ClassLogits(task, batch, dropout, AttentionRecorder.Off{EmitSoftStage.Argument(plan.Spec)}); // [b c]
                return ClassLoss.Of(logits, Ids.Flat(batch.Labels, device), smoothing);
                """,
        })));

        string OfTokens(string states, string pass, string axis, string table) => $$"""
            var {{states}} = {{pass}}(task, batch, dropout, AttentionRecorder.Off{{(pass == "Continued" ? "" : EmitSoftStage.Argument(plan.Spec))}}); // [b {{axis}} d]
            return LabelSmoothing.FromHidden({{states}}.flatten(0, 1), {{table}}, batch.Labels, smoothing);
            """;
    }

    private static void Evaluate(SourceWriter body)
    {
        body.Lines("/// <inheritdoc/>");
        body.Braces("public TokenLoss Evaluate(int task, Batch batch)", lines => lines.Lines("""
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            return new(Loss(task, batch, Dropout.Off, smoothing: 0).item<float>() * batch.RealLabels, batch.RealLabels);
            """));
    }

    private static void Decode(SourceWriter body, ExperimentPlan plan)
    {
        body.Lines("/// <inheritdoc/>");
        body.Braces("public IReadOnlyList<int[]> Decode(int task, Batch batch, int maximumLength, Lexicon? only = null)", lines => lines.Lines("""
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            """).Lines(ByKind(plan, kind => kind switch
            {
                TaskKind.SequenceToSequence => EmitDecoding.Write(plan.Spec),
                TaskKind.CausalLanguageModel => EmitDecoding.Continue(plan.Spec.Decoding),
                TaskKind.MaskedLanguageModel => """
                    var filled = Filled(task, batch, Dropout.Off, AttentionRecorder.Off); // [b s d]
                    return MostLikely.EachToken(Embedding.Logits(filled, MaskedWeights(task).Embedding));
                    """,
                TaskKind.Tagging => "return batch.ByRow(MostLikely.OfEach(ClassLogits(task, batch, Dropout.Off, AttentionRecorder.Off)));",
                TaskKind.Regression => "throw new ArgumentOutOfRangeException(nameof(task));",
                TaskKind.MultiLabel => "return MostLikely.Several(ClassLogits(task, batch, Dropout.Off, AttentionRecorder.Off));",
                _ => "return MostLikely.Of(ClassLogits(task, batch, Dropout.Off, AttentionRecorder.Off));",
            })));
    }

    private static void Numbers(SourceWriter body, ExperimentPlan plan)
    {
        if (!plan.Has(TaskKind.Regression))
            return;
        body.Line().Lines("/// <inheritdoc/>");
        body.Braces("public IReadOnlyList<double> Numbers(int task, Batch batch)", lines => lines.Lines("""
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            return SquaredError.InUnits(Number(task, batch, Dropout.Off, AttentionRecorder.Off), spec.Tasks[task].Number!);
            """));
    }

    private static void Observe(SourceWriter body, ExperimentPlan plan)
    {
        body.Lines("/// <inheritdoc/>");
        body.Braces("public AttentionRecorder Observe(int task, Batch batch)", lines => lines.Lines($$"""
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            var recorder = new AttentionRecorder();
            {{ByKind(plan, kind => $"{Pass(kind)}(task, batch, Dropout.Off, recorder);\nreturn recorder;")}}
            """));
        body.Line().Lines($$"""
        /// <inheritdoc/>
        public void Dispose()
        {
            Optimizer.Dispose();{{(plan.Spec.MovingAverage is null ? "" : "\n    Average!.Dispose();")}}
            model.Dispose();
        }
        """);
    }

    // The learner's pass of a kind of task.
    private static string Pass(TaskKind kind) => kind switch
    {
        TaskKind.SequenceToSequence => "Hidden",
        TaskKind.CausalLanguageModel => "Continued",
        TaskKind.MaskedLanguageModel => "Filled",
        TaskKind.Regression => "Number",
        _ => "ClassLogits",
    };
}
