using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The learner's passes of tasks that are of tokens: from a batch to the states that tokens are told from, and whose weights they use.</summary>
internal static class EmitTokenPasses
{
    public static void Emit(SourceWriter body, ExperimentPlan plan)
    {
        if (plan.Has(TaskKind.SequenceToSequence))
        {
            body.Line().Lines("// What the decoder makes of a batch, [b t d].").Braces(
                $"private Tensor Hidden(int task, Batch batch, Dropout dropout, AttentionRecorder recorder{EmitSoftStage.Parameter(plan.Spec)})", pass => pass
                    .Lines($"""
                        var w = Weights(task);
                        var source = Ids.Of(batch.Source, batch.Rows, device); // [b s]
                        var target = Ids.Of(batch.Decoder, batch.Rows, device); // [b t]
                        var mask = AttentionMask.Padding(source); // [b 1 1 s]
                        var memory = model.Encode(w, source, mask, dropout, recorder{EmitSoftStage.Argument(plan.Spec)}); // [b s d]
                        """)
                    .Lines(EmitReductions.Attend(plan.Spec, "recorder"))
                    .Lines("return model.Decode(w, target, memory, mask, dropout, recorder);"));
            Weights(body, plan, TaskKind.SequenceToSequence, EmitWeights.Writer(plan), "Weights");
        }

        if (plan.Has(TaskKind.CausalLanguageModel))
        {
            body.Line().Lines("""
                // What the decoder makes of a batch of texts, each place of what comes before it, [b t d].
                private Tensor Continued(int task, Batch batch, Dropout dropout, AttentionRecorder recorder) =>
                    model.Continue(LanguageWeights(task), Ids.Of(batch.Decoder, batch.Rows, device), dropout, recorder);
                """);
            Weights(body, plan, TaskKind.CausalLanguageModel, EmitWeights.Language(plan), "LanguageWeights");
        }

        if (plan.Has(TaskKind.MaskedLanguageModel))
        {
            body.Line().Lines($$"""
                // What the encoder makes of a batch of texts with hidden tokens, [b s d].
                private Tensor Filled(int task, Batch batch, Dropout dropout, AttentionRecorder recorder{{EmitSoftStage.Parameter(plan.Spec)}})
                {
                    var source = Ids.Of(batch.Source, batch.Rows, device); // [b s]
                    return model.Encode(MaskedWeights(task), source, AttentionMask.Padding(source), dropout, recorder{{EmitSoftStage.Argument(plan.Spec)}});
                }
                """);
            Weights(body, plan, TaskKind.MaskedLanguageModel, EmitWeights.Reader(plan), "MaskedWeights");
        }
    }

    private static void Weights(SourceWriter body, ExperimentPlan plan, TaskKind kind, string record, string name) => body.Line().Braces(
        $"private {record} {name}(int task) => task switch",
        cases => cases
            .Each(
                plan.Spec.Tasks.Select((task, place) => (task, place)).Where(one => one.task.Kind == kind),
                one => $"{one.place} => model.{one.task.Name},")
            .Lines("_ => throw new ArgumentOutOfRangeException(nameof(task)),"),
        "};");
}
