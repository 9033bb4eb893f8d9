using System.Runtime.InteropServices;

namespace Heed.Host;

/// <summary>Work on a thread of its own that gives way to the process's other threads, where they want the same processors.</summary>
internal static partial class GivingWay
{
    private const int Process = 0, Nice = 10;

    /// <summary>Begins the work.</summary>
    public static Task<T> Run<T>(Func<T> work) => Task.Factory.StartNew(
        () =>
        {
            // .NET leaves a thread's priority alone on Linux, where it is its niceness.
            if (OperatingSystem.IsLinux())
                _ = SetPriority(Process, 0, Nice);
            else
                Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
            return work();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // Of the calling thread alone, where the id is 0.
    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, uint id, int nice);
}
