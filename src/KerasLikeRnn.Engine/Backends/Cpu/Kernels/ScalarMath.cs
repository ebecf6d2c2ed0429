using System.Numerics;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>Functions without a vector form, and those that .NET's library lacks, computed in double precision.</summary>
internal static unsafe class ScalarMath
{
    private const int ContinuedFractionDepth = 60;

    /// <summary>Applies a function lane by lane.</summary>
    public static V Map<T, V>(V value, delegate*<T, T> function)
        where T : unmanaged
        where V : unmanaged
    {
        var lanes = (T*)&value;
        for (var i = 0; i < sizeof(V) / sizeof(T); i++) lanes[i] = function(lanes[i]);
        return value;
    }

    public static T Sin<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Sin(x);

    public static T Cos<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Cos(x);

    /// <summary>e^x - 1 without cancellation near 0 (W. Kahan's quotient).</summary>
    public static T Expm1<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var value = double.CreateTruncating(x);
        var power = Math.Exp(value);
        if (power == 1) return x;
        var difference = power - 1;
        return difference == -1 || double.IsInfinity(power)
            ? T.CreateTruncating(difference)
            : T.CreateTruncating(difference * value / Math.Log(power));
    }

    /// <summary>ln(1 + x) without cancellation near 0 (W. Kahan's quotient).</summary>
    public static T Log1p<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var value = double.CreateTruncating(x);
        var sum = 1 + value;
        if (sum == 1) return x;
        return double.IsPositiveInfinity(sum) ? x : T.CreateTruncating(Math.Log(sum) * value / (sum - 1));
    }

    /// <summary>
    /// The error function: below 3 its series with positive terms, erf x = 2/sqrt(pi) e^-x² sum 2^n x^(2n+1) / (2n+1)!!,
    /// above it 1 - erfc x with Laplace's continued fraction.
    /// </summary>
    public static T Erf<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var value = double.CreateTruncating(x);
        var distance = Math.Abs(value);
        if (double.IsNaN(value)) return x;
        if (distance > 6) return T.CreateTruncating(Math.Sign(value));
        var scale = Math.Exp(-value * value) / Math.Sqrt(Math.PI);
        if (distance < 3) return T.CreateTruncating(2 * scale * ErfSeries(value));
        var fraction = distance;
        for (var n = ContinuedFractionDepth; n > 0; n--) fraction = distance + n / 2.0 / fraction;
        return T.CreateTruncating(Math.Sign(value) * (1 - scale / fraction));
    }

    private static double ErfSeries(double x)
    {
        var term = x;
        var sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return sum;
    }
}
