using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>Bit patterns of single-precision numbers.</summary>
internal static class FloatMath
{
    /// <summary>The bits of sqrt(1/2).</summary>
    public const int RootOfHalfBits = 0x3F3504F3;

    public const int MantissaBits = 0x007FFFFF;
}

/// <summary>
/// Single-precision functions in vector arithmetic, the same bits at every width. The coefficients are minimax fits of
/// the relative error, made with reweighted least squares (Lawson's iteration) in extended precision.
/// </summary>
internal static unsafe class FloatMath<V, S>
    where V : unmanaged
    where S : struct, ISimd<float, V>
{
    /// <summary>
    /// e^x = 2^n * e^r with n the integer nearest to x / ln 2 and a polynomial of degree 6 for e^r, |r| at most ln 2 / 2. It has
    /// the bits of TensorFlow 2.9's, hence products and sums rounded one by one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x) => ExpUpTo(S.Broadcast(89f), x);

    /// <summary>The logistic function e^x / (1 + e^x), as TensorFlow computes it; from 16.6 on it is 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid(V x)
    {
        var e = ExpUpTo(S.Broadcast(16.6355324f), x);
        return S.Divide(e, S.Add(S.Broadcast(1f), e));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpUpTo(V limit, V x)
    {
        // Beyond 89 and -105 the result is inf or 0 anyway; nan passes, being the second operand.
        x = S.Min(limit, S.Max(S.Broadcast(-105f), x));
        var n = S.Floor(S.Add(S.Multiply(x, S.Broadcast(1.44269504f)), S.Broadcast(0.5f)));
        // ln 2 in two parts: the first has few bits, so that n times it is exact, and only the sum is rounded.
        var r = S.MultiplyAdd(n, S.Broadcast(-0.693359375f), x);
        r = S.Add(r, S.Multiply(n, S.Broadcast(2.12194440e-4f)));
        var square = S.Multiply(r, r);
        var even = S.Add(S.Multiply(square, S.Broadcast(1.3744964e-3f)), S.Broadcast(4.1669652e-2f));
        var odd = S.Add(S.Multiply(square, S.Broadcast(8.3689447e-3f)), S.Broadcast(0.16666518f));
        even = S.Add(S.Multiply(square, even), S.Broadcast(0.49999988f));
        var p = S.Add(S.Multiply(r, odd), even);
        return S.Scale(S.Add(S.Multiply(square, p), S.Add(r, S.Broadcast(1f))), n);
    }

    /// <summary>ln x = e ln 2 + ln(1 + f), with 1 + f in [sqrt(1/2), sqrt(2)) and a polynomial of degree 10.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log(V x)
    {
        var zero = S.Broadcast(0f);
        var subnormal = S.LessThan(x, S.Broadcast(1.17549435e-38f));
        var normal = S.Select(subnormal, S.Multiply(x, S.Broadcast(16777216f)), x);
        var f = S.Subtract(S.SplitExponent(normal, out var e), S.Broadcast(1f));
        e = S.Select(subnormal, S.Subtract(e, S.Broadcast(24f)), e);
        var p = S.Broadcast(-0.07634492963552475f);
        p = S.MultiplyAdd(p, f, S.Broadcast(0.12761574983596802f));
        p = S.MultiplyAdd(p, f, S.Broadcast(-0.13160182535648346f));
        p = S.MultiplyAdd(p, f, S.Broadcast(0.14201758801937103f));
        p = S.MultiplyAdd(p, f, S.Broadcast(-0.16623356938362122f));
        p = S.MultiplyAdd(p, f, S.Broadcast(0.20001226663589478f));
        p = S.MultiplyAdd(p, f, S.Broadcast(-0.2500081956386566f));
        p = S.MultiplyAdd(p, f, S.Broadcast(0.3333333134651184f));
        var square = S.Multiply(f, f);
        p = S.MultiplyAdd(S.Multiply(p, f), square, S.Multiply(e, S.Broadcast(-2.12194440e-4f)));
        p = S.MultiplyAdd(square, S.Broadcast(-0.5f), p);
        var result = S.MultiplyAdd(e, S.Broadcast(0.693359375f), S.Add(f, p));
        result = S.Select(S.LessThan(x, S.Broadcast(float.PositiveInfinity)), result, x);
        result = S.Select(S.AreEqual(x, zero), S.Broadcast(float.NegativeInfinity), result);
        return S.Select(S.LessThan(x, zero), S.Broadcast(float.NaN), result);
    }

    /// <summary>
    /// tanh x = x P(x²) / Q(x²), of degree 13 over 6 up to 7.905, where it is 1; below 0.0004 x itself. It has the bits of the
    /// approximation TensorFlow 2.9 uses (5 ulp at most), hence products and sums rounded one by one: over hundreds of steps
    /// another rounding would lead a plain recurrent layer elsewhere.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        var limit = S.Broadcast(7.90531110763549805f);
        // A register minimum gives its second operand where one is nan: so nan passes.
        var z = S.Max(S.Negate(limit), S.Min(limit, x));
        var y = S.Multiply(z, z);
        var p = S.Add(S.Multiply(y, S.Broadcast(-2.76076847742355e-16f)), S.Broadcast(2.00018790482477e-13f));
        var q = S.Add(S.Multiply(y, S.Broadcast(1.19825839466702e-06f)), S.Broadcast(1.18534705686654e-04f));
        p = S.Add(S.Multiply(y, p), S.Broadcast(-8.60467152213735e-11f));
        q = S.Add(S.Multiply(y, q), S.Broadcast(2.26843463243900e-03f));
        p = S.Add(S.Multiply(y, p), S.Broadcast(5.12229709037114e-08f));
        q = S.Add(S.Multiply(y, q), S.Broadcast(4.89352518554385e-03f));
        p = S.Add(S.Multiply(y, p), S.Broadcast(1.48572235717979e-05f));
        p = S.Add(S.Multiply(y, p), S.Broadcast(6.37261928875436e-04f));
        p = S.Add(S.Multiply(y, p), S.Broadcast(4.89352455891786e-03f));
        var result = S.Divide(S.Multiply(z, p), q);
        return S.Select(S.LessThan(S.Abs(x), S.Broadcast(0.0004f)), x, result);
    }

    /// <summary>erf x = x P(x²) / Q(x²), of degree 11 over 10 up to 4; beyond, x grows on and the quotient is cut at 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf(V x)
    {
        var y = S.Min(S.Broadcast(16f), S.Multiply(x, x));
        var p = S.MultiplyAdd(S.Broadcast(1.986765710171312e-06f), y, S.Broadcast(0.0002845646522473544f));
        var q = S.MultiplyAdd(S.Broadcast(3.741993350558914e-05f), y, S.Broadcast(0.0011855687480419874f));
        p = S.MultiplyAdd(p, y, S.Broadcast(0.003883344354107976f));
        q = S.MultiplyAdd(q, y, S.Broadcast(0.015207254327833652f));
        p = S.MultiplyAdd(p, y, S.Broadcast(0.05310174822807312f));
        q = S.MultiplyAdd(q, y, S.Broadcast(0.11535006016492844f));
        p = S.MultiplyAdd(p, y, S.Broadcast(0.19354526698589325f));
        q = S.MultiplyAdd(q, y, S.Broadcast(0.50485759973526f));
        p = S.MultiplyAdd(p, y, S.Broadcast(1.1283791065216064f));
        q = S.MultiplyAdd(q, y, S.Broadcast(1f));
        return CutAtOne(S.Divide(S.Multiply(x, p), q));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CutAtOne(V x) => S.Max(S.Broadcast(-1f), S.Min(S.Broadcast(1f), x));
}
