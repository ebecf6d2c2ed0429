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
    /// <summary>e^x = 2^n * e^r with n = round(x / ln 2) and a polynomial of degree 6 for e^r, |r| at most ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        // Beyond these limits the result is inf or 0 anyway; nan passes, being the second operand.
        x = S.Min(S.Broadcast(89f), S.Max(S.Broadcast(-105f), x));
        var n = S.Round(S.Multiply(x, S.Broadcast(1.44269504f)));
        // ln 2 in two parts: the first has few bits, so that n times it is exact.
        var r = S.MultiplyAdd(n, S.Broadcast(-0.693359375f), x);
        r = S.MultiplyAdd(n, S.Broadcast(2.12194440e-4f), r);
        var p = S.Broadcast(0.0013814610429108143f);
        p = S.MultiplyAdd(p, r, S.Broadcast(0.008368710987269878f));
        p = S.MultiplyAdd(p, r, S.Broadcast(0.04166838899254799f));
        p = S.MultiplyAdd(p, r, S.Broadcast(0.1666652113199234f));
        p = S.MultiplyAdd(p, r, S.Broadcast(0.4999999403953552f));
        p = S.MultiplyAdd(S.Multiply(p, r), r, r);
        return S.Scale(S.Add(p, S.Broadcast(1f)), n);
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

    /// <summary>tanh x = x P(x²) / Q(x²), of degree 9 over 8 up to 9.02; beyond, x grows on and the quotient is cut at 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        var y = S.Min(S.Broadcast(9.02f * 9.02f), S.Multiply(x, x));
        var p = S.MultiplyAdd(S.Broadcast(1.3318906866288671e-08f), y, S.Broadcast(2.0583358491421677e-05f));
        var q = S.MultiplyAdd(S.Broadcast(7.761950655549299e-07f), y, S.Broadcast(0.0003283080586697906f));
        p = S.MultiplyAdd(p, y, S.Broadcast(0.0034940270707011223f));
        q = S.MultiplyAdd(q, y, S.Broadcast(0.025871044024825096f));
        p = S.MultiplyAdd(p, y, S.Broadcast(0.13379710912704468f));
        q = S.MultiplyAdd(q, y, S.Broadcast(0.46713027358055115f));
        p = S.MultiplyAdd(p, y, S.Broadcast(1f));
        q = S.MultiplyAdd(q, y, S.Broadcast(1f));
        return CutAtOne(S.Divide(S.Multiply(x, p), q));
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
