namespace KerasLikeRnn.Engine;

/// <summary>The error function in double precision.</summary>
internal static class ErrorFunction
{
    /// <summary>erf(x): Taylor's series near zero, the continued fraction of erfc beyond (Abramowitz and Stegun 7.1.5, 7.1.14).</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        var z = Math.Abs(x);
        if (z > 6) return Math.Sign(x);
        return z < 2.5 ? Series(x) : Math.Sign(x) * (1 - Tail(z));
    }

    private static double Series(double x)
    {
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double Tail(double z)
    {
        var fraction = z;
        for (var n = 60; n >= 1; n--) fraction = z + n / 2.0 / fraction;
        return Math.Exp(-z * z) / Math.Sqrt(Math.PI) / fraction;
    }
}
