using System.Collections;
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

    // A layer that does not allocate holds nothing to allocate by.
    private static IEnumerable<(string Path, Parameter Value)> Walk(object? node, string path) => node switch
    {
        null => [],
        Parameter parameter => [(path, parameter)],
        IEnumerable items => items.Cast<object>().SelectMany((item, place) => Walk(item, $"{path}[{place}]")),
        _ => node.GetType().GetProperties().SelectMany(part => Walk(part.GetValue(node), $"{path}.{part.Name}")),
    };
}
