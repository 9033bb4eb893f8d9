using Heed.Data;

namespace Heed.Host;

/// <summary>A data file: what it is, how it was parted, and under which terms it may be used.</summary>
/// <param name="Name">The file, as the experiment names it.</param>
/// <param name="Tasks">The tasks that read it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of its bytes.</param>
/// <param name="Rows">Rows that were read of it.</param>
/// <param name="Skipped">Bad rows that were left out, those of the test's own file among them.</param>
/// <param name="Parts">How many of its rows are for training, validation and test.</param>
/// <param name="Clusters">Near-duplicates, which were kept together.</param>
/// <param name="Threshold">The word Jaccard similarity from which on rows are near-duplicates.</param>
/// <param name="Papers">Notices and licences that lie beside it, by file name.</param>
public sealed record DataFileCard(
    string Name, IReadOnlyList<string> Tasks, long Bytes, string Sha256, int Rows, int Skipped, (int Training, int Validation, int Test) Parts,
    ClusterCount Clusters, double Threshold, IReadOnlyList<(string File, string Text)> Papers)
{
    /// <summary>Rows in memory at a time, and what was read on of it after the first so many, where it was not read whole; else null.</summary>
    public (int Window, ReadOn Read)? Windows { get; init; }

    /// <summary>The file that the test is, where that is one of its own; else null.</summary>
    public TestFileCard? Test { get; init; }

    /// <summary>Each file's name, and the SHA-256 of its bytes.</summary>
    public IEnumerable<(string Name, string Sha256)> Prints => Test is null ? [(Name, Sha256)] : [(Name, Sha256), (Test.Name, Test.Sha256)];
}

/// <summary>A data file that is a test whole.</summary>
/// <param name="Name">The file, as the experiment names it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of its bytes.</param>
/// <param name="Rows">Rows that were read of it.</param>
public sealed record TestFileCard(string Name, long Bytes, string Sha256, int Rows);
