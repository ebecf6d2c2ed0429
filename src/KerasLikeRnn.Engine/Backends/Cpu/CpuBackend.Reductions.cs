using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

// Reductions: the reduced axes become one axis between an outer and an inner part, group by group.
public sealed unsafe partial class CpuBackend
{
    private const int SumBlock = 4096;
    private const int RowBlock = 256;

    /// <inheritdoc/>
    protected override void RunReduce(ReduceOp op, Tensor x, int[] axes, Tensor y) =>
        Typed.Run(x.DType, new ReduceKernel(this, x.DType == DType.Bool ? OfTruthValues(op) : op, x, axes, y));

    /// <inheritdoc/>
    protected override void RunArgReduce(bool largest, Tensor x, int axis, Tensor y) =>
        Typed.Run(x.DType, new ArgReduceKernel(largest, x, axis, y));

    /// <inheritdoc/>
    protected override void RunCumulate(bool product, Tensor x, int axis, bool exclusive, bool reverse, Tensor y)
    {
        if (x.DType == DType.Bool) throw NoNumbers(product ? "The running product" : "The running sum");
        Typed.Run(x.DType, new CumulateKernel(product, x, axis, exclusive, reverse, y));
    }

    private static ReduceOp OfTruthValues(ReduceOp op) => op switch
    {
        ReduceOp.All or ReduceOp.Minimum => ReduceOp.Minimum,
        ReduceOp.Any or ReduceOp.Maximum => ReduceOp.Maximum,
        _ => throw NoNumbers(op.ToString()),
    };

    private static NotSupportedException NoNumbers(string operation) =>
        new($"{operation} of truth values is not defined. Cast to int32 or float32 first.");

