using System.Numerics;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

/// <summary>The reduced QR decomposition by Householder reflections, a block of them at a time.</summary>
/// <remarks>
/// G. Golub, C. Van Loan: Matrix Computations, 4th edition, sections 5.1 and 5.2. The reflections of a block together are
/// I − V·T·Vᵀ, so nearly all the work is matrix products. All matrices lie transposed: a column's numbers follow each other.
/// </remarks>
internal static unsafe class Qr
{
    private const int BlockSize = 64;
    private const int RowsAtOnce = 16;

    // Below this many multiplications a reflection is not worth handing to other threads.
    private const long WorthThreads = 1 << 16;

    /// <summary>
    /// The orthonormal factor Q of A = Q·R with every diagonal element of R positive (which makes it unique), (rows, columns).
    /// </summary>
    /// <param name="matrix">A: rows x columns, row after row, rows ≥ columns.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <returns>Q transposed: one column of Q after the other, and more behind them.</returns>
    public static T[] OrthonormalColumns<T, TFrom>(ReadOnlySpan<TFrom> matrix, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TFrom : INumberBase<TFrom>
    {
        // Columns whose distance is a power of two would share the same few places of the cache.
        var stride = (rows + 7) / 8 * 8 + 8;
        var a = new T[stride * columns];
        Transpose<TFrom, T>(matrix, rows, columns, a, stride);
        var q = new T[a.Length];
        fixed (T* pa = a, pq = q, pt = new T[columns * BlockSize], work = new T[2 * columns * BlockSize])
        {
            for (var k = 0; k < columns; k += BlockSize)
            {
                var block = new Block<T>(pa, pt, k, rows, columns, stride);
                for (var i = 0; i < block.Count; i++) q[(k + i) * (stride + 1)] = block.AddReflector(i);
                block.Apply(block.V + (nint)block.Count * stride, columns - k - block.Count, isTransposed: false, work);
            }
            for (var k = (columns - 1) / BlockSize * BlockSize; k >= 0; k -= BlockSize)
                new Block<T>(pa, pt, k, rows, columns, stride).Apply(pq + k * ((nint)stride + 1), columns - k, isTransposed: true, work);
        }
        for (var j = 1; j < columns; j++) q.AsSpan(j * stride, rows).CopyTo(q.AsSpan(j * rows));
        return q;
    }

    /// <summary>
    /// Writes a matrix (rows, columns) column by column, <paramref name="stride"/> apart, a few rows at a time for the cache's sake.
    /// </summary>
    public static void Transpose<TFrom, TTo>(ReadOnlySpan<TFrom> matrix, int rows, int columns, Span<TTo> result, int stride)
        where TFrom : INumberBase<TFrom> where TTo : INumberBase<TTo>
    {
        for (var first = 0; first < rows; first += RowsAtOnce)
        {
            var end = Math.Min(rows, first + RowsAtOnce);
            for (var j = 0; j < columns; j++)
                for (var i = first; i < end; i++) result[j * stride + i] = TTo.CreateChecked(matrix[i * columns + j]);
        }
    }

    /// <summary>
    /// Columns k to k + Count − 1 of A, from row k on, and the reflections they become: I − V·T·Vᵀ, T being upper triangular.
    /// </summary>
    private readonly struct Block<T>(T* a, T* factors, int k, int rows, int columns, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public readonly int Count = Math.Min(BlockSize, columns - k);
        public readonly T* V = a + k * ((nint)stride + 1);
        private readonly T* t = factors + (nint)k * BlockSize;
        private readonly int stride = stride;
        private readonly int length = rows - k;

        /// <summary>Makes the block's column i a reflector and reflects those after it; gives the sign of R's diagonal.</summary>
        public T AddReflector(int i)
        {
            new Span<T>(V + (nint)i * stride, i).Clear();
            var (scale, sign) = MakeReflector(Tail(i, i));
            var block = this;
            ForEach(i + 1, Count, length - i, j => Reflect<T>(block.Tail(i, i), scale, block.Tail(j, i)));
            t[i * BlockSize + i] = scale;
            var products = stackalloc T[i];
            for (var j = 0; j < i; j++) products[j] = Dot<T>(Tail(j, i), Tail(i, i));
            for (var j = 0; j < i; j++)
            {
                var sum = T.Zero;
                for (var p = j; p < i; p++) sum += t[j * BlockSize + p] * products[p];
                t[j * BlockSize + i] = -scale * sum;
            }
            return sign;
        }

        /// <summary>Takes count columns x to (I − V·Tᵀ·Vᵀ)·x, or with T transposed back again.</summary>
        public void Apply(T* x, int count, bool isTransposed, T* work)
        {
            var scaled = work + (nint)count * BlockSize;
            MatMul.Run(false, true, count, Count, length, T.One, x, stride, V, stride, work, BlockSize);
            MatMul.Run(false, isTransposed, count, Count, Count, T.One, work, BlockSize, t, BlockSize, scaled, BlockSize);
            MatMul.Run(false, false, count, length, Count, -T.One, scaled, BlockSize, V, stride, x, stride, accumulate: true);
        }

        private Span<T> Tail(int column, int from) => new(V + (nint)column * stride + from, length - from);
    }

    // Turns the column x into v with (I − scale · v · vᵀ) x = (∓|x|, 0, ..., 0); the sign of that first element is R's diagonal's.
    private static (T Scale, T Sign) MakeReflector<T>(Span<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var norm = T.Sqrt(Dot<T>(x, x));
        if (norm == T.Zero) return (T.Zero, T.One);
        var sign = x[0] > T.Zero ? -T.One : T.One;
        var head = x[0] - sign * norm;
        x[0] = head;
        return (T.CreateChecked(2) / Dot<T>(x, x), sign);
    }

    private static void Reflect<T>(ReadOnlySpan<T> v, T scale, Span<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var factor = Vector.Create(-scale * Dot<T>(v, x));
        var i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            (new Vector<T>(x[i..]) + factor * new Vector<T>(v[i..])).CopyTo(x[i..]);
        for (; i < x.Length; i++) x[i] += factor[0] * v[i];
    }

    private static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (sum0, sum1) = (Vector<T>.Zero, Vector<T>.Zero);
        var i = 0;
        for (; i <= x.Length - 2 * Vector<T>.Count; i += 2 * Vector<T>.Count)
        {
            sum0 += new Vector<T>(x[i..]) * new Vector<T>(y[i..]);
            sum1 += new Vector<T>(x[(i + Vector<T>.Count)..]) * new Vector<T>(y[(i + Vector<T>.Count)..]);
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
