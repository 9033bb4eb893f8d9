namespace Heed.Host;

/// <summary>
/// How libtorch's threads wait for each other. By default they spin, which on a machine that others use too makes a step several
/// times slower: a thread that holds a core by spinning keeps from it the one that all wait for. To wake one that sleeps
/// takes long, too, and between the small operations of a single answer it would sleep each time.
/// </summary>
public static class OpenMp
{
    // Turns of libgomp's loop: some 150 µs on an Intel Xeon. Of 1,000 turns answers one at a time took twice as long; of 10,000 training beside
    // another program took a sixth longer.
    private const string Turns = "3000";

    /// <summary>Lets threads spin for a fraction of a millisecond and then sleep, unless the user chose otherwise. Call it before libgomp is loaded.</summary>
    public static void SpinBriefly()
    {
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
            NativeEnvironment.Default("GOMP_SPINCOUNT", Turns);
    }
}