    private readonly struct ReduceKernel(CpuBackend engine, ReduceOp op, Tensor x, int[] axes, Tensor y) : ITyped
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            if (axes.Length == 0) y.Storage.CopyFrom(x.Storage);
            else if (axes[^1] - axes[0] < axes.Length) Reduce<T>(x, x.Shape.Dims, axes[0], axes.Length, y);
            else ReduceGroups<T>();
            if (op == ReduceOp.Mean && y.Length > 0)
                TensorPrimitives.Divide(Span<T>(y), T.CreateTruncating(x.Length / y.Length), Span<T>(y));
        }

        private void ReduceGroups<T>() where T : unmanaged, INumber<T>
        {
            var sizes = x.Shape.Dims.ToArray().ToList();
            var source = x;
            using var scope = MemoryScope.OfThread();
            for (var last = axes.Length - 1; last >= 0;)
            {
                var first = last;
                while (first > 0 && axes[first - 1] == axes[first] - 1) first--;
                int begin = axes[first], count = last - first + 1;
                var kept = sizes.Take(begin).Concat(sizes.Skip(begin + count)).ToList();
                var target = first == 0 ? y : engine.Empty(Shape.Of([.. kept]), x.DType);
                Reduce<T>(source, CollectionsMarshal.AsSpan(sizes), begin, count, target);
                (sizes, source) = (kept, target);
                last = first - 1;
            }
        }

        private void Reduce<T>(Tensor from, ReadOnlySpan<int> sizes, int begin, int count, Tensor to) where T : unmanaged, INumber<T>
        {
            long outer = Product(sizes[..begin]), reduced = Product(sizes.Slice(begin, count)), inner = Product(sizes[(begin + count)..]);
            ReduceMiddle(op == ReduceOp.Mean ? ReduceOp.Sum : op, Pointer<T>(from), outer, reduced, inner, Pointer<T>(to));
        }
    }

    private static long Product(ReadOnlySpan<int> sizes)
    {
        var product = 1L;
        foreach (var size in sizes) product *= size;
        return product;
    }

    private static void ReduceMiddle<T>(ReduceOp op, T* x, long outer, long reduced, long inner, T* y) where T : unmanaged, INumber<T>
    {
        for (var i = 0L; i < outer; i++, x += reduced * inner, y += inner)
        {
            if (inner == 1) *y = ReduceRun(op, new ReadOnlySpan<T>(x, checked((int)reduced)));
            else ReduceRows(op, x, reduced, new Span<T>(y, checked((int)inner)));
        }
    }

    // Halves are added up apart: in one run over millions of float32 numbers the sum would outgrow what is added to it.
    private static T SumRun<T>(ReadOnlySpan<T> x) where T : unmanaged, INumber<T>
    {
        if (x.Length <= SumBlock) return TensorPrimitives.Sum(x);
        var half = (x.Length / 2 + SumBlock - 1) / SumBlock * SumBlock;
        return SumRun(x[..half]) + SumRun(x[half..]);
    }

    private static T ReduceRun<T>(ReduceOp op, ReadOnlySpan<T> x) where T : unmanaged, INumber<T> => op switch
    {
        ReduceOp.Sum => SumRun(x),
        ReduceOp.Product => x.IsEmpty ? T.One : TensorPrimitives.Product(x),
        _ when x.IsEmpty => Neutral<T>(op),
        ReduceOp.Maximum or ReduceOp.Any => TensorPrimitives.Max(x),
        _ => TensorPrimitives.Min(x),
    };

    private static void ReduceRows<T>(ReduceOp op, T* x, long rows, Span<T> y) where T : unmanaged, INumber<T>
    {
        y.Fill(Neutral<T>(op));
        if (op == ReduceOp.Sum)
        {
            AddRows(x, rows, y);
            return;
        }
        for (var r = 0L; r < rows; r++)
        {
            var row = new ReadOnlySpan<T>(x + r * y.Length, y.Length);
            switch (op)
            {
                case ReduceOp.Product: TensorPrimitives.Multiply(y, row, y); break;
                case ReduceOp.Maximum or ReduceOp.Any: TensorPrimitives.Max(y, row, y); break;
                default: TensorPrimitives.Min(y, row, y); break;
            }
        }
    }

    /// <summary>
    /// Adds rows to y: blocks of them are summed apart, for the same reason as in <see cref="SumRun"/>, several at a time, and
    /// then added in order.
    /// </summary>
    private static void AddRows<T>(T* x, long rows, Span<T> y) where T : unmanaged, INumber<T>
    {
        var blocks = checked((int)((rows + RowBlock - 1) / RowBlock));
        using var sums = Scratch.Rent<T>((long)blocks * y.Length);
        var state = new RowSums<T> { X = x, Rows = rows, Width = y.Length, Sums = sums.Pointer };
        Workers.For(blocks, &state, &SumBlockOfRows<T>);
        for (var block = 0; block < blocks; block++)
            TensorPrimitives.Add(y, new ReadOnlySpan<T>(sums.Pointer + (long)block * y.Length, y.Length), y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumBlockOfRows<T>(void* state, int block) where T : unmanaged, INumber<T>
    {
        var run = *(RowSums<T>*)state;
        var width = run.Width;
        var first = (long)block * RowBlock;
        var rows = Math.Min(RowBlock, run.Rows - first);
        var x = run.X + first * width;
        var sums = run.Sums + (long)block * width;
        var j = 0;
        for (; j + 2 * Vector<T>.Count <= width; j += 2 * Vector<T>.Count)
        {
            Vector<T> a = Vector<T>.Zero, b = Vector<T>.Zero;
            for (var r = 0L; r < rows; r++)
            {
                a += Vector.Load(x + r * width + j);
                b += Vector.Load(x + r * width + j + Vector<T>.Count);
            }
            a.Store(sums + j);
            b.Store(sums + j + Vector<T>.Count);
        }
        for (; j < width; j++)
        {
            var sum = T.Zero;
            for (var r = 0L; r < rows; r++) sum += x[r * width + j];
            sums[j] = sum;
        }
    }

    private static T Neutral<T>(ReduceOp op) where T : unmanaged, INumber<T> => op switch
    {
        ReduceOp.Sum => T.Zero,
        ReduceOp.Product => T.One,
        ReduceOp.Maximum or ReduceOp.Any => Lowest<T>(),
        _ => Highest<T>(),
    };

    private static T Lowest<T>() where T : unmanaged, INumber<T> =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double) ? T.CreateTruncating(double.NegativeInfinity)
        : typeof(T) == typeof(byte) ? T.Zero : T.CreateSaturating(long.MinValue);

    private static T Highest<T>() where T : unmanaged, INumber<T> =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double) ? T.CreateTruncating(double.PositiveInfinity)
        : typeof(T) == typeof(byte) ? T.One : T.CreateSaturating(long.MaxValue);

    private readonly struct ArgReduceKernel(bool largest, Tensor x, int axis, Tensor y) : ITyped
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            var (outer, size, inner) = Around(x.Shape, axis);
            var px = Pointer<T>(x);
            var py = Pointer<long>(y);
            for (var o = 0L; o < outer; o++)
                for (var i = 0L; i < inner; i++)
                {
                    var column = px + o * size * inner + i;
                    var best = 0;
                    for (var k = 1; k < size; k++)
                    {
                        T candidate = column[k * inner], leader = column[best * inner];
                        if (largest ? candidate > leader : candidate < leader) best = k;
                    }
                    *py++ = best;
                }
        }
    }

    private readonly struct CumulateKernel(bool product, Tensor x, int axis, bool exclusive, bool reverse, Tensor y) : ITyped
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            var (outer, size, inner) = Around(x.Shape, axis);
            T* px = Pointer<T>(x), py = Pointer<T>(y);
            for (var o = 0L; o < outer; o++)
                for (var i = 0L; i < inner; i++)
                {
                    var running = product ? T.One : T.Zero;
                    for (var k = 0; k < size; k++)
                    {
                        var at = (o * size + (reverse ? size - 1 - k : k)) * inner + i;
                        var next = product ? running * px[at] : running + px[at];
                        py[at] = exclusive ? running : next;
                        running = next;
                    }
                }
        }
    }

    /// <summary>Number of elements before, along and after an axis.</summary>
    private static (long Outer, int Size, long Inner) Around(Shape shape, int axis) =>
        (shape.Range(0, axis).Length, shape.Dims[axis], shape.Range(axis + 1, shape.Rank).Length);

    /// <summary>Rows to be summed, and the sums of their blocks.</summary>
    private struct RowSums<T> where T : unmanaged
    {
        public T* X, Sums;
        public long Rows;
        public int Width;
    }
}
