using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>Arithmetic in registers of 256 bits.</summary>
internal readonly unsafe struct Simd256<T> : ISimd<T, Vector256<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float);
    }

    public static int Width => Vector256<T>.Count;
    public static int TileRows => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector256<T> value) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> left, Vector256<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract(Vector256<T> left, Vector256<T> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Multiply(Vector256<T> left, Vector256<T> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Divide(Vector256<T> left, Vector256<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> left, Vector256<T> right, Vector256<T> addend) =>
        !Simd.IsFused ? left * right + addend
        : IsSingle ? Vector256.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Min(Vector256<T> left, Vector256<T> right) => Vector256.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max(Vector256<T> left, Vector256<T> right) => Vector256.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Abs(Vector256<T> value) => Vector256.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Negate(Vector256<T> value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sqrt(Vector256<T> value) => Vector256.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Floor(Vector256<T> value) => IsSingle
        ? Vector256.Floor(value.AsSingle()).As<float, T>()
        : Vector256.Floor(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Ceiling(Vector256<T> value) => IsSingle
        ? Vector256.Ceiling(value.AsSingle()).As<float, T>()
        : Vector256.Ceiling(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Round(Vector256<T> value) => IsSingle
        ? Vector256.Round(value.AsSingle()).As<float, T>()
        : Vector256.Round(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LessThan(Vector256<T> left, Vector256<T> right) => Vector256.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AreEqual(Vector256<T> left, Vector256<T> right) => Vector256.Equals(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Select(Vector256<T> mask, Vector256<T> yes, Vector256<T> no) =>
        Vector256.ConditionalSelect(mask, yes, no);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Scale(Vector256<T> value, Vector256<T> exponent)
    {
        // In two factors, so that both stay normal numbers even where the result overflows or is subnormal.
        var whole = Vector256.ConvertToInt32Native(exponent.AsSingle());
        var half = whole >> 1;
        var first = ((half + Vector256.Create(127)) << 23).As<int, T>();
        var second = ((whole - half + Vector256.Create(127)) << 23).As<int, T>();
        return value * first * second;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> SplitExponent(Vector256<T> value, out Vector256<T> exponent)
    {
        var above = value.AsInt32() - Vector256.Create(FloatMath.RootOfHalfBits);
        exponent = Vector256.ConvertToSingle(above >> 23).As<float, T>();
        return ((above & Vector256.Create(FloatMath.MantissaBits)) + Vector256.Create(FloatMath.RootOfHalfBits)).As<int, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp(Vector256<T> value) => IsSingle
        ? FloatMath<Vector256<float>, Simd256<float>>.Exp(value.AsSingle()).As<float, T>()
        : Vector256.Exp(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Log(Vector256<T> value) => IsSingle
        ? FloatMath<Vector256<float>, Simd256<float>>.Log(value.AsSingle()).As<float, T>()
        : Vector256.Log(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Tanh(Vector256<T> value) => IsSingle
        ? FloatMath<Vector256<float>, Simd256<float>>.Tanh(value.AsSingle()).As<float, T>()
        : ScalarMath.Map<T, Vector256<T>>(value, &T.Tanh);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sigmoid(Vector256<T> value) => IsSingle
        ? FloatMath<Vector256<float>, Simd256<float>>.Sigmoid(value.AsSingle()).As<float, T>()
        : Vector256<T>.One / (Vector256<T>.One + Exp(-value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Erf(Vector256<T> value) => IsSingle
        ? FloatMath<Vector256<float>, Simd256<float>>.Erf(value.AsSingle()).As<float, T>()
        : ScalarMath.Map<T, Vector256<T>>(value, &ScalarMath.Erf);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector256<T> value) => Simd128<T>.Sum(value.GetLower() + value.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Vector256<T> value) => Simd128<T>.MaxAcross(Vector128.Max(value.GetLower(), value.GetUpper()));
}
