using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KerasLikeRnn.Engine;

/// <summary>
/// From random bits to numbers, by TensorFlow's rules: the same stream gives the same float32 and integer values bit for bit
/// (normal values too where the runtime's logarithm, sine and cosine are those of the GNU C library).
/// </summary>
/// <remarks>
/// Every method fills a part of a draw: elements number <c>first</c>, first + 1, ... of it, <c>first</c> being a multiple of
/// four. So a large draw may be cut into chunks and filled on several threads with the same result.
/// </remarks>
public static class Distributions
{
    // Stays in the first-level cache between making the bits and turning them into numbers.
    private const int Chunk = 2048;

    // Two numbers per sine and cosine; a truncated draw keeps what lies within this many standard deviations.
    private const float TruncateAt = 2;

    // Groups of four outputs that TensorFlow sets aside for every four truncated float32 values; half of it for two float64.
    private const int TruncatedGroups = 256;

    private const float SmallestUniform = 1e-7f;

    /// <summary>Uniform on [0, 1), float32: 23 bits of one output each.</summary>
    public static void Uniform(Philox stream, Span<float> destination, long first = 0)
    {
        for (var start = stream.At(first); !destination.IsEmpty; start = start.Skip(Chunk / Philox.GroupSize))
        {
            var chunk = destination[..Math.Min(Chunk, destination.Length)];
            var bits = MemoryMarshal.Cast<float, uint>(chunk);
            start.Fill(bits);
            BitsToUniform(bits, chunk);
            destination = destination[chunk.Length..];
        }
    }

    /// <summary>Uniform on [low, high), float32: uniform · (high − low) + low.</summary>
    public static void Uniform(Philox stream, Span<float> destination, float low, float high, long first = 0)
    {
        Uniform(stream, destination, first);
        ScaleAndShift(destination, high - low, low);
    }

    /// <summary>Uniform on [0, 1), float64: 52 bits of two outputs each.</summary>
    public static void Uniform(Philox stream, Span<double> destination, long first = 0)
    {
        Span<uint> bits = stackalloc uint[Philox.GroupSize];
        for (var i = 0; i < destination.Length; i++)
        {
            if (i % 2 == 0) stream.At(2 * (first + i)).FillScalar(bits);
            destination[i] = ToUniform(bits[i % 2 * 2], bits[i % 2 * 2 + 1]);
        }
    }

    /// <summary>Uniform on [low, high), float64.</summary>
    public static void Uniform(Philox stream, Span<double> destination, double low, double high, long first = 0)
    {
        Uniform(stream, destination, first);
        foreach (ref var value in destination) value = value * (high - low) + low;
    }

    /// <summary>Whole numbers of [low, high), from one output each: low + output mod (high − low), so slightly uneven.</summary>
    /// <exception cref="ValueError">high is not above low.</exception>
    public static void Uniform(Philox stream, Span<int> destination, int low, int high, long first = 0)
    {
        if (low >= high) throw EmptyRange(low, high);
        var bits = MemoryMarshal.Cast<int, uint>(destination);
        stream.Fill(bits, first);
        var range = (uint)high - (uint)low;
        foreach (ref var value in bits) value = (uint)low + value % range;
    }

    /// <summary>Whole numbers of [low, high), from two outputs each, the lower half first.</summary>
    /// <exception cref="ValueError">high is not above low.</exception>
    public static void Uniform(Philox stream, Span<long> destination, long low, long high, long first = 0)
    {
        if (low >= high) throw EmptyRange(low, high);
        Span<uint> bits = stackalloc uint[Philox.GroupSize];
        var range = (ulong)high - (ulong)low;
        for (var i = 0; i < destination.Length; i++)
        {
            if (i % 2 == 0) stream.At(2 * (first + i)).FillScalar(bits);
            var value = bits[i % 2 * 2] | ((ulong)bits[i % 2 * 2 + 1] << 32);
            destination[i] = (long)((ulong)low + value % range);
        }
    }

