using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed unsafe class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_chunk_runs_exactly_once(int threads) => KernelSettings.OnThreads(threads, () =>
    {
        for (var repetition = 0; repetition < 200; repetition++)
        {
            var counts = new int[97];
            fixed (int* p = counts) Workers.For(counts.Length, p, &Count);
            Assert.All(counts, count => Assert.Equal(1, count));
        }
    });

    [Fact]
    public void An_exception_of_a_chunk_reaches_the_caller_and_the_next_call_works() => KernelSettings.OnThreads(2, () =>
    {
        for (var repetition = 0; repetition < 20; repetition++)
        {
            var failure = Assert.Throws<InvalidOperationException>(() => Workers.For(50, null, &Fail));
            Assert.Equal("chunk 7", failure.Message);
            Every_chunk_runs_exactly_once(2);
        }
    });

    [Fact]
    public void A_call_inside_a_chunk_runs_on_the_spot() => KernelSettings.OnThreads(7, () =>
    {
        var counts = new int[97];
        fixed (int* p = counts) Workers.For(10, p, &Nested);
        Assert.All(counts, count => Assert.Equal(10, count));
    });

    [Fact]
    public void Calls_of_several_threads_do_not_mix() => KernelSettings.OnThreads(2, () => Parallel.For(0, 50, _ =>
    {
        var counts = new int[97];
        fixed (int* p = counts) Workers.For(counts.Length, p, &Count);
        Assert.All(counts, count => Assert.Equal(1, count));
    }));

    [Fact]
    public void A_number_of_threads_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Workers.Threads = 0);

    [Fact]
    public void Steady_calls_allocate_nothing() => KernelSettings.OnThreads(2, () =>
    {
        var counts = new int[97];
        fixed (int* p = counts)
        {
            Workers.For(counts.Length, p, &Count);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++) Workers.For(counts.Length, p, &Count);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    });

    [Fact]
    public void Scratch_blocks_come_back_aligned_and_are_used_again()
    {
        float* first;
        using (var block = Scratch.Rent<float>(100_000))
        {
            first = block.Pointer;
            Assert.Equal(0, (long)first % 64);
            using var other = Scratch.Rent<float>(100_000);
            Assert.True(first != other.Pointer);
        }
        using (var again = Scratch.Rent<double>(50_000)) Assert.True((float*)again.Pointer != null);
        Assert.Throws<ArgumentOutOfRangeException>(() => Scratch.Rent<float>(-1).Dispose());
    }

    private static void Count(void* counts, int chunk) => Interlocked.Increment(ref ((int*)counts)[chunk]);

    private static void Nested(void* counts, int chunk) => Workers.For(97, counts, &Count);

    private static void Fail(void* state, int chunk)
    {
        if (chunk == 7) throw new InvalidOperationException($"chunk {chunk}");
    }
}
