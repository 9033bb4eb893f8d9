using System.Collections;
using System.Reflection;
using Heed.Allocation;
using Heed.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>What a task of an emitted model holds.</summary>
internal static class Held
{
    /// <summary>The weights of a task, by their path in its record: <c>Encoder[0].Query.Weight</c>.</summary>
    public static IReadOnlyDictionary<string, Parameter> By(ILearner learner, string task) =>
        Walk(Record(learner.Model, task), "").ToDictionary(leaf => leaf.Path[1..], leaf => leaf.Value);

    /// <summary>The table that a task's output layer scores tokens with.</summary>
    public static Parameter Output(ILearner learner, string task)
    {
        var held = By(learner, task);
        return held.GetValueOrDefault("OutputEmbedding") ?? held["Embedding"];
    }

    /// <summary>The emitted record of a task's weights.</summary>
    public static object Record(nn.Module model, string task) => model.GetType().GetProperty(task)!.GetValue(model)!;

    /// <summary>Holds the weights of a task, and what its model adds to states, in float64 from now on: what rounding to float32 hides is seen then.</summary>
    public static void Widen(ILearner learner, string task)
    {
        Widen(learner.Model, value => value is Tensor and not Parameter);
        Everything(Record(learner.Model, task));

        static void Everything(object node)
        {
            if (node is IEnumerable items)
                foreach (var item in items)
                    Everything(item);
            else if (node is HeldWeights own)
                Everything(Those(own).Values);
            else if (node is not Tensor)
            {
                Widen(node, value => value is Parameter);
                foreach (var part in node.GetType().GetProperties())
                    if (part.GetValue(node) is { } held)
                        Everything(held);
            }
        }

        static void Widen(object holder, Func<object?, bool> which)
        {
            foreach (var field in holder.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic))
                if (field.GetValue(holder) is Tensor { dtype: ScalarType.Float32 } value && which(value))
                    field.SetValue(holder, value is Parameter ? new Parameter(value.detach().to(float64)) : value.to(float64).DetachFromDisposeScope());
        }
    }

    // Those that an allocation holds, which passes ask for by their names.
    private static Dictionary<string, object> Those(HeldWeights own)
    {
        var held = (Dictionary<string, (LearnedWeight Declared, object Value)>)typeof(HeldWeights).GetField("held", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(own)!;
        return held.ToDictionary(one => one.Key, one => one.Value.Value);
    }

    // A layer that does not allocate holds nothing to allocate by.
    private static IEnumerable<(string Path, Parameter Value)> Walk(object? node, string path) => node switch
    {
        null => [],
        Parameter parameter => [(path, parameter)],
        HeldWeights own => Those(own).SelectMany(one => Walk(one.Value, $"{path}.{one.Key}")),
        IEnumerable items => items.Cast<object>().SelectMany((item, place) => Walk(item, $"{path}[{place}]")),
        _ => node.GetType().GetProperties().SelectMany(part => Walk(part.GetValue(node), $"{path}.{part.Name}")),
    };
}