    /// <summary>The mask of an inverted dropout: 1 / (1 − rate) where the element is kept (uniform ≥ rate), else 0.</summary>
    /// <param name="stream">Where the draw begins.</param>
    /// <param name="mask">Filled; multiply the input by it.</param>
    /// <param name="rate">The share to drop, 0 up to but not including 1.</param>
    /// <param name="first">Where in the draw this part begins.</param>
    /// <exception cref="ValueError"><paramref name="rate"/> is out of range.</exception>
    public static void DropoutMask(Philox stream, Span<float> mask, double rate, long first = 0)
    {
        CheckRate(rate);
        var scale = (float)(1 / (1 - rate));
        for (var start = stream.At(first); !mask.IsEmpty; start = start.Skip(Chunk / Philox.GroupSize))
        {
            var chunk = mask[..Math.Min(Chunk, mask.Length)];
            var bits = MemoryMarshal.Cast<float, uint>(chunk);
            start.Fill(bits);
            BitsToMask(bits, (float)rate, scale);
            mask = mask[chunk.Length..];
        }
    }

    /// <summary>The mask of an inverted dropout of float64 values.</summary>
    /// <exception cref="ValueError"><paramref name="rate"/> is out of range.</exception>
    public static void DropoutMask(Philox stream, Span<double> mask, double rate, long first = 0)
    {
        CheckRate(rate);
        Uniform(stream, mask, first);
        var scale = 1 / (1 - rate);
        foreach (ref var value in mask) value = value >= rate ? scale : 0;
    }

    /// <summary>Normal, float32, by the method of Box and Muller: each two outputs give two values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normal(Philox stream, Span<float> destination, float mean = 0, float stddev = 1, long first = 0)
    {
        var start = stream.At(first);
        Span<uint> bits = stackalloc uint[Chunk];
        for (var done = 0; done < destination.Length; done += Chunk)
        {
            var chunk = destination[done..Math.Min(done + Chunk, destination.Length)];
            start.Fill(bits[..((chunk.Length + 1) / 2 * 2)], done);
            for (var i = 0; i < chunk.Length; i += 2)
            {
                var (sine, cosine) = BoxMuller(bits[i], bits[i + 1]);
                chunk[i] = sine;
                if (i + 1 < chunk.Length) chunk[i + 1] = cosine;
            }
        }
        ScaleAndShift(destination, stddev, mean);
    }

    /// <summary>Normal, float64: each four outputs give two values.</summary>
    public static void Normal(Philox stream, Span<double> destination, double mean = 0, double stddev = 1, long first = 0)
    {
        Span<uint> bits = stackalloc uint[Philox.GroupSize];
        for (var i = 0; i < destination.Length; i += 2)
        {
            stream.At(2 * (first + i)).FillScalar(bits);
            var (sine, cosine) = BoxMuller(bits);
            destination[i] = sine * stddev + mean;
            if (i + 1 < destination.Length) destination[i + 1] = cosine * stddev + mean;
        }
    }

    /// <summary>
    /// Normal within two standard deviations, float32: every four values have a part of the stream to themselves, in which
    /// pairs are drawn until four values fit.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TruncatedNormal(Philox stream, Span<float> destination, float mean = 0, float stddev = 1, long first = 0)
    {
        var group = (ulong)(stream.At(first).Group - stream.Group);
        Span<uint> bits = stackalloc uint[Philox.GroupSize];
        for (var i = 0; i < destination.Length; i += 4, group++)
        {
            var part = destination[i..Math.Min(i + 4, destination.Length)];
            var from = stream.Skip(group * TruncatedGroups);
            for (var found = 0; found < part.Length; from = from.Skip(1))
            {
                from.FillScalar(bits);
                Keep(BoxMuller(bits[0], bits[1]), part, ref found);
                Keep(BoxMuller(bits[2], bits[3]), part, ref found);
            }
        }
        ScaleAndShift(destination, stddev, mean);
    }

    /// <summary>Normal within two standard deviations, float64: every two values have a part of the stream to themselves.</summary>
    public static void TruncatedNormal(Philox stream, Span<double> destination, double mean = 0, double stddev = 1, long first = 0)
    {
        var pair = (ulong)(stream.At(first).Group - stream.Group) * 2;
        Span<uint> bits = stackalloc uint[Philox.GroupSize];
        for (var i = 0; i < destination.Length; i += 2, pair++)
        {
            var part = destination[i..Math.Min(i + 2, destination.Length)];
            var from = stream.Skip(pair * TruncatedGroups / 2);
            for (var found = 0; found < part.Length; from = from.Skip(1))
            {
                from.FillScalar(bits);
                Keep(BoxMuller(bits), part, ref found);
            }
        }
        foreach (ref var value in destination) value = value * stddev + mean;
    }

