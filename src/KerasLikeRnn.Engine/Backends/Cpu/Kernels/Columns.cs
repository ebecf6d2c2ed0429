using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>
/// What batch normalization does with a matrix whose columns have a mean each, in one pass over memory. Blocks of rows go to the
/// threads; they are summed apart and then in order, so that neither threads nor their number change a bit.
/// </summary>
internal unsafe struct Columns<T> where T : unmanaged, INumber<T>
{
    private const int RowBlock = 256;

    public long Rows;
    public int Width;
    public T* X;
    public T* Mean;

    /// <summary>Weights in x's shape, or null.</summary>
    public T* Weights;
    public T* Factor;
    public T* Shift;
    public T* WeightFactor;

    private T* results;

    private int Blocks => checked((int)((Rows + RowBlock - 1) / RowBlock));

    /// <summary>sum = Σw and product = Σw·(x − mean); without weights product = Σ(x − mean)².</summary>
    public static void Moments(Columns<T> columns, T* sum, T* product)
    {
        var width = columns.Width;
        using var partial = Scratch.Rent<T>(2L * columns.Blocks * width);
        columns.results = partial.Pointer;
        Workers.For(columns.Blocks, &columns, &BlockMoments);
        new Span<T>(product, width).Clear();
        if (sum != null) new Span<T>(sum, width).Clear();
        for (var block = 0L; block < columns.Blocks; block++)
        {
            Add(product, partial.Pointer + 2 * block * width, width);
            if (sum != null) Add(sum, partial.Pointer + (2 * block + 1) * width, width);
        }
    }

    /// <summary>y = (x − mean)·factor + shift + w·weightFactor.</summary>
    public static void Scale(Columns<T> columns, T* y)
    {
        columns.results = y;
        Workers.For(columns.Blocks, &columns, &BlockScale);
    }

    private static void Add(T* sums, T* more, int width) =>
        TensorPrimitives.Add(new ReadOnlySpan<T>(sums, width), new ReadOnlySpan<T>(more, width), new Span<T>(sums, width));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BlockMoments(void* state, int block)
    {
        var run = *(Columns<T>*)state;
        var width = run.Width;
        var first = (long)block * RowBlock;
        var rows = Math.Min(RowBlock, run.Rows - first);
        T* x = run.X + first * width, w = run.Weights == null ? null : run.Weights + first * width;
        T* products = run.results + 2L * block * width, sums = products + width;
        var j = 0;
        for (; j + Vector<T>.Count <= width; j += Vector<T>.Count)
        {
            Vector<T> mean = Vector.Load(run.Mean + j), product = Vector<T>.Zero, sum = Vector<T>.Zero;
            for (var i = (long)j; i < rows * width; i += width)
            {
                var centered = Vector.Load(x + i) - mean;
                var weight = w == null ? centered : Vector.Load(w + i);
                product += weight * centered;
                sum += weight;
            }
            product.Store(products + j);
            sum.Store(sums + j);
        }
        for (; j < width; j++)
        {
            T product = T.Zero, sum = T.Zero;
            for (var i = (long)j; i < rows * width; i += width)
            {
                var centered = x[i] - run.Mean[j];
                var weight = w == null ? centered : w[i];
                product += weight * centered;
                sum += weight;
            }
            (products[j], sums[j]) = (product, sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BlockScale(void* state, int block)
    {
        var run = *(Columns<T>*)state;
        var width = run.Width;
        var first = (long)block * RowBlock;
        var end = Math.Min(first + RowBlock, run.Rows) * width;
        for (var row = first * width; row < end; row += width)
        {
            T* x = run.X + row, w = run.Weights == null ? null : run.Weights + row, y = run.results + row;
            var j = 0;
            for (; j + Vector<T>.Count <= width; j += Vector<T>.Count)
            {
                var value = (Vector.Load(x + j) - Vector.Load(run.Mean + j)) * Vector.Load(run.Factor + j) + Vector.Load(run.Shift + j);
                if (w != null) value += Vector.Load(w + j) * Vector.Load(run.WeightFactor + j);
                value.Store(y + j);
            }
            for (; j < width; j++)
            {
                var value = (x[j] - run.Mean[j]) * run.Factor[j] + run.Shift[j];
                y[j] = w == null ? value : value + w[j] * run.WeightFactor[j];
            }
        }
    }
}
