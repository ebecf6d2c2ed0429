namespace KerasLikeRnn.Engine;

/// <summary>
/// The reduced QR decomposition in single precision, every sum in the order in which TensorFlow's Eigen adds it up on x64:
/// the orthogonal start of a recurrent kernel then has Python's bits, and the first training steps Python's losses.
/// </summary>
/// <remarks>
/// Householder reflections, column by column (Golub and Van Loan, Matrix Computations, 5.2). Up to 47 columns; beyond, Eigen
/// works on blocks and <see cref="Qr"/> is as good. Its order of sums: decomposing, one after the other; forming Q, in eight
/// lanes, then in four, then one by one.
/// </remarks>
internal static class SingleQr
{
    /// <summary>Columns from which on Eigen works on blocks.</summary>
    public const int Block = 48;

    private const float SmallestNormal = 1.17549435e-38f;
    private const int LongSum = 128;
    private const int LongSumPart = 16;

    /// <summary>Q with every diagonal element of R positive, transposed: one column of Q after the other.</summary>
    public static float[] OrthonormalColumns(ReadOnlySpan<float> matrix, int rows, int columns)
    {
        var a = new float[rows, columns];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) a[i, j] = matrix[i * columns + j];
        var tau = new float[columns];
        for (var k = 0; k < columns; k++)
        {
            tau[k] = MakeReflector(a, k);
            if (tau[k] != 0) ReflectRest(a, k, tau[k]);
        }
        var q = new float[columns * rows];
        for (var j = 0; j < columns; j++) q[j * rows + j] = 1;
        for (var k = columns - 1; k >= 0; k--)
            for (var j = 0; j < columns; j++)
                Reflect(a, k, tau[k], q.AsSpan(j * rows, rows), isAlone: columns % 2 == 1 && j == columns - 1);
        for (var j = 0; j < columns; j++)
            if (a[j, j] < 0) foreach (ref var element in q.AsSpan(j * rows, rows)) element = -element;
        return q;
    }

    /// <summary>Leaves the reflector's tail below the diagonal and R's element on it.</summary>
    private static float MakeReflector(float[,] a, int k)
    {
        var rows = a.GetLength(0);
        var tail = 0f;
        for (var i = k + 1; i < rows; i++) tail += a[i, k] * a[i, k];
        var head = a[k, k];
        if (tail <= SmallestNormal) return 0;
        var beta = MathF.Sqrt(head * head + tail);
        if (head >= 0) beta = -beta;
        for (var i = k + 1; i < rows; i++) a[i, k] /= head - beta;
        a[k, k] = beta;
        return (beta - head) / beta;
    }

    private static void ReflectRest(float[,] a, int k, float tau)
    {
        int rows = a.GetLength(0), columns = a.GetLength(1);
        for (var j = k + 1; j < columns; j++)
        {
            if (rows - k == 1)
            {
                a[k, j] *= 1 - tau;
                continue;
            }
            var length = rows - k - 1;
            // The product with a single column left is a plain inner product to Eigen, however long.
            var part = length < LongSum || columns - k == 2 ? length : LongSumPart;
            var sum = 0f;
            for (var start = 0; start < length; start += part)
            {
                var partial = 0f;
                for (var i = start; i < Math.Min(start + part, length); i++) partial += a[k + 1 + i, j] * a[k + 1 + i, k];
                sum += partial;
            }
            sum += a[k, j];
            a[k, j] -= tau * sum;
            for (var i = k + 1; i < rows; i++) a[i, j] -= tau * a[i, k] * sum;
        }
    }

    private static void Reflect(float[,] a, int k, float tau, Span<float> x, bool isAlone)
    {
        var rows = x.Length;
        if (rows - k == 1)
        {
            x[k] *= 1 - tau;
            return;
        }
        if (tau == 0) return;
        var sum = LaneSum(a, k, x, isAlone) + x[k];
        x[k] -= tau * sum;
        for (var i = k + 1; i < rows; i++) x[i] -= tau * a[i, k] * sum;
    }

    /// <summary>
    /// The product of the reflector's tail and x in eight lanes, then one by one; a column that is left over when the
    /// others are taken in pairs uses four lanes in between.
    /// </summary>
    private static float LaneSum(float[,] a, int k, ReadOnlySpan<float> x, bool isAlone)
    {
        Span<float> lanes = stackalloc float[8];
        lanes.Clear();
        var i = k + 1;
        for (; i + 8 <= x.Length; i += 8)
            for (var lane = 0; lane < 8; lane++) lanes[lane] += x[i + lane] * a[i + lane, k];
        for (var lane = 0; lane < 4; lane++) lanes[lane] += lanes[lane + 4];
        var sum = SumOfFour(lanes);
        if (isAlone)
        {
            lanes.Clear();
            for (; i + 4 <= x.Length; i += 4)
                for (var lane = 0; lane < 4; lane++) lanes[lane] += x[i + lane] * a[i + lane, k];
            sum += SumOfFour(lanes);
        }
        for (; i < x.Length; i++) sum += x[i] * a[i, k];
        return sum;
    }

    private static float SumOfFour(Span<float> lanes) => lanes[0] + lanes[2] + (lanes[1] + lanes[3]);
}
