using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>Short rows of numbers: whole vectors first, then the rest that fills less than a vector.</summary>
internal static unsafe class Rows<T, V, S>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : unmanaged
    where S : struct, ISimd<T, V>
{
    private const int CacheLine = 64;

    /// <summary>count rounded up to whole vectors.</summary>
    public static int Padded(int count) => (count + S.Width - 1) / S.Width * S.Width;

    /// <summary>
    /// A distance between rows of that many numbers, in whole vectors and cache lines, that does not put the rows of a long
    /// matrix into the same cache sets.
    /// </summary>
    public static int Stride(int count)
    {
        var line = Math.Max(S.Width, CacheLine / sizeof(T));
        var stride = (count + line - 1) / line * line;
        return stride * sizeof(T) % 512 == 0 ? stride + line : stride;
    }

    /// <summary>The first count numbers, zeros in the lanes after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadPartial(T* source, int count)
    {
        V value = default;
        for (var i = 0; i < count; i++) ((T*)&value)[i] = source[i];
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(T* destination, V value, int count)
    {
        for (var i = 0; i < count; i++) destination[i] = ((T*)&value)[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(T* source, T* destination, int count)
    {
        var i = 0;
        for (; i <= count - S.Width; i += S.Width) S.Store(destination + i, S.Load(source + i));
        for (; i < count; i++) destination[i] = source[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(T* source, T* destination, int count)
    {
        var i = 0;
        for (; i <= count - S.Width; i += S.Width) S.Store(destination + i, S.Add(S.Load(destination + i), S.Load(source + i)));
        for (; i < count; i++) destination[i] += source[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(T* destination, int count)
    {
        var i = 0;
        for (; i <= count - S.Width; i += S.Width) S.Store(destination + i, default);
        for (; i < count; i++) destination[i] = T.Zero;
    }

    /// <summary>Asks the cache for a row that will be read soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(T* source, int count)
    {
        if (!Sse.IsSupported) return;
        for (var i = 0; i < count; i += CacheLine / sizeof(T)) Sse.Prefetch0(source + i);
    }
}
