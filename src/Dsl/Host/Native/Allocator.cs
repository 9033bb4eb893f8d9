using System.Runtime.InteropServices;

namespace Heed.Host;

/// <summary>glibc's allocator, told to keep what it has: without this every big tensor is mapped and given back anew.</summary>
public static partial class Allocator
{
    private const int TrimThreshold = -1, TopPad = -2, MapThreshold = -3, HugePages = 14;

    /// <summary>Whether the settings are in force (they are not under another allocator, or another C library).</summary>
    public static bool Tuned { get; private set; }

    /// <summary>Serves blocks up to 1 GiB from the heap, never gives the top of it back, grows it 64 MiB at a time, and its first GiB in huge pages.</summary>
    public static bool Tune()
    {
        try
        {
            Tuned = MallOpt(MapThreshold, 1 << 30) + MallOpt(TrimThreshold, -1) + MallOpt(TopPad, 64 << 20) == 3;
            if (Tuned)
                GrowInHugePages();
        }
        catch (EntryPointNotFoundException)
        {
            Tuned = false;
        }

        return Tuned;
    }

    // The heap's room for a step at once, in pages of 2 MiB where the kernel has them: filling it by 4 KiB takes most of a second.
    // Room that is never used is never filled.
    private static void GrowInHugePages()
    {
        const nint room = (1 << 30) - (1 << 16), page = 1 << 21;
        var block = Allocate(room);
        if (block == 0)
            return;
        var first = (block + page - 1) / page * page;
        _ = Advise(first, (block + room - first) / page * page, HugePages);
        Free(block);
    }

    [LibraryImport("libc", EntryPoint = "malloc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Allocate(nint size);

    [LibraryImport("libc", EntryPoint = "free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Free(nint block);

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint start, nint length, int advice);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MallOpt(int parameter, int value);
}
