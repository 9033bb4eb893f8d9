using System.Runtime.InteropServices;

namespace Heed.Host;

/// <summary>
/// OpenSSL, from which .NET takes its checksums. Where an SDK was installed it is there; where a bundle was unpacked it may not be, and
/// .NET would end the process in the midst of its work.
/// </summary>
public static class OpenSsl
{
    // Those that .NET 10 looks for and that a system young enough for libtorch can have.
    private static readonly string[] Libraries = ["libssl.so.3", "libssl.so.1.1"];

    /// <summary>Expects it to be there.</summary>
    /// <exception cref="UserError">It is not.</exception>
    public static void Expect() => Expect(name => NativeLibrary.TryLoad(name, out _));

    /// <inheritdoc cref="Expect()"/>
    /// <param name="loads">Whether a library of a name can be loaded.</param>
    public static void Expect(Func<string, bool> loads)
    {
        if (!Libraries.Any(loads))
        {
            throw new UserError(
                $"OpenSSL was not found: expected {string.Join(" or ", Libraries)}, from which .NET takes its checksums. Install it, or name a folder " +
                "that holds it in LD_LIBRARY_PATH: that of a conda environment is lib/.");
        }
    }
}
