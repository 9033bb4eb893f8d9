using Heed.Planning;

namespace Heed.Generators.Parsing;

/// <summary>A declaring record for which nothing is emitted but an empty half.</summary>
/// <param name="Name">The record.</param>
/// <param name="Namespace">Its namespace; empty where it has none.</param>
public sealed record RefusedRecord(string Name, string Namespace)
{
    /// <summary>The record, where it is one that can have a second half.</summary>
    public static IEnumerable<RefusedRecord> Of(string name, string @namespace, IEnumerable<Located> mistakes) =>
        mistakes.Any(mistake => mistake.Finding.Rule == Rules.NotPlain) ? [] : [new(name, @namespace)];
}
