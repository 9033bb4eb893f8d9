using Microsoft.CodeAnalysis;

namespace Heed.Tests;

/// <summary>Tasks of all kinds can stand on one trunk: whichever there are, what is emitted compiles.</summary>
public class KindsTests
{
    private static readonly string[] Kinds = ["A A", "L L", "M M", "N N", "P P", "S S", "T T", "W W"];

    public static TheoryData<string> Mixes { get; } =
    [
        .. Kinds,
        .. from one in Kinds from other in Kinds where string.CompareOrdinal(one, other) < 0 select $"{one}, {other}",
        .. from left in Kinds select string.Join(", ", Kinds.Where(kind => kind != left)),
        "T T, U U", "W W, S S, T T, U U",
    ];

    [Theory]
    [MemberData(nameof(Mixes))]
    public void Tasks_of_any_kinds_compile_beside_each_other(string tasks)
    {
        bool reads = tasks != "L L", writes = tasks.Contains('A', StringComparison.Ordinal) || tasks.Contains('L', StringComparison.Ordinal);
        var run = Sample.Emit($"[{(reads ? "Encoder" : "Decoder")}{(reads && writes ? ", Decoder" : "")}]", tasks);
        Assert.Empty(run.Result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error));
        Assert.Empty(run.Whole.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error));
        Assert.NotEmpty(run.Result.GeneratedTrees);
    }
}
