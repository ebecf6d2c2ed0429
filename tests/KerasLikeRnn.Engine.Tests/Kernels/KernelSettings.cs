using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine.Tests.Kernels;

/// <summary>Tests that set the register width or the number of threads run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class KernelSettings
{
    public const string Name = "kernel settings";

    /// <summary>The widths this machine can run, the scalar referee last.</summary>
    internal static SimdWidth[] Widths { get; } =
        [.. new[] { SimdWidth.Bits512, SimdWidth.Bits256, SimdWidth.Bits128, SimdWidth.Scalar }.Where(width => width <= Simd.Width)];

    internal static void At(SimdWidth width, Action action)
    {
        var before = Simd.Width;
        Simd.Width = width;
        try
        {
            action();
        }
        finally
        {
            Simd.Width = before;
        }
    }

    internal static void OnThreads(int threads, Action action)
    {
        var before = Workers.Threads;
        Workers.Threads = threads;
        try
        {
            action();
        }
        finally
        {
            Workers.Threads = before;
        }
    }

    /// <summary>Runs a computation at every width and number of threads; asserts equal bits for 1, 2 and 7 threads.</summary>
    internal static Dictionary<SimdWidth, T[]> AtAllWidths<T>(Func<T[]> compute)
    {
        var results = new Dictionary<SimdWidth, T[]>();
        foreach (var width in Widths)
        {
            At(width, () =>
            {
                T[]? first = null;
                foreach (var threads in new[] { 1, 2, 7 })
                {
                    T[]? result = null;
                    OnThreads(threads, () => result = compute());
                    first ??= result;
                    Assert.Equal(first!, result!);
                }
                results[width] = first!;
            });
        }
        return results;
    }
}
