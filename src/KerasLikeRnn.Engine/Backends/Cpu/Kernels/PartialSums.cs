using System.Numerics;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>Adds up what the parts of a long sum have come to, in order, several numbers at a time on each thread.</summary>
internal static unsafe class PartialSums
{
    private const int NumbersPerChunk = 1 << 13;

    /// <summary>sums[i] = partial[0, i] + partial[1, i] + ...</summary>
    public static void Add<T>(T* partial, int parts, long length, T* sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernel = new AddKernel<T> { Partial = partial, PartCount = parts, Length = length, Sums = sums };
        Simd.For<T, AddKernel<T>>(checked((int)((length + NumbersPerChunk - 1) / NumbersPerChunk)), ref kernel);
    }

    private struct AddKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Partial, Sums;
        public int PartCount;
        public long Length;

        public readonly void Run<V, S>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            var first = (long)chunk * NumbersPerChunk;
            var count = (int)Math.Min(NumbersPerChunk, Length - first);
            Rows<T, V, S>.Copy(Partial + first, Sums + first, count);
            for (var part = 1; part < PartCount; part++) Rows<T, V, S>.Add(Partial + part * Length + first, Sums + first, count);
        }
    }
}
