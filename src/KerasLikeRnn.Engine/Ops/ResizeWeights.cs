namespace KerasLikeRnn.Engine;

/// <summary>
/// How an axis gets another length: row i of the matrix says how much each old element counts in new element i. Elements are
/// cells of width 1: the middle of new cell i lies at (i + ½) · old / new on the old axis.
/// </summary>
internal static class ResizeWeights
{
    // TensorFlow takes the cubic's coefficients from a table of that many steps between two elements.
    private const int CubicSteps = 1024;

    /// <summary>The matrix (to, from), of each row the part that is not zero.</summary>
    public static ResampledAxis Axis(Interpolation interpolation, int from, int to)
    {
        var row = new float[from];
        var parts = new ResampledElement[to];
        var scale = (float)from / to;
        for (var i = 0; i < to; i++)
        {
            Array.Clear(row);
            switch (interpolation)
            {
                case Interpolation.Nearest: row[Math.Clamp((int)MathF.Floor((i + 0.5f) * scale), 0, from - 1)] = 1; break;
                case Interpolation.Bilinear: Linear(row, (i + 0.5f) * scale - 0.5f); break;
                case Interpolation.Bicubic: Cubic(row, (i + 0.5f) * scale - 0.5f); break;
                case Interpolation.Area: Covered(row, i * scale, (i + 1) * scale); break;
                default: Sampled(row, (i + 0.5f) * scale, interpolation); break;
            }
            parts[i] = ResampledElement.Of(row);
        }
        return new ResampledAxis(from, parts);
    }

    private static void Linear(Span<float> row, float at)
    {
        var below = MathF.Floor(at);
        var share = at - below;
        row[Math.Max((int)below, 0)] += 1 - share;
        row[Math.Min((int)MathF.Ceiling(at), row.Length - 1)] += share;
    }

    private static void Cubic(Span<float> row, float at)
    {
        var below = (int)MathF.Floor(at);
        var step = (int)MathF.Round((at - below) * CubicSteps);
        Span<float> taps = [Keys(CubicSteps + step), Keys(step), Keys(CubicSteps - step), Keys(2 * CubicSteps - step)];
        for (var k = 0; k < 4; k++)
            if (below - 1 + k >= 0 && below - 1 + k < row.Length) row[below - 1 + k] = taps[k];
        Normalize(row);
    }

    /// <summary>Keys's cubic with a = −½ at a distance in table steps.</summary>
    private static float Keys(int steps)
    {
        const float A = -0.5f;
        var x = (float)steps / CubicSteps;
        return steps <= CubicSteps
            ? ((A + 2) * x - (A + 3)) * x * x + 1
            : ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
    }

    private static void Covered(Span<float> row, float begin, float end)
    {
        for (var j = (int)MathF.Floor(begin); j < end && j < row.Length; j++)
            row[j] = (MathF.Min(j + 1, end) - MathF.Max(j, begin)) / (end - begin);
    }

    private static void Sampled(Span<float> row, float at, Interpolation interpolation)
    {
        var radius = Radius(interpolation);
        var first = Math.Clamp((int)MathF.Ceiling(at - radius - 0.5f), 0, row.Length - 1);
        var last = Math.Clamp((int)MathF.Floor(at + radius - 0.5f), 0, row.Length - 1);
        for (var j = first; j <= last; j++) row[j] = Bell(interpolation, MathF.Abs(j + 0.5f - at), radius);
        Normalize(row);
    }

    private static float Radius(Interpolation interpolation) => interpolation switch
    {
        Interpolation.Gaussian => 1.5f,
        Interpolation.Lanczos3 => 3,
        Interpolation.Lanczos5 => 5,
        _ => 2,
    };

    private static float Bell(Interpolation interpolation, float x, float radius) => interpolation switch
    {
        Interpolation.Gaussian => x >= radius ? 0 : MathF.Exp(-x * x / (2 * (radius / 3) * (radius / 3))),
        Interpolation.MitchellCubic => Mitchell(x),
        _ => x > radius ? 0
            : x <= 1e-3f ? 1
            : radius * MathF.Sin(MathF.PI * x) * MathF.Sin(MathF.PI * x / radius) / (MathF.PI * MathF.PI * x * x),
    };

    private static float Mitchell(float x)
    {
        if (x >= 2) return 0;
        return x >= 1
            ? ((-7f / 18 * x + 2) * x - 10f / 3) * x + 16f / 9
            : (7f / 6 * x - 2) * x * x + 8f / 9;
    }

    private static void Normalize(Span<float> row)
    {
        var sum = 0f;
        foreach (var weight in row) sum += weight;
        if (MathF.Abs(sum) < 1000 * 1.17549435e-38f) return;
        for (var j = 0; j < row.Length; j++) row[j] /= sum;
    }
}
