using System.Globalization;
using System.Runtime.InteropServices;

namespace Heed.Host;

/// <summary>How much memory the process held at the most: code, data, tensors, libtorch.</summary>
public static partial class PeakMemory
{
    /// <summary>
    /// Counts from now on. What earlier work left free is given back first: the allocator is told to keep it, and it would count as held.
    /// </summary>
    public static void Begin()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        try
        {
            _ = Trim(0);
            // Linux sets the highest resident size back where 5 is written here (proc_pid_clear_refs).
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or EntryPointNotFoundException or DllNotFoundException)
        {
            // Then the highest is that of the whole process so far.
        }
    }

    /// <summary>Bytes resident at the most since; null where the system does not tell.</summary>
    public static long? Bytes => File.Exists("/proc/self/status") ? Told(File.ReadAllText("/proc/self/status")) : null;

    /// <summary>Bytes resident at the most, as Linux tells them in a process's <c>status</c>; null where that is not told.</summary>
    public static long? Told(string status)
    {
        var line = status.Split('\n').FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? null : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Trim(nuint keep);
}
