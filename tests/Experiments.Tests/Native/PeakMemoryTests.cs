using System.Runtime.InteropServices;
using Heed.Host;
using Xunit;

namespace Heed.Tests.Native;

/// <summary>The memory that a process held at the most, counted anew for each of many runs.</summary>
[Collection(ProcessWide.Name)]
public class PeakMemoryTests
{
    private const int Blocks = 32, Block = 8 << 20;

    [Fact]
    public void What_was_given_back_counts_until_counting_begins_again_and_not_after()
    {
        PeakMemory.Begin();
        var before = PeakMemory.Bytes!.Value;
        var pins = Fill();

        // Half, because the runtime may give back meanwhile what it held before.
        Assert.InRange(PeakMemory.Bytes!.Value, before + (Blocks / 2 * Block), before + (Blocks * 2L * Block));
        PeakMemory.Begin();
        Assert.InRange(PeakMemory.Bytes!.Value, 1, before + (Blocks / 2 * Block));
        pins.ForEach(Marshal.FreeHGlobal);
    }

    // Between blocks that are given back stand small ones that are not, so that the allocator keeps the room until it is told to trim it.
    private static unsafe List<nint> Fill()
    {
        var (blocks, pins) = (new List<nint>(), new List<nint>());
        for (var block = 0; block < Blocks; block++)
        {
            blocks.Add(Marshal.AllocHGlobal(Block));
            pins.Add(Marshal.AllocHGlobal(64));
            NativeMemory.Fill((void*)blocks[^1], Block, 1);
        }

        blocks.ForEach(Marshal.FreeHGlobal);
        return pins;
    }
}
