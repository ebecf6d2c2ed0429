using System.Numerics;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>
/// The arithmetic a kernel is written in: V holds <see cref="Width"/> numbers of type T. One kernel source,
/// generic over an implementation S (a struct without fields, so that the JIT inlines every call), serves all widths.
/// </summary>
internal unsafe interface ISimd<T, V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : unmanaged
{
    /// <summary>Numbers in one V.</summary>
    static abstract int Width { get; }

    /// <summary>Rows of the register block of a matrix product: as many as the register file of this width holds.</summary>
    static abstract int TileRows { get; }

    static abstract V Load(T* source);
    static abstract void Store(T* destination, V value);
    static abstract V Broadcast(T value);

    static abstract V Add(V left, V right);
    static abstract V Subtract(V left, V right);
    static abstract V Multiply(V left, V right);
    static abstract V Divide(V left, V right);

    /// <summary>left * right + addend, rounded once.</summary>
    static abstract V MultiplyAdd(V left, V right, V addend);

    /// <summary>The smaller one; <paramref name="right"/> when either is nan.</summary>
    static abstract V Min(V left, V right);

    /// <summary>The larger one; <paramref name="right"/> when either is nan.</summary>
    static abstract V Max(V left, V right);

    static abstract V Abs(V value);
    static abstract V Negate(V value);
    static abstract V Sqrt(V value);
    static abstract V Floor(V value);
    static abstract V Ceiling(V value);

    /// <summary>To the nearest integer, ties to even.</summary>
    static abstract V Round(V value);

    /// <summary>All bits set in the lanes where left is smaller than right, no bit elsewhere.</summary>
    static abstract V LessThan(V left, V right);

    /// <summary>All bits set in the lanes where both are equal (nan equals nothing), no bit elsewhere.</summary>
    static abstract V AreEqual(V left, V right);

    /// <summary>Lane by lane: <paramref name="yes"/> where the mask's bits are set, <paramref name="no"/> elsewhere.</summary>
    static abstract V Select(V mask, V yes, V no);

    /// <summary>value * 2^exponent for whole exponents from -160 to 160, in single precision.</summary>
    static abstract V Scale(V value, V exponent);

    /// <summary>
    /// Splits positive, normal single-precision numbers into mantissa * 2^exponent with the mantissa in [sqrt(1/2), sqrt(2)).
    /// </summary>
    static abstract V SplitExponent(V value, out V exponent);

    static abstract V Exp(V value);
    static abstract V Log(V value);
    static abstract V Tanh(V value);
    static abstract V Sigmoid(V value);
    static abstract V Erf(V value);

    /// <summary>Sum of the lanes, halves added to halves: the order is fixed.</summary>
    static abstract T Sum(V value);

    /// <summary>Largest of the lanes; nan if any lane is.</summary>
    static abstract T MaxAcross(V value);
}
