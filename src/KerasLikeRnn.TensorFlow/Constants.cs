using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// Numbers that operations take as arrays: kept, as the same ones come step after step. So many at the most, for some are new at every
/// step (Adam's step size).
/// </summary>
internal static class Constants
{
    private const int Most = 4096;

    private static readonly Dictionary<(double Value, DType Type), Handle> scalars = [];
    private static readonly Dictionary<int[], Handle> lists = new(new SameInts());
    private static readonly Dictionary<int[], Handle>.AlternateLookup<ReadOnlySpan<int>> listsBySpan =
        lists.GetAlternateLookup<ReadOnlySpan<int>>();

    /// <summary>A number of a type: integers are cut and stay within the type's range, truth values are what is not 0.</summary>
    public static Handle Scalar(double value, DType dtype)
    {
        lock (scalars)
        {
            // Minus zero is a number of its own, though equal to zero: it is not kept.
            if (value == 0 && double.IsNegative(value)) return Frame.Hold(Upload(value, dtype));
            if (!scalars.TryGetValue((value, dtype), out var known))
            {
                DropAll(scalars);
                scalars.Add((value, dtype), known = Upload(value, dtype));
            }
            return Frame.Hold(known.Share());
        }
    }

    /// <summary>The scalar 0, 1, ... of int32 that says which axis.</summary>
    public static Handle Axis(int axis) => Scalar(axis, DType.Int32);

    /// <summary>A row of int32 numbers: sizes, axes, places.</summary>
    public static Handle Ints(params ReadOnlySpan<int> values)
    {
        lock (lists)
        {
            if (!listsBySpan.TryGetValue(values, out var known))
            {
                DropAll(lists);
                lists.Add(values.ToArray(), known = Tf.Upload(DType.Int32, [values.Length], MemoryMarshal.AsBytes(values)));
            }
            return Frame.Hold(known.Share());
        }
    }

    /// <summary>Before there are more than may be.</summary>
    private static void DropAll<TKey>(Dictionary<TKey, Handle> kept) where TKey : notnull
    {
        if (kept.Count < Most) return;
        foreach (var handle in kept.Values) handle.Drop();
        kept.Clear();
    }

    private static Handle Upload(double value, DType dtype) => dtype switch
    {
        DType.Float32 => Upload((float)value, dtype),
        DType.Float64 => Upload<double>(value, dtype),
        DType.Int32 => Upload(int.CreateSaturating(value), dtype),
        DType.Int64 => Upload(long.CreateSaturating(value), dtype),
        DType.Bool => Upload(value != 0, dtype),
        DType.Float16 => Upload((Half)(float)value, dtype),
        _ => Upload((BFloat16)(float)value, dtype),
    };

    private static Handle Upload<T>(T value, DType dtype) where T : unmanaged =>
        Tf.Upload(dtype, [], MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    private sealed class SameInts : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public bool Equals(int[]? a, int[]? b) => a.AsSpan().SequenceEqual(b);

        public bool Equals(ReadOnlySpan<int> a, int[] b) => a.SequenceEqual(b);

        public int GetHashCode([DisallowNull] int[] values) => GetHashCode(values.AsSpan());

        public int GetHashCode(ReadOnlySpan<int> values)
        {
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes(values));
            return hash.ToHashCode();
        }

        public int[] Create(ReadOnlySpan<int> values) => values.ToArray();
    }
}
