using System.Runtime.InteropServices;

namespace Heed.Host;

/// <summary>Environment variables as native libraries see them: .NET keeps a copy of its own, which they do not read.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets a variable, unless the user has set it. Call it before the library that reads it is loaded.</summary>
    public static void Default(string name, string value) => SetEnv(name, value, overwrite: 0);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
