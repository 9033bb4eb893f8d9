using System.Runtime.InteropServices;

namespace Heed.Host;

/// <summary>
/// How libtorch's threads wait for each other. By default they spin, which on a machine that others use too makes a step several
/// times slower: a thread that holds a core by spinning keeps from it the one that all wait for.
/// </summary>
public static partial class OpenMp
{
    private const string SpinCount = "GOMP_SPINCOUNT", WaitPolicy = "OMP_WAIT_POLICY";

    /// <summary>Lets threads spin for about a microsecond and then sleep, unless the user chose otherwise. Call it before libgomp is loaded.</summary>
    public static void SpinBriefly()
    {
        if (Environment.GetEnvironmentVariable(SpinCount) is null && Environment.GetEnvironmentVariable(WaitPolicy) is null)
            SetEnv(SpinCount, "1000", overwrite: 0);
    }

    // .NET keeps its own copy of the environment, which native code does not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
