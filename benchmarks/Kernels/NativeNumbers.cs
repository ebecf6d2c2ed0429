using System.Runtime.InteropServices;

namespace KerasLikeRnn.Benchmarks.Kernels;

/// <summary>Aligned native memory filled with random numbers, never given back: benchmarks end with the process.</summary>
internal static unsafe class NativeNumbers
{
    public static float* Random(long count, float scale = 1)
    {
        var numbers = (float*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(float)), 64);
        var random = new Random(1);
        for (long i = 0; i < count; i++) numbers[i] = (random.NextSingle() * 2 - 1) * scale;
        return numbers;
    }

    public static int* RandomRows(long count, int rows)
    {
        var numbers = (int*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(int)), 64);
        var random = new Random(2);
        for (long i = 0; i < count; i++) numbers[i] = random.Next(rows);
        return numbers;
    }
}
