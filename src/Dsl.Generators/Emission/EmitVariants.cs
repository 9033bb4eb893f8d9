using Heed.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Heed.Generators.Emission;

/// <summary>The variants of an experiment → the piece of its record that lists them.</summary>
internal static class EmitVariants
{
    public static void Emit(SourceProductionContext context, VariantList list) => context.AddSource(
        SourceFile.Hint(list.Namespace, list.Name, "Variants"),
        SourceFile.Start(
                list.Namespace,
                ["Emitted by Heed. Change the declaration, not this file.", "", $"{list.Name}: what the compare verb trains beside it."],
                "System.Collections.Generic", "Heed")
            .Braces($"partial record {list.Name}", body => body
                .Lines("/// <inheritdoc/>")
                .Lines("public static IReadOnlyList<Variation> Variants { get; } =")
                .Lines("[")
                .Each(list.Variants, variant => $"    Variation.Of<{variant}>(),")
                .Lines("];"))
            .ToSource());
}
