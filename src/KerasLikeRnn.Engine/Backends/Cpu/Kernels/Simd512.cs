using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>Arithmetic in registers of 512 bits.</summary>
internal readonly unsafe struct Simd512<T> : ISimd<T, Vector512<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float);
    }

    public static int Width => Vector512<T>.Count;
    public static int TileRows => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector512<T> value) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Broadcast(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> left, Vector512<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract(Vector512<T> left, Vector512<T> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> left, Vector512<T> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Divide(Vector512<T> left, Vector512<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> left, Vector512<T> right, Vector512<T> addend) =>
        !Simd.IsFused ? left * right + addend
        : IsSingle ? Vector512.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Min(Vector512<T> left, Vector512<T> right) => Vector512.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max(Vector512<T> left, Vector512<T> right) => Vector512.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Abs(Vector512<T> value) => Vector512.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Negate(Vector512<T> value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sqrt(Vector512<T> value) => Vector512.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Floor(Vector512<T> value) => IsSingle
        ? Vector512.Floor(value.AsSingle()).As<float, T>()
        : Vector512.Floor(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Ceiling(Vector512<T> value) => IsSingle
        ? Vector512.Ceiling(value.AsSingle()).As<float, T>()
        : Vector512.Ceiling(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Round(Vector512<T> value) => IsSingle
        ? Vector512.Round(value.AsSingle()).As<float, T>()
        : Vector512.Round(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LessThan(Vector512<T> left, Vector512<T> right) => Vector512.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> AreEqual(Vector512<T> left, Vector512<T> right) => Vector512.Equals(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Select(Vector512<T> mask, Vector512<T> yes, Vector512<T> no) =>
        Vector512.ConditionalSelect(mask, yes, no);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Scale(Vector512<T> value, Vector512<T> exponent)
    {
        if (IsSingle && Avx512F.IsSupported) return Avx512F.Scale(value.AsSingle(), exponent.AsSingle()).As<float, T>();
        // In two factors, so that both stay normal numbers even where the result overflows or is subnormal.
        var whole = Vector512.ConvertToInt32Native(exponent.AsSingle());
        var half = whole >> 1;
        var first = ((half + Vector512.Create(127)) << 23).As<int, T>();
        var second = ((whole - half + Vector512.Create(127)) << 23).As<int, T>();
        return value * first * second;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> SplitExponent(Vector512<T> value, out Vector512<T> exponent)
    {
        var above = value.AsInt32() - Vector512.Create(FloatMath.RootOfHalfBits);
        exponent = Vector512.ConvertToSingle(above >> 23).As<float, T>();
        return ((above & Vector512.Create(FloatMath.MantissaBits)) + Vector512.Create(FloatMath.RootOfHalfBits)).As<int, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exp(Vector512<T> value) => IsSingle
        ? FloatMath<Vector512<float>, Simd512<float>>.Exp(value.AsSingle()).As<float, T>()
        : Vector512.Exp(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Log(Vector512<T> value) => IsSingle
        ? FloatMath<Vector512<float>, Simd512<float>>.Log(value.AsSingle()).As<float, T>()
        : Vector512.Log(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Tanh(Vector512<T> value) => IsSingle
        ? FloatMath<Vector512<float>, Simd512<float>>.Tanh(value.AsSingle()).As<float, T>()
        : ScalarMath.Map<T, Vector512<T>>(value, &T.Tanh);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sigmoid(Vector512<T> value) => IsSingle
        ? FloatMath<Vector512<float>, Simd512<float>>.Sigmoid(value.AsSingle()).As<float, T>()
        : Vector512<T>.One / (Vector512<T>.One + Exp(-value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Erf(Vector512<T> value) => IsSingle
        ? FloatMath<Vector512<float>, Simd512<float>>.Erf(value.AsSingle()).As<float, T>()
        : ScalarMath.Map<T, Vector512<T>>(value, &ScalarMath.Erf);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> value) => Simd256<T>.Sum(value.GetLower() + value.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Vector512<T> value) => Simd256<T>.MaxAcross(Vector256.Max(value.GetLower(), value.GetUpper()));
}
