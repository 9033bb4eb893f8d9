using System.Runtime.InteropServices;
using Heed.Host;
using Xunit;

namespace Heed.Tests.Native;

/// <summary>The memory that a process held at the most, counted anew for each of many runs.</summary>
[Collection(ProcessWide.Name)]
public class PeakMemoryTests
{
    private const int Size = 256 << 20;

    [Fact]
    public void What_was_given_back_counts_until_counting_begins_again_and_not_after()
    {
        // As every run has it: the allocator keeps what it is given back.
        Allocator.Tune();
        PeakMemory.Begin();
        var before = PeakMemory.Bytes!.Value;
        Fill();
        Assert.InRange(PeakMemory.Bytes!.Value, before + (Size / 10 * 9), before + (Size * 2L));
        PeakMemory.Begin();
        Assert.InRange(PeakMemory.Bytes!.Value, 1, before + (Size / 2));
    }

    private static unsafe void Fill()
    {
        var block = NativeMemory.Alloc(Size);
        NativeMemory.Fill(block, Size, 1);
        NativeMemory.Free(block);
    }
}
