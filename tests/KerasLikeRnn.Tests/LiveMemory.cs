using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Tests;

/// <summary>
/// What a run keeps: objects that outlive a collection, and blocks that the built-in engine took from the system. Not what the system
/// counts for the process, which grows and shrinks with what the collector has not yet given back. For tests that run alone.
/// </summary>
internal static class LiveMemory
{
    /// <summary>Asserts that a run keeps few bytes, and that few blocks were new to the engine.</summary>
    public static void StaysFlat(Action run, long bytes, long blocks = 20)
    {
        var (bytesBefore, blocksBefore) = Now();
        run();
        var (bytesAfter, blocksAfter) = Now();
        Assert.InRange(bytesAfter - bytesBefore, long.MinValue, bytes);
        Assert.InRange(blocksAfter - blocksBefore, 0, blocks);
    }

    private static (long Bytes, long Blocks) Now()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return (GC.GetTotalMemory(forceFullCollection: true), CpuStorage.BlocksFromSystem);
    }
}
