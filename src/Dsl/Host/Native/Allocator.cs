using System.Runtime.InteropServices;

namespace Heed.Host;

/// <summary>glibc's allocator, told to keep what it has: without this every big tensor is mapped and given back anew.</summary>
public static partial class Allocator
{
    private const int TrimThreshold = -1, TopPad = -2, MapThreshold = -3;

    /// <summary>Whether the settings are in force (they are not under another allocator, or another C library).</summary>
    public static bool Tuned { get; private set; }

    /// <summary>Serves blocks up to 1 GiB from the heap, never gives the top of it back, and grows it 64 MiB at a time.</summary>
    public static bool Tune()
    {
        try
        {
            Tuned = MallOpt(MapThreshold, 1 << 30) + MallOpt(TrimThreshold, -1) + MallOpt(TopPad, 64 << 20) == 3;
        }
        catch (EntryPointNotFoundException)
        {
            Tuned = false;
        }

        return Tuned;
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MallOpt(int parameter, int value);
}
