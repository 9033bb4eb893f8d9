using Heed.Planning;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Emission;

/// <summary>A plan → the source files of an experiment: declaration, model, learner.</summary>
internal static class EmitExperiment
{
    public static void Emit(SourceProductionContext context, ExperimentPlan plan)
    {
        var spec = plan.Spec;
        context.AddSource(Hint(spec, "Declaration"), EmitDeclaration.Emit(plan).ToSource());
        context.AddSource(Hint(spec, "Model"), EmitModel.Emit(plan).ToSource());
        context.AddSource(Hint(spec, "Learner"), EmitLearner.Emit(plan).ToSource());
    }

    private static string Hint(ExperimentSpec spec, string file) =>
        $"{(spec.Namespace.Length == 0 ? "" : spec.Namespace + ".")}{spec.Name}.{file}.g.cs";
}
