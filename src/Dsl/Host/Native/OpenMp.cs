namespace Heed.Host;

/// <summary>
/// How libtorch's threads wait for each other. By default they spin, which on a machine that others use too makes a step several
/// times slower: a thread that holds a core by spinning keeps from it the one that all wait for.
/// </summary>
public static class OpenMp
{
    /// <summary>Lets threads spin for about a microsecond and then sleep, unless the user chose otherwise. Call it before libgomp is loaded.</summary>
    public static void SpinBriefly()
    {
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
            NativeEnvironment.Default("GOMP_SPINCOUNT", "1000");
    }
}
