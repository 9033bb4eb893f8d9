using Xunit;

namespace Heed.Tests;

/// <summary>Tests that turn a switch of the whole process run alone: another test's figures would change under it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class ProcessWide
{
    public const string Name = "Process-wide";
}
