using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>Arithmetic in registers of 128 bits.</summary>
internal readonly unsafe struct Simd128<T> : ISimd<T, Vector128<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float);
    }

    public static int Width => Vector128<T>.Count;
    public static int TileRows => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector128<T> value) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Broadcast(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> left, Vector128<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract(Vector128<T> left, Vector128<T> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Multiply(Vector128<T> left, Vector128<T> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> left, Vector128<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> left, Vector128<T> right, Vector128<T> addend) =>
        !Simd.IsFused ? left * right + addend
        : IsSingle ? Vector128.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
        : Vector128.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Min(Vector128<T> left, Vector128<T> right) => Vector128.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Max(Vector128<T> left, Vector128<T> right) => Vector128.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Abs(Vector128<T> value) => Vector128.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Negate(Vector128<T> value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Sqrt(Vector128<T> value) => Vector128.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Floor(Vector128<T> value) => IsSingle
        ? Vector128.Floor(value.AsSingle()).As<float, T>()
        : Vector128.Floor(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Ceiling(Vector128<T> value) => IsSingle
        ? Vector128.Ceiling(value.AsSingle()).As<float, T>()
        : Vector128.Ceiling(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Round(Vector128<T> value) => IsSingle
        ? Vector128.Round(value.AsSingle()).As<float, T>()
        : Vector128.Round(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LessThan(Vector128<T> left, Vector128<T> right) => Vector128.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> AreEqual(Vector128<T> left, Vector128<T> right) => Vector128.Equals(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Select(Vector128<T> mask, Vector128<T> yes, Vector128<T> no) =>
        Vector128.ConditionalSelect(mask, yes, no);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Scale(Vector128<T> value, Vector128<T> exponent)
    {
        // In two factors, so that both stay normal numbers even where the result overflows or is subnormal.
        var whole = Vector128.ConvertToInt32Native(exponent.AsSingle());
        var half = whole >> 1;
        var first = ((half + Vector128.Create(127)) << 23).As<int, T>();
        var second = ((whole - half + Vector128.Create(127)) << 23).As<int, T>();
        return value * first * second;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> SplitExponent(Vector128<T> value, out Vector128<T> exponent)
    {
        var above = value.AsInt32() - Vector128.Create(FloatMath.RootOfHalfBits);
        exponent = Vector128.ConvertToSingle(above >> 23).As<float, T>();
        return ((above & Vector128.Create(FloatMath.MantissaBits)) + Vector128.Create(FloatMath.RootOfHalfBits)).As<int, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Exp(Vector128<T> value) => IsSingle
        ? FloatMath<Vector128<float>, Simd128<float>>.Exp(value.AsSingle()).As<float, T>()
        : Vector128.Exp(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Log(Vector128<T> value) => IsSingle
        ? FloatMath<Vector128<float>, Simd128<float>>.Log(value.AsSingle()).As<float, T>()
        : Vector128.Log(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Tanh(Vector128<T> value) => IsSingle
        ? FloatMath<Vector128<float>, Simd128<float>>.Tanh(value.AsSingle()).As<float, T>()
        : ScalarMath.Map<T, Vector128<T>>(value, &T.Tanh);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Sigmoid(Vector128<T> value) => IsSingle
        ? FloatMath<Vector128<float>, Simd128<float>>.Sigmoid(value.AsSingle()).As<float, T>()
        : Vector128<T>.One / (Vector128<T>.One + Exp(-value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Erf(Vector128<T> value) => IsSingle
        ? FloatMath<Vector128<float>, Simd128<float>>.Erf(value.AsSingle()).As<float, T>()
        : ScalarMath.Map<T, Vector128<T>>(value, &ScalarMath.Erf);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> value) => IsSingle
        ? value[0] + value[2] + (value[1] + value[3])
        : value[0] + value[1];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Vector128<T> value) => IsSingle
        ? T.Max(T.Max(value[0], value[2]), T.Max(value[1], value[3]))
        : T.Max(value[0], value[1]);
}
