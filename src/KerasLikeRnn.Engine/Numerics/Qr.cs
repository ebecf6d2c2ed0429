using System.Numerics;

namespace KerasLikeRnn.Engine;

/// <summary>The reduced QR decomposition by Householder reflections.</summary>
/// <remarks>G. Golub, C. Van Loan: Matrix Computations, 4th edition, sections 5.1 and 5.2.</remarks>
internal static class Qr
{
    // Below this many multiplications a reflection is not worth handing to other threads.
    private const long WorthThreads = 1 << 16;

    /// <summary>
    /// The orthonormal factor Q of A = Q·R with every diagonal element of R positive (which makes it unique), (rows, columns).
    /// </summary>
    /// <param name="matrix">A: rows x columns, row after row, rows ≥ columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <returns>Q transposed: one column of Q after the other.</returns>
    public static double[][] OrthonormalColumns<T>(ReadOnlySpan<T> matrix, int rows, int columns) where T : INumber<T>
    {
        var a = Columns(matrix, rows, columns);
        var scales = new double[columns];
        var signs = new double[columns];
        for (var k = 0; k < columns; k++)
        {
            (scales[k], signs[k]) = MakeReflector(a[k].AsSpan(k));
            var (vector, scale, from) = (a[k], scales[k], k);
            ForEach(from + 1, columns, rows - from, j => Reflect(vector.AsSpan(from), scale, a[j].AsSpan(from)));
        }
        var q = new double[columns][];
        ForEach(0, columns, (long)rows * columns, j =>
        {
            var column = new double[rows];
            column[j] = signs[j];
            for (var k = j; k >= 0; k--) Reflect(a[k].AsSpan(k), scales[k], column.AsSpan(k));
            q[j] = column;
        });
        return q;
    }

    private static double[][] Columns<T>(ReadOnlySpan<T> matrix, int rows, int columns) where T : INumber<T>
    {
        var a = new double[columns][];
        for (var j = 0; j < columns; j++)
        {
            a[j] = new double[rows];
            for (var i = 0; i < rows; i++) a[j][i] = double.CreateChecked(matrix[i * columns + j]);
        }
        return a;
    }

    // Turns the column x into v with (I − scale · v · vᵀ) x = (∓|x|, 0, ..., 0); the sign of that first element is R's diagonal's.
    private static (double Scale, double Sign) MakeReflector(Span<double> x)
    {
        var norm = Math.Sqrt(Dot(x, x));
        if (norm == 0) return (0, 1);
        var sign = x[0] > 0 ? -1.0 : 1.0;
        var head = x[0] - sign * norm;
        x[0] = head;
        return (2 / Dot(x, x), sign);
    }

    private static void Reflect(ReadOnlySpan<double> v, double scale, Span<double> x)
    {
        var factor = Vector.Create(-scale * Dot(v, x));
        var i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(x[i..]) + factor * new Vector<double>(v[i..])).CopyTo(x[i..]);
        for (; i < x.Length; i++) x[i] += factor[0] * v[i];
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (sum0, sum1) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i <= x.Length - 2 * Vector<double>.Count; i += 2 * Vector<double>.Count)
        {
            sum0 += new Vector<double>(x[i..]) * new Vector<double>(y[i..]);
            sum1 += new Vector<double>(x[(i + Vector<double>.Count)..]) * new Vector<double>(y[(i + Vector<double>.Count)..]);
        }
        var sum = Vector.Sum(sum0 + sum1);
        for (; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    private static void ForEach(int from, int to, long workEach, Action<int> body)
    {
        if ((to - from) * workEach >= WorthThreads) Parallel.For(from, to, body);
        else for (var j = from; j < to; j++) body(j);
    }
}