    /// <summary>The order into which a draw shuffles the rows 0 to n − 1: row i changes places with one of the rows from i on.</summary>
    public static int[] Permutation(Philox stream, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var order = new int[n];
        for (var i = 0; i < n; i++) order[i] = i;
        if (n < 2) return order;
        var bits = new uint[n - 1];
        stream.Fill(bits);
        for (var i = 0; i < n - 1; i++)
        {
            var j = i + (int)(bits[i] % (uint)(n - i));
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BitsToUniform(Span<uint> bits, Span<float> values)
    {
        var i = 0;
        var one = Vector.Create(1f);
        for (; i <= bits.Length - Vector<uint>.Count; i += Vector<uint>.Count)
            (UniformPlusOne(bits, i) - one).CopyTo(values[i..]);
        for (; i < bits.Length; i++) values[i] = ToUniform(bits[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BitsToMask(Span<uint> bits, float rate, float scale)
    {
        var i = 0;
        var values = MemoryMarshal.Cast<uint, float>(bits);
        var (one, rates, scales) = (Vector.Create(1f), Vector.Create(rate), Vector.Create(scale));
        for (; i <= bits.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            var keep = Vector.GreaterThanOrEqual(UniformPlusOne(bits, i) - one, rates);
            (scales & keep.As<int, float>()).CopyTo(values[i..]);
        }
        for (; i < bits.Length; i++) values[i] = ToUniform(bits[i]) >= rate ? scale : 0;
    }

    // The bits become the fraction of a number of [1, 2).
    private static Vector<float> UniformPlusOne(Span<uint> bits, int i) =>
        ((new Vector<uint>(bits[i..]) & Vector.Create(0x7FFFFFu)) | Vector.Create(0x3F800000u)).As<uint, float>();

    private static float ToUniform(uint bits) => BitConverter.UInt32BitsToSingle((bits & 0x7FFFFF) | 0x3F800000) - 1;

    private static double ToUniform(uint high, uint low) =>
        BitConverter.UInt64BitsToDouble(((high & 0xFFFFFul) << 32) | low | 0x3FF0000000000000) - 1;

    // The angle is multiplied in float64 and then rounded, as TensorFlow does.
    private static (float Sine, float Cosine) BoxMuller(uint radiusBits, uint angleBits)
    {
        var uniform = Math.Max(ToUniform(radiusBits), SmallestUniform);
        var angle = (float)(2 * Math.PI * ToUniform(angleBits));
        var radius = MathF.Sqrt(-2 * MathF.Log(uniform));
        return (MathF.Sin(angle) * radius, MathF.Cos(angle) * radius);
    }

    private static (double Sine, double Cosine) BoxMuller(ReadOnlySpan<uint> bits)
    {
        var uniform = Math.Max(ToUniform(bits[0], bits[1]), 1e-7);
        var angle = 2 * Math.PI * ToUniform(bits[2], bits[3]);
        var radius = Math.Sqrt(-2 * Math.Log(uniform));
        return (Math.Sin(angle) * radius, Math.Cos(angle) * radius);
    }

    private static void Keep<T>((T Sine, T Cosine) pair, Span<T> part, ref int found) where T : IFloatingPoint<T>
    {
        var limit = T.CreateChecked(TruncateAt);
        if (T.Abs(pair.Sine) < limit && found < part.Length) part[found++] = pair.Sine;
        if (T.Abs(pair.Cosine) < limit && found < part.Length) part[found++] = pair.Cosine;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScaleAndShift(Span<float> values, float scale, float shift)
    {
        if (scale == 1 && shift == 0) return;
        var i = 0;
        var (scales, shifts) = (Vector.Create(scale), Vector.Create(shift));
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(values[i..]) * scales + shifts).CopyTo(values[i..]);
        for (; i < values.Length; i++) values[i] = values[i] * scale + shift;
    }

    internal static void CheckRate(double rate)
    {
        if (!(rate >= 0 && rate < 1))
            throw new ValueError(
                $"`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate={rate}", nameof(rate));
    }

    private static ValueError EmptyRange(long low, long high) =>
        new($"Need low < high for a uniform draw of whole numbers. Received: low={low}, high={high}.",
            nameof(high));
}
