using Heed.Planning;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Emission;

/// <summary>A plan → the source files of an experiment: declaration, model, learner.</summary>
internal static class EmitExperiment
{
    public static void Emit(SourceProductionContext context, ExperimentPlan plan)
    {
        var spec = plan.Spec;
        context.AddSource(Hint("Declaration"), EmitDeclaration.Emit(plan).ToSource());
        context.AddSource(Hint("Model"), EmitModel.Emit(plan).ToSource());
        context.AddSource(Hint("Learner"), EmitLearner.Emit(plan).ToSource());

        string Hint(string file) => SourceFile.Hint(spec.Namespace, spec.Name, file);
    }
}
