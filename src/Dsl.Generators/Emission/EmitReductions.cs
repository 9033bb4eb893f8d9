using System.Globalization;
using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>Allocations of the encoder's positions, as code: what is left of them from layer to layer, and the way back.</summary>
internal static class EmitReductions
{
    /// <summary>The line after what shortens the stream.</summary>
    public const string GoesOn = "x = stream.Left.States; // [b r d], what goes on";

    /// <summary>A declaration by a type, as code writes it.</summary>
    public static string Value(AllocatorSpec declared) =>
        $"Reduction.Spec<{declared.Type}>(new {declared.GetType().Name} {{ Strategy = {SourceFile.Quote(declared.Strategy)}, Type = {SourceFile.Quote(declared.Type)}, " +
        $"Ratio = {declared.Ratio.ToString("R", CultureInfo.InvariantCulture)}{(declared.Learns ? ", Learns = true" : "")}{More(declared)} }})";

    private static string More(AllocatorSpec declared) => declared switch
    {
        ReductionSpec reduction => $"{(reduction.Ordinal == 1 ? "" : $", Ordinal = {reduction.Ordinal}")}, FromLayer = {reduction.FromLayer}, Layers = {reduction.Layers}",
        PastSpec past => $", Block = {past.Block}, FromLayer = {past.FromLayer}",
        _ => "",
    };

    /// <summary>The model's pass from encoder states to what the decoder attends to.</summary>
    public static void Attended(SourceWriter body, ExperimentPlan plan, MemorySpec memory) => body.Lines($$"""
        /// <summary>What the decoder attends to in the place of encoder states [b s d]: fewer, [b m d].</summary>
        public Reduction Attended({{(memory.Learns ? $"{EmitWeights.Writer(plan)} w, " : "")}}Tensor memory, AttentionMask mask) =>
            Reduction.Of<{{memory.Type}}>(Sequence.Of(memory, mask.Real), allocateMemory.Ratio{{Held(memory, "w.Memory")}});
        """);

    /// <summary>The last argument of what may read weights of its own; none where it has none.</summary>
    public static string Held(AllocatorSpec allocator, string weights) => allocator.Learns ? $", {weights}" : "";

    /// <summary>The learner's lines from encoder states to what the decoder attends to.</summary>
    public static IEnumerable<string> Attend(ExperimentSpec spec, string recorder) => spec.AllocateMemory is null ? [] :
    [
        $"var attended = model.Attended({(spec.AllocateMemory.Learns ? "w, " : "")}memory, mask);",
        .. recorder.Length == 0 ? Array.Empty<string>() : [$"{recorder}.Tell(AttentionPlace.Cross, attended.Shares);"],
        "(memory, mask) = (attended.Left.States, attended.Left.Mask); // [b m d], what is left of them",
    ];

    /// <summary>The model's field that holds a declaration.</summary>
    public static string Field(ReductionSpec reduction) => SourceFile.Camel(reduction.Name);

    /// <summary>The property of a layer's record that holds its weights.</summary>
    public static string Held(ReductionSpec reduction) => SourceFile.Identifier(reduction.Name);

    /// <summary>The lines of the model's constructor.</summary>
    public static IEnumerable<string> Constructor(ExperimentSpec spec) =>
        spec.Reductions.Select((one, place) => $"{Field(one)} = plan.Spec.Reductions[{place}];");

    /// <summary>Whether what each position received is asked for in a layer.</summary>
    public static IEnumerable<string> Asks(ExperimentSpec spec) => spec.Reductions.Where(one => one.ReadsReceived).Select(one => $"{Field(one)}.AsksAt(layer)");

    /// <summary>The lines after the attention of a layer.</summary>
    public static IEnumerable<string> After(ExperimentSpec spec) =>
    [
        .. spec.Reductions.Select(one => $"stream = stream.By<{one.Type}>({(one == spec.Reductions[0] ? "x" : "stream.Left.States")}, received, {Field(one)}.RatioAt(layer){Held(one, $"own.{Held(one)}")});"),
        GoesOn,
    ];

    /// <summary>The lines after all layers: what the attention of the last one left is read by no other, which would have it recorded.</summary>
    public static IEnumerable<string> Last(ExperimentSpec spec) => spec.LearnedReductions.Any() ? [Left] : spec.Reductions.Count == 0 ? [] :
    [
        $"if ({string.Join(" || ", spec.Reductions.Select(one => $"{Field(one)}.RatioAt(encoder.Layers - 1) > 1"))})",
        $"    {Left}",
    ];

    private const string Left = "recorder.KeepLeft(stream.Shares); // what went on from the last layer's attention";
}
