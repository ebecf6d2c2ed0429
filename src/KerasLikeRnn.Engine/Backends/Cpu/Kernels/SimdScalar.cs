using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>Arithmetic one number at a time: the referee of the vector widths, and the path of machines without them.</summary>
internal readonly unsafe struct SimdScalar<T> : ISimd<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float);
    }

    // Only the bits of a mask mean something, and all of them set is a nan.
    private static T Yes => IsSingle ? T.CreateTruncating(BitConverter.Int32BitsToSingle(-1)) : T.NaN;

    public static int Width => 1;
    public static int TileRows => 4;

    public static T Load(T* source) => *source;
    public static void Store(T* destination, T value) => *destination = value;
    public static T Broadcast(T value) => value;

    public static T Add(T left, T right) => left + right;
    public static T Subtract(T left, T right) => left - right;
    public static T Multiply(T left, T right) => left * right;
    public static T Divide(T left, T right) => left / right;
    public static T MultiplyAdd(T left, T right, T addend) =>
        Simd.IsFused ? T.FusedMultiplyAdd(left, right, addend) : left * right + addend;
    public static T Min(T left, T right) => left < right ? left : right;
    public static T Max(T left, T right) => left > right ? left : right;
    public static T Abs(T value) => T.Abs(value);
    public static T Negate(T value) => -value;
    public static T Sqrt(T value) => T.Sqrt(value);
    public static T Floor(T value) => T.Floor(value);
    public static T Ceiling(T value) => T.Ceiling(value);
    public static T Round(T value) => T.Round(value, MidpointRounding.ToEven);

    public static T LessThan(T left, T right) => left < right ? Yes : T.Zero;
    public static T AreEqual(T left, T right) => left == right ? Yes : T.Zero;
    public static T Select(T mask, T yes, T no) => T.IsNaN(mask) ? yes : no;

    public static T Scale(T value, T exponent)
    {
        var whole = int.CreateSaturating(exponent);
        var half = whole >> 1;
        return value * T.ScaleB(T.One, half) * T.ScaleB(T.One, whole - half);
    }

    public static T SplitExponent(T value, out T exponent)
    {
        var above = BitConverter.SingleToInt32Bits(float.CreateTruncating(value)) - FloatMath.RootOfHalfBits;
        exponent = T.CreateTruncating(above >> 23);
        return T.CreateTruncating(BitConverter.Int32BitsToSingle((above & FloatMath.MantissaBits) + FloatMath.RootOfHalfBits));
    }

    public static T Exp(T value) => IsSingle ? Single(FloatMath<float, SimdScalar<float>>.Exp(Single(value))) : T.Exp(value);
    public static T Log(T value) => IsSingle ? Single(FloatMath<float, SimdScalar<float>>.Log(Single(value))) : T.Log(value);
    public static T Tanh(T value) => IsSingle ? Single(FloatMath<float, SimdScalar<float>>.Tanh(Single(value))) : T.Tanh(value);
    public static T Sigmoid(T value) =>
        IsSingle ? Single(FloatMath<float, SimdScalar<float>>.Sigmoid(Single(value))) : T.One / (T.One + Exp(-value));
    public static T Erf(T value) => IsSingle ? Single(FloatMath<float, SimdScalar<float>>.Erf(Single(value))) : ScalarMath.Erf(value);

    public static T Sum(T value) => value;
    public static T MaxAcross(T value) => value;

    private static float Single(T value) => Unsafe.As<T, float>(ref value);
    private static T Single(float value) => Unsafe.As<float, T>(ref value);
}
