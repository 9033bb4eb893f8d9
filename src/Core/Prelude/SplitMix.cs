namespace Heed;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014): a small generator whose numbers are the same on every machine and in every version.
/// </summary>
/// <param name="start">Where the sequence starts; equal starts give equal sequences.</param>
/// <param name="skip">How many of its numbers to leave out: several threads draw one sequence, each its own part.</param>
public sealed class SplitMix(ulong start, ulong skip = 0)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state = unchecked(start + (skip * Golden));

    /// <summary>One number out of several: equal only where all of them are, and without pattern where they count up.</summary>
    public static ulong Key(params long[] parts)
    {
        var key = 0UL;
        foreach (var part in parts)
            key = Scramble(unchecked(key + Golden) ^ Scramble(unchecked((ulong)part + Golden)));
        return key;
    }

    /// <summary>One number out of a seed and a name.</summary>
    public static ulong Key(long seed, string name)
    {
        var key = Key(seed, name.Length);
        foreach (var letter in name)
            key = Scramble(unchecked(key + Golden) ^ letter);
        return key;
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Scramble(state = unchecked(state + Golden));

    /// <summary>The next number of at least 0 and below 1, in steps of 2⁻⁵³.</summary>
    public double NextUnit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next draw from a normal distribution of mean 0 and variance 1 (Box and Muller 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextUnit())) * Math.Cos(2 * Math.PI * NextUnit());

    private static ulong Scramble(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
