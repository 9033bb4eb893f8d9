using System.Runtime.InteropServices;
using Heed.Host;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Native;

[Collection(ProcessWide.Name)]
public partial class KernelCachesTests
{
    [Fact]
    public void Products_of_ever_new_shapes_keep_memory_for_a_bounded_number_of_shapes()
    {
        FastMath.Float32ThroughOneDnn(true);
        var table = rand(256, 256);
        void Multiply(int first, int last)
        {
            for (var rows = first; rows <= last; rows++)
            {
                using var left = rand(rows, 256);
                left.mm(table).Dispose();
            }
        }

        Multiply(1, 300);
        var before = MallInfo().Used;
        Multiply(301, 600);
        Assert.InRange((long)MallInfo().Used - (long)before, long.MinValue, 8 << 20);
        FastMath.Float32ThroughOneDnn(false);
    }

    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial Memory MallInfo();

    /// <summary>glibc's <c>struct mallinfo2</c>, in bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Memory
    {
        private readonly nuint arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks;

        public readonly nuint Used;

        private readonly nuint fordblks, keepcost;
    }
}
